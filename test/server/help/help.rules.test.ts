import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerers, type CallId } from '#contract/calls.ts';
import { helpStates, isWanted, type HelpRequestId, type HelpState } from '#contract/help.ts';
import type { IncidentId } from '#contract/incidents.ts';
import { movedBy, takeSaid, type HelpOrder, type HelpReceipt, type HelpStanding } from '../../../server/help/help.rules.ts';
import { noon } from '../../support/builders.ts';

const callId = randomUUID() as CallId;
const newId = () => randomUUID() as HelpRequestId;
const later = (minutes: number) => new Date(Date.parse(noon) + minutes * 60_000).toISOString();

function aSaying(about: Partial<HelpReceipt> = {}): HelpReceipt {
  return {
    ...{ receiptId: randomUUID(), kind: 'needHelp', answeredBy: 'self', incidentId: 'i' as IncidentId, callId, areaCode: '320623101201' },
    ...{ personId: 7, householdId: null, userId: null, at: noon, note: null, position: null },
    ...about,
  };
}

function aStanding(about: Partial<HelpStanding> = {}): HelpStanding {
  const { requests } = takeSaid([aSaying()], { wanted: [], newId });
  return { ...requests[0]!, ...about };
}

const order = (state: HelpState, about: Partial<HelpOrder> = {}): HelpOrder => ({ state, reason: null, userId: 1, at: later(5), ...about });

describe('a call for help', () => {
  it('opens a request, and further ones of the same person are added to it', () => {
    const other = randomUUID() as CallId;
    const position = { lng: 121.1, lat: 32.4, accuracyMeters: 8 };
    const said = [aSaying({ note: '水进屋了', position }), aSaying({ at: later(3), callId: other }), aSaying({ personId: 8 })];
    const { requests, events } = takeSaid(said, { wanted: [], newId });
    expect(requests).toMatchObject([
      { personId: 7, state: 'open', asks: 2, at: noon, askedAt: later(3), note: '水进屋了', position, callId: other },
      { personId: 8, state: 'open', asks: 1 },
    ]);
    expect(events.map(({ kind }) => kind)).toEqual(['asked', 'asked', 'asked']);
  });

  it('keeps a household apart from the person on whose call it hangs', () => {
    const { requests } = takeSaid([aSaying(), aSaying({ householdId: 3 }), aSaying({ householdId: 4 })], { wanted: [], newId });
    expect(requests).toHaveLength(3);
  });

  it('stays taken when it is asked again', () => {
    const taken = aStanding({ state: 'taken', takenBy: 1, takenAt: later(1) });
    expect(takeSaid([aSaying({ at: later(9) })], { wanted: [taken], newId }).requests).toMatchObject([
      { id: taken.id, state: 'taken', takenBy: 1, asks: 2, askedAt: later(9) },
    ]);
  });

  it.each(answerers)('is ended by %s only where help is needed, or by what the desk was told', (answeredBy) => {
    const { requests } = takeSaid([aSaying({ kind: 'helped', answeredBy })], { wanted: [aStanding()], newId });
    const isHearsay = ['deputy', 'superior', 'assignee'].includes(answeredBy);
    expect(requests.map(({ state }) => state)).toEqual(isHearsay ? [] : ['helped']);
  });

  it('that comes after its end opens a new one, in the same breath too', () => {
    const { requests } = takeSaid([aSaying(), aSaying({ kind: 'helped' }), aSaying()], { wanted: [], newId });
    expect(requests.map(({ state, asks }) => [state, asks])).toEqual([
      ['helped', 1],
      ['open', 1],
    ]);
  });

  it('is nothing where nobody had asked', () => {
    expect(takeSaid([aSaying({ kind: 'helped' })], { wanted: [], newId })).toEqual({ requests: [], events: [] });
  });

  it('is taken off by nothing but a word that help has come', () => {
    const saying = fc.record({
      kind: fc.constantFrom('needHelp', 'helped'),
      answeredBy: fc.constantFrom(...answerers),
      personId: fc.nat(2),
    });
    fc.assert(
      fc.property(fc.array(saying, { maxLength: 12 }), (said) => {
        const { requests } = takeSaid(said.map(aSaying), { wanted: [], newId });
        for (const personId of [0, 1, 2]) {
          const own = said.filter((one) => one.personId === personId);
          const last = own.findLast(
            ({ kind, answeredBy }) => kind === 'needHelp' || !['deputy', 'superior', 'assignee'].includes(answeredBy),
          );
          const wanted = requests.filter((one) => one.personId === personId && isWanted(one));
          expect(wanted).toHaveLength(last?.kind === 'needHelp' ? 1 : 0);
        }
      }),
    );
  });
});

describe('the desk', () => {
  const allowed: Record<HelpState, readonly HelpState[]> = {
    open: ['taken', 'helped', 'closed'],
    taken: ['taken', 'open', 'helped', 'closed'],
    helped: ['helped', 'open', 'closed'],
    closed: ['closed'],
  };

  it.each(helpStates.flatMap((from) => helpStates.map((to) => [from, to] as const)))('moves from %s to %s or refuses', (from, to) => {
    const mine = { takenBy: 1, takenAt: later(1), endedBy: 1, endedAt: later(2) };
    const moved = movedBy(aStanding({ state: from, ...mine }), order(to, { reason: '重复' }));
    if (allowed[from].includes(to)) expect(moved).toMatchObject({ state: to });
    else expect(moved).toBe('help/wrong-state');
  });

  it('changes nothing by the same click twice', () => {
    const taken = aStanding({ state: 'taken', takenBy: 1, takenAt: later(1) });
    expect(movedBy(taken, order('taken'))).toBe(taken);
  });

  it('refuses the second who takes it', () => {
    expect(movedBy(aStanding({ state: 'taken', takenBy: 2, takenAt: later(1) }), order('taken'))).toBe('help/taken');
  });

  it('closes nothing without a reason', () => {
    expect(movedBy(aStanding(), order('closed'))).toBe('help/no-reason');
    expect(movedBy(aStanding(), order('closed', { reason: '误报' }))).toMatchObject({ state: 'closed', reason: '误报', endedBy: 1 });
  });

  it('takes back what was taken for helped too early: nobody has it then', () => {
    const helped = aStanding({ state: 'helped', takenBy: 2, takenAt: later(1), endedBy: 1, endedAt: later(2) });
    expect(movedBy(helped, order('open'))).toMatchObject({ state: 'open', takenBy: null, takenAt: null, endedBy: null, endedAt: null });
  });
});
