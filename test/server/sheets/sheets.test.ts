import { describe, expect, it } from 'vitest';
import type { CallId } from '#contract/calls.ts';
import { isKnown, type EarlierReceipt } from '../../../server/sheets/sheets.rules.ts';

const [call, other] = ['a', 'b'] as CallId[] as [CallId, CallId];
const said: EarlierReceipt[] = [{ callId: call, kind: 'done', counts: { moved: 3, refused: 1 } }];

describe('what comes back on paper', () => {
  it.each([
    ['the same again', { kind: 'done', counts: { refused: 1, moved: 3 } }, true],
    ['the same without its people', { kind: 'done' }, true],
    ['the same with no people at all', { kind: 'done', counts: {} }, true],
    ['other people', { kind: 'done', counts: { moved: 4 } }, false],
    ['another answer', { kind: 'onPost' }, false],
  ] as const)('is judged against what the call has said: %s', (_name, result, known) => {
    expect(isKnown(said, call, { line: '1-001-1', ...result })).toBe(known);
  });

  it('is new where paper counts people and the answer before did not', () => {
    expect(isKnown([{ callId: call, kind: 'done', counts: null }], call, { line: '', kind: 'done', counts: { moved: 2 } })).toBe(false);
  });

  it('is not known by what another call has said', () => {
    expect(isKnown(said, other, { line: '', kind: 'done' })).toBe(false);
  });
});
