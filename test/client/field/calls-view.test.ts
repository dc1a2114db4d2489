import { describe, expect, it } from 'vitest';
import { ownLines, reachedLines } from '../../../client/field/calls.view.ts';
import { aCall, aFieldCall, noon } from '../../support/builders.ts';
import { aReachedCall } from '../../support/field-page.ts';

const tenMinutes = 10 * 60_000;
const held = (field = aFieldCall()) => ({ token: 't', field, readAt: 0 });

describe('the list of calls', () => {
  it('names only the own ones, and marks the one that is shown', () => {
    const [mine, shown] = [aFieldCall(), aFieldCall({ call: aCall() })];
    const all = [mine, shown, aFieldCall({ isOwn: false, call: aCall() })].map(held);
    const lines = ownLines(all, { at: 0, shown: shown.call.id });
    expect(lines.map(({ callId, isShown }) => [callId, isShown])).toEqual([
      [mine.call.id, false],
      [shown.call.id, true],
    ]);
  });

  it('says in the time of the incident how long somebody is silent', () => {
    const field = aFieldCall({ call: aCall({ calledAt: noon }), now: noon, clockRate: 3 });
    expect(ownLines([held(field)], { at: tenMinutes, shown: undefined })[0]?.silentMinutes).toBe(30);
  });

  it('says of an answered one that it is answered', () => {
    const field = aFieldCall({ call: aCall({ state: 'answered' }) });
    expect(ownLines([held(field)], { at: tenMinutes, shown: undefined })[0]).toMatchObject({ phase: 'answered', silentMinutes: null });
  });
});

describe('the list of those who were silent', () => {
  const now = { at: 0, shown: undefined, readAt: 0 };

  it('lets each be answered for who has not answered', () => {
    const rows = [aReachedCall({ call: aCall({ state: 'unroused' }) }), aReachedCall({ call: aCall({ state: 'answered' }) })];
    const lines = reachedLines({ answersFor: rows }, { ...now, isPending: () => false });
    expect(lines.map(({ canAnswer }) => canAnswer)).toEqual([true, false]);
  });

  it('does not ask again for what waits to be sent', () => {
    expect(reachedLines({ answersFor: [aReachedCall()] }, { ...now, isPending: () => true })[0]?.canAnswer).toBe(false);
  });
});
