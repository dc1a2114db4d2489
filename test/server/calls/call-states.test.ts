import { describe, expect, it } from 'vitest';
import {
  callOutStates,
  callStates,
  receiptKinds,
  type AnsweredBy,
  type Call,
  type CallId,
  type CallState,
  type NewReceipt,
  type ReceiptKind,
} from '#contract/calls.ts';
import { afterHousehold, answered, type CallBefore } from '../../../server/calls/answer.rules.ts';
import { doorNews } from '../../../server/calls/doors.rules.ts';
import type { FreshReceipt } from '../../../server/calls/intake.rules.ts';
import { aCall, noon } from '../../support/builders.ts';

const callId = '00000000-0000-4000-8000-000000000001' as CallId;
const progressOf: Partial<Record<ReceiptKind, string>> = { onPost: 'onPost', acting: 'acting', done: 'done' };
const owing: readonly CallState[] = ['silent', 'escalated', 'unroused'];
/** Each says that the called person was reached. */
const forThePerson: readonly AnsweredBy[] = ['self', 'desk'];
/** Each is to reach the person, and says so only by a step. */
const forAnother: readonly AnsweredBy[] = ['deputy', 'superior', 'door', 'assignee'];
const isStep = (kind: ReceiptKind) => ['heard', 'onPost', 'acting', 'done'].includes(kind);

function callIn(state: CallState): Call {
  if (owing.includes(state)) return aCall({ id: callId, state, dueAt: state === 'unroused' ? null : noon });
  if (state === 'superseded') return aCall({ id: callId, state, dueAt: null });
  return aCall({ id: callId, state, dueAt: null, progress: 'onPost', answeredBy: 'self', answeredAt: noon });
}

function receipt(kind: ReceiptKind, answeredBy: AnsweredBy, counts?: NewReceipt['counts']): FreshReceipt {
  return {
    ...{ receiptId: crypto.randomUUID(), callId, householdId: null, kind, answeredBy, at: noon, receivedAt: noon, flags: [] },
    ...{ areaCode: '320623101000', by: { personId: 1 }, via: 'inApp', replaces: [], note: undefined, counts },
  };
}

/** How a call stands after a receipt, in the words of the table in the README. */
function after(state: CallState, kind: ReceiptKind, by: AnsweredBy): string {
  const call = callIn(state);
  const said = receipt(kind, by);
  const now =
    by === 'household' ? afterHousehold({ call, callOutState: 'running' }, said) : answered({ call, callOutState: 'running' }, said);
  const marks = [now.needHelp && 'needHelp', now.cannot && 'cannot'].filter(Boolean);
  return [now.state, now.progress ?? '-', ...marks].join(' ');
}

const everyAnswerer: readonly AnsweredBy[] = [...forThePerson, ...forAnother, 'household'];
const everything = callStates.flatMap((state) => receiptKinds.flatMap((kind) => everyAnswerer.map((by) => ({ state, kind, by }))));

function expected(state: CallState, kind: ReceiptKind, by: AnsweredBy): string {
  const before = `${state} ${state === 'answered' || state === 'stale' ? 'onPost' : '-'}`;
  const mark = kind === 'needHelp' || kind === 'cannot' ? ` ${kind}` : '';
  if (state === 'stale' || state === 'superseded') return before;
  if (by === 'household') return `${before}${mark}`;
  if (forAnother.includes(by) && !isStep(kind)) return kind === 'needHelp' ? `${before} needHelp` : before;
  const progress = state === 'answered' ? (kind === 'acting' || kind === 'done' ? kind : 'onPost') : (progressOf[kind] ?? 'heard');
  return `answered ${progress}${mark}`;
}

describe('every state of a call and every receipt', () => {
  it.each(everything)('$state: $kind by $by', ({ state, kind, by }) => {
    expect(after(state, kind, by)).toBe(expected(state, kind, by));
  });

  it.each(callOutStates.filter((state) => state === 'closed' || state === 'cancelled'))(
    'changes nothing once the call-out is %s',
    (callOutState) => {
      for (const { state, kind, by } of everything) {
        const call = callIn(state);
        expect(answered({ call, callOutState }, receipt(kind, by))).toBe(call);
      }
    },
  );
});

describe('the door of a call after a receipt', () => {
  const standing = (state: CallState, callOutState: CallBefore['callOutState'] = 'running'): CallBefore => ({
    ...{ call: callIn(state), householdId: null, incidentId: '' as CallBefore['incidentId'], tallyCode: '320623101000' },
    ...{ callOutState, reached: [] },
  });
  /** The call as it stands after the receipt is what the door follows from. */
  function door(state: CallState, said: FreshReceipt, callOutState?: CallBefore['callOutState']): string {
    const before = standing(state, callOutState);
    const call = answered(before, said);
    const news = doorNews([said], [{ ...before, call }]);
    const words = [
      ...news.opened.map(({ reason, people }) => `${reason} ${people}`),
      news.roused.length > 0 && 'roused',
      news.settled.length > 0 && 'settled',
    ];
    return words.filter(Boolean).join(', ');
  }

  it.each(receiptKinds.flatMap((kind) => owing.map((state) => ({ kind, state }))))(
    'opens for people who refuse, whatever else $kind says of a call that is $state',
    ({ kind, state }) => {
      for (const by of [...forThePerson, ...forAnother]) {
        expect(door(state, receipt(kind, by, { refused: 3, moved: 8 }))).toBe('refused 3');
        expect(door(state, receipt(kind, by, { absent: 2 }))).toBe('unreachable 2');
        expect(door(state, receipt(kind, by, { refused: 1, absent: 2 }))).toBe('refused 1');
      }
    },
  );

  it.each([
    ['heard', 'self', 'roused'],
    ['onPost', 'self', 'roused'],
    ['acting', 'door', 'roused'],
    ['done', 'self', 'roused, settled'],
    ['done', 'door', 'roused, settled'],
    ['done', 'desk', 'roused, settled'],
    ['done', 'superior', 'roused'],
    ['needHelp', 'self', 'roused'],
    ['helped', 'self', 'roused'],
    ['cannot', 'self', ''],
    ['cannot', 'desk', ''],
    ['cannot', 'door', ''],
    ['cannot', 'superior', ''],
    ['needHelp', 'superior', ''],
  ] as const)('%s by %s of an unroused call: %s', (kind, by, is) => {
    expect(door('unroused', receipt(kind, by))).toBe(is);
  });

  it('stays open until what was refused is done', () => {
    const refused = { ...receipt('cannot', 'self', { refused: 3 }) };
    const done = receipt('done', 'self', { moved: 3, refused: 0 });
    const still = receipt('done', 'self', { moved: 2, refused: 1 });
    const calls = [standing('answered')];
    expect(doorNews([refused, receipt('acting', 'self')], calls)).toMatchObject({ opened: [{ people: 3 }], roused: [], settled: [] });
    expect(doorNews([refused, still], calls)).toMatchObject({ opened: [{ people: 1 }], settled: [] });
    expect(doorNews([refused, done], calls)).toMatchObject({ opened: [], settled: [callId] });
    expect(doorNews([done, refused], calls)).toMatchObject({ opened: [{ people: 3 }], settled: [] });
  });

  it('is not settled by one household of many', () => {
    const household = { ...receipt('done', 'household'), householdId: 7 };
    expect(doorNews([household], [standing('answered')])).toEqual({ opened: [], roused: [], settled: [] });
    const refusing = { ...receipt('cannot', 'household', { refused: 2 }), householdId: 7 };
    expect(doorNews([refusing], [standing('silent')]).opened).toEqual([{ callId, reason: 'refused', people: 2 }]);
  });

  it('knows nothing of a call that is over', () => {
    for (const state of ['stale', 'superseded'] as const) expect(door(state, receipt('cannot', 'self', { refused: 3 }))).toBe('');
    expect(door('silent', receipt('cannot', 'self', { refused: 3 }), 'cancelled')).toBe('');
  });
});
