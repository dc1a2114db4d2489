import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { FieldCall, FieldPage } from '#contract/field.ts';
import type { IncidentId } from '#contract/incidents.ts';
import type { CallRing } from '#contract/socket.ts';
import { FieldRefusal } from '../../../client/field/field-api.ts';
import type { PendingReceipt } from '../../../client/field/outbox.ts';
import { Responder } from '../../../client/field/responder.ts';
import { aCall, aFieldCall, noon } from '../../support/builders.ts';
import { aFieldPage, aReachedCall } from '../../support/field-page.ts';

const later = '2026-07-26T05:00:00.000Z';
const first = aFieldCall({ call: aCall({ calledAt: noon }) });
const newer = aFieldCall({ call: aCall({ calledAt: later }) });

function aRing(attemptId: number, token: string, about: Partial<CallRing> & Pick<CallRing, 'field'>): CallRing {
  return { attemptId, incidentId: randomUUID() as IncidentId, token, purpose: 'call', isQuiet: false, ...about };
}

/** A responder whose links lead to the given calls, own ones and those of others. */
function aResponder(links: Record<string, FieldCall | FieldRefusal>, more: Partial<FieldPage> = {}) {
  const sent: Omit<PendingReceipt, 'id' | 'order'>[] = [];
  const turnedAway: string[] = [];
  const clock = { now: 0 };
  const found = (token: string): FieldCall => {
    const call = links[token] ?? new FieldRefusal('token/invalid', false);
    if (call instanceof FieldRefusal) throw call;
    return call;
  };
  const responder: Responder = new Responder({
    readPage: async (token) => Promise.resolve(aFieldPage({ calls: [found(token)], ...more })),
    readCall: async ({ token, callId }) => Promise.resolve(links[callId] ? found(callId) : found(token)),
    outbox: { add: (pending) => Promise.resolve(void sent.push(pending)) },
    device: 'this-phone',
    now: () => clock.now,
    onTurnedAway: () => void turnedAway.push(responder.token),
    onChange: () => undefined,
  });
  return { responder, sent, clock, links, turnedAway };
}

describe('a link', () => {
  it('opens its call', async () => {
    const { responder } = aResponder({ one: first });
    expect(await responder.open('one')).toBe(false);
    expect(responder.held).toMatchObject({ token: 'one', field: first });
  });

  it('that is refused says why and is not tried again', async () => {
    const { responder } = aResponder({ old: new FieldRefusal('token/expired', false) });
    expect(await responder.open('old')).toBe(false);
    expect([responder.held, responder.refusal]).toEqual([null, 'token/expired']);
  });

  it('is tried again while the server cannot be reached', async () => {
    const { responder, links } = aResponder({ one: new FieldRefusal('field/unreachable', true) });
    expect(await responder.open('one')).toBe(true);
    links.one = first;
    expect(await responder.open('one')).toBe(false);
    expect(responder.refusal).toBeNull();
  });
});

describe('a ring', () => {
  it('of the call that is shown only draws it again', async () => {
    const { responder } = aResponder({ one: first });
    await responder.open('one');
    expect(responder.ring(aRing(1, 'one', { field: first }))).toBe('long');
    expect(responder.notice).toBeNull();
  });

  it('that comes twice is heard once', () => {
    const { responder } = aResponder({});
    expect(responder.ring(aRing(1, 'one', { field: first }))).toBe('long');
    expect(responder.ring(aRing(1, 'one', { field: first }))).toBe('silent');
    expect(responder.ring(aRing(2, 'one', { field: first }))).toBe('long');
  });

  it('of a newer call takes the page, says so and keeps the other one to answer', async () => {
    const { responder } = aResponder({ one: first });
    await responder.open('one');
    responder.ring(aRing(2, 'two', { field: newer }));
    expect([responder.held?.token, responder.notice]).toEqual(['two', 'newer']);
    expect([responder.others, responder.all.map((held) => held.token)]).toEqual([1, ['two', 'one']]);
  });

  it('of an older call waits behind the one that is shown', async () => {
    const { responder } = aResponder({ two: newer });
    await responder.open('two');
    responder.ring(aRing(1, 'one', { field: first }));
    expect(responder.held?.token).toBe('two');
    await responder.show(first.call.id);
    expect(responder.held?.token).toBe('one');
  });

  it('is quiet at night where the policy lets people sleep, and shown all the same', () => {
    const { responder } = aResponder({});
    expect(responder.ring(aRing(1, 'one', { field: first, isQuiet: true }))).toBe('silent');
    expect(responder.held?.field).toEqual(first);
  });

  it.each(['reminder', 'allClear'] as const)('that is a %s is told shortly and says so', async (purpose) => {
    const answered = aFieldCall({ call: aCall({ state: 'answered' }) });
    const { responder } = aResponder({ one: answered });
    await responder.open('one');
    expect(responder.ring(aRing(1, 'one', { field: answered, purpose }))).toBe('short');
    expect(responder.notice).toBe(purpose);
  });

  it('of a call that was answered meanwhile is not heard', () => {
    const { responder } = aResponder({});
    const answered = aFieldCall({ call: aCall({ state: 'answered' }) });
    expect(responder.ring(aRing(1, 'one', { field: answered }))).toBe('silent');
  });
});

describe('an answer', () => {
  it('carries the token of its call, an id of its own, the time of the incident and the name of the device', async () => {
    const { responder, sent, clock } = aResponder({ one: aFieldCall({ ...first, now: noon, clockRate: 60 }) });
    await responder.open('one');
    clock.now = 60_000;
    const { id: callId } = first.call;
    responder.answer({ callId, kind: 'heard' });
    responder.answer({ callId, kind: 'acting', counts: { moved: 3 } });
    expect(sent).toMatchObject([
      { token: 'one', callId: first.call.id, receipt: { kind: 'heard', at: later, device: 'this-phone' } },
      { receipt: { kind: 'acting', counts: { moved: 3 } } },
    ]);
    expect(sent[0]!.receipt.receiptId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(sent[0]!.receipt.receiptId).not.toBe(sent[1]!.receipt.receiptId);
  });

  it('belongs to the call that was read, also when a newer one has taken the page meanwhile', async () => {
    const { responder, sent } = aResponder({ one: first });
    await responder.open('one');
    responder.ring(aRing(2, 'two', { field: newer }));
    responder.answer({ callId: first.call.id, kind: 'acting', counts: { moved: 12 } });
    expect(responder.held?.field.call.id).toBe(newer.call.id);
    expect(sent).toMatchObject([{ token: 'one', callId: first.call.id, receipt: { kind: 'acting', counts: { moved: 12 } } }]);
    expect(sent[0]!.receipt).not.toHaveProperty('callId');
  });

  it('to a call that is not known here goes nowhere', async () => {
    const { responder, sent } = aResponder({ one: first });
    await responder.open('one');
    responder.answer({ callId: newer.call.id, kind: 'heard' });
    expect(sent).toEqual([]);
  });

  it('that was taken shows how the call now stands, and the clock goes on', async () => {
    const { responder, clock } = aResponder({ one: aFieldCall({ ...first, now: noon, clockRate: 1 }) });
    await responder.open('one');
    clock.now = 5_000;
    responder.taken(aCall({ ...first.call, state: 'answered', progress: 'heard' }));
    expect(responder.held?.field).toMatchObject({ call: { state: 'answered' }, now: '2026-07-26T04:00:05.000Z' });
    expect(responder.held?.readAt).toBe(5_000);
  });
});

describe('a change of the call', () => {
  it('is read and, when the call is over, told', async () => {
    const { responder, links } = aResponder({ one: first });
    await responder.open('one');
    links.one = aFieldCall({ ...first, callOutState: 'cancelled' });
    await responder.refresh(first.call.id);
    expect([responder.held?.field.callOutState, responder.notice]).toEqual(['cancelled', 'changed']);
  });

  it('of an older call does not speak over the newer one that has taken the page', async () => {
    const { responder, links } = aResponder({ one: first });
    await responder.open('one');
    responder.ring(aRing(2, 'two', { field: newer }));
    links.one = aFieldCall({ ...first, call: { ...first.call, state: 'stale' } });
    await responder.refresh(first.call.id);
    expect([responder.held?.field.call.id, responder.notice]).toEqual([newer.call.id, 'newer']);
  });

  it('leaves what is shown while the server cannot be reached', async () => {
    const { responder, links } = aResponder({ one: first });
    await responder.open('one');
    links.one = new FieldRefusal('field/unreachable', true);
    await responder.refresh(first.call.id);
    expect(responder.held?.field).toEqual(first);
  });
});

describe('a link that is withdrawn while its page is open', () => {
  const revoked = new FieldRefusal('token/revoked', false);

  it.each([
    ['the call', (responder: Responder) => responder.refresh(first.call.id)],
    ['the lists', (responder: Responder) => responder.reread()],
  ])('is noticed by reading %s again; a lost signal is not taken for it', async (_what, read) => {
    const { responder, links, turnedAway } = aResponder({ one: first });
    await responder.open('one');
    links.one = new FieldRefusal('field/unreachable', true);
    await read(responder);
    expect(turnedAway).toEqual([]);
    links.one = revoked;
    await read(responder);
    expect(turnedAway).toEqual(['one']);
  });

  it('leaves no call behind that it alone led to, when another link still lets in', async () => {
    const { responder, links } = aResponder({ one: first });
    await responder.open('one');
    responder.ring(aRing(2, 'two', { field: newer }));
    links.two = revoked;
    await responder.refresh(newer.call.id);
    await responder.open('one');
    expect([responder.held?.field, responder.all.map(({ token }) => token)]).toEqual([first, ['one']]);
  });
});

describe('a person who answers for others', () => {
  const village = aReachedCall({ call: aCall({ calledAt: noon, state: 'escalated' }) });
  const whole = aFieldCall({ call: village.call, isOwn: false });
  const answered = aFieldCall({ call: aCall({ state: 'answered' }) });

  it('is told how many are silent', async () => {
    const { responder } = aResponder({ one: first }, { answersFor: [village, aReachedCall({ call: aCall({ state: 'answered' }) })] });
    await responder.open('one');
    expect(responder.owedByOthers).toBe(1);
  });

  it('reads the message of one of them when it is to be shown', async () => {
    const { responder } = aResponder({ one: first, [village.call.id]: whole }, { answersFor: [village] });
    await responder.open('one');
    expect([await responder.show(village.call.id), responder.held?.field]).toEqual([true, whole]);
    expect(responder.owedByOthers).toBe(0);
  });

  it('keeps what is shown when that message cannot be read', async () => {
    const unreachable = new FieldRefusal('field/unreachable', true);
    const { responder } = aResponder({ one: first, [village.call.id]: unreachable }, { answersFor: [village] });
    await responder.open('one');
    expect([await responder.show(village.call.id), responder.held?.field]).toEqual([false, first]);
  });

  it('sees first who is silent when nothing is owed for the person alone', async () => {
    const { responder } = aResponder({ one: answered, [village.call.id]: whole }, { answersFor: [village] });
    await responder.open('one');
    expect(responder.held?.field).toEqual(whole);
  });

  it('answers by hand for one of them, by the link of the page and in the time of that incident', async () => {
    const { responder, sent, clock } = aResponder({ one: first }, { answersFor: [{ ...village, now: noon, clockRate: 60 }] });
    await responder.open('one');
    clock.now = 60_000;
    responder.answerFor(responder.page!.answersFor[0]!);
    expect(sent).toMatchObject([{ token: 'one', callId: village.call.id, receipt: { kind: 'heard', at: later, device: 'this-phone' } }]);
    responder.taken({ ...village.call, state: 'answered' });
    expect(responder.owedByOthers).toBe(0);
  });
});

describe('a page of a household', () => {
  const household = (householdId: number) => ({ householdId, maskedName: '李**', people: 2, needs: {} });
  const second = aFieldCall({ call: first.call, isOwn: false, household: household(8) });

  it('answers for that household, and is not changed by the answer for the one before or for the call itself', async () => {
    const { responder, sent } = aResponder({ two: second });
    await responder.open('two');
    responder.answer({ callId: first.call.id, kind: 'heard' });
    expect(sent).toMatchObject([{ callId: first.call.id, householdId: 8 }]);
    responder.taken({ ...first.call, state: 'answered' }, 7);
    responder.taken({ ...first.call, state: 'answered' });
    expect(responder.held?.field.call.state).toBe('silent');
    responder.taken({ ...first.call, state: 'answered' }, 8);
    expect(responder.held?.field.call.state).toBe('answered');
  });
});

describe('a page that was kept', () => {
  it('shows again what was shown, with the links by which it can be answered', async () => {
    const before = aResponder({ one: first }).responder;
    await before.open('one');
    before.ring(aRing(2, 'two', { field: newer }));
    const { responder, sent } = aResponder({});
    responder.restore(structuredClone(before.known!));
    responder.answer({ callId: newer.call.id, kind: 'heard' });
    expect([responder.held?.field.call.id, responder.others, sent[0]?.token]).toEqual([newer.call.id, 1, 'two']);
  });

  it('stays while the server cannot be reached, and says so', async () => {
    const { responder, links } = aResponder({ one: first });
    await responder.open('one');
    links.one = new FieldRefusal('field/unreachable', true);
    expect(await responder.open('one')).toBe(true);
    expect([responder.held?.field, responder.refusal]).toEqual([first, 'field/unreachable']);
  });

  it('is let go of when its links were withdrawn', async () => {
    const { responder, links } = aResponder({ one: first });
    await responder.open('one');
    links.one = new FieldRefusal('token/revoked', false);
    await responder.open('one');
    responder.forget();
    expect([responder.held, responder.all, responder.known, responder.refusal]).toEqual([null, [], null, 'token/revoked']);
  });

  it('is nothing before anything was read', () => {
    expect(aResponder({}).responder.known).toBeNull();
  });
});
