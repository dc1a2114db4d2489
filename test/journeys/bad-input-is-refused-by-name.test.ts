import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CallRow } from '#contract/calls.ts';
import { LinkClaim } from '#contract/field.ts';
import type { Incident } from '#contract/incidents.ts';
import { refusals, type RefusalBody } from '#contract/refusals.ts';
import { secretNamed } from '../../server/identity/secrets.store.ts';
import { TokenSeal } from '../../server/kernel/security/signed-token.ts';
import { capSample, Desk, sendReceipt, type Answer } from '../support/desk.ts';
import { withServer } from '../support/server.ts';

const server = withServer();
const blue = capSample('doksuri-1-blue.xml');

let duty: Desk;
let incident: Incident;
let calls: CallRow[];

beforeAll(async () => {
  duty = await Desk.of(server().url, 'duty');
  incident = await duty.openIncident();
  const { body } = await duty.postCap<{ callOutId: string }>(incident.id, blue);
  calls = await duty.calls(body.callOutId);
});

/** Everything a refusal owes: its own status, a code that the client has words for, and a server that goes on. */
async function expectRefusal(answer: Answer<unknown>, code: RefusalBody['code']): Promise<RefusalBody> {
  const body = answer.body as RefusalBody;
  expect(body).toMatchObject({ code });
  expect(answer.status).toBe(refusals[code]);
  expect((await duty.get('/api/health')).status).toBe(200);
  return body;
}

describe('a warning message', () => {
  /** An area that nothing but its polygon places. */
  const polygon = (points: string) =>
    capSample('rainstorm-orange-polygon.xml')
      .replace(/<polygon>[^<]*<\/polygon>/, `<polygon>${points}</polygon>`)
      .replace(/<geocode>.*<\/geocode>/s, '');

  it.each([
    ['that is not XML', 'not xml at all', 'warning/malformed'],
    ['that is cut off', blue.slice(0, 900), 'warning/malformed'],
    ['that is empty', ' ', 'warning/malformed'],
    ['without its identifier', blue.replace(/<identifier>.*<\/identifier>/, ''), 'warning/malformed'],
    ['without an event', blue.replace(/<event>.*<\/event>/, ''), 'warning/malformed'],
    ['of another namespace', blue.replace('cap:1.2', 'cap:1.1'), 'warning/malformed'],
    ['with a DOCTYPE', blue.replace('<alert', '<!DOCTYPE alert [<!ENTITY x "y">]><alert'), 'warning/doctype'],
    ['with a polygon of one point', polygon('31.99,120.80'), 'warning/malformed'],
    ['with coordinates that are no numbers', polygon('NaN,120.80 31.99,NaN 32.10,120.95 NaN,120.80'), 'warning/malformed'],
    ['with coordinates off the globe', polygon('91,120 31.99,200 32.10,120.95 91,120'), 'warning/malformed'],
  ] as const)('%s is refused, and says where', async (_, message, code) => {
    const body = await expectRefusal(await duty.postCap(incident.id, message), code);
    expect(body.issues?.length ?? 0).toBeGreaterThan(0);
  });

  it('of 6 MB is refused before it is read', async () => {
    await expectRefusal(
      await duty.postCap(incident.id, blue.replace('</description>', 'x'.repeat(6_000_000) + '</description>')),
      'request/too-large',
    );
  });

  it('of another type is refused', async () => {
    const answer = await duty.post(`/api/warnings/cap?incident=${incident.id}`, blue, { 'content-type': 'text/plain' });
    await expectRefusal(answer, 'request/unsupported-type');
  });

  it.each([randomUUID(), 'not-an-id', ''])('for the unknown incident "%s" is refused', async (id) => {
    await expectRefusal(await duty.postCap(id, blue), 'incident/unknown');
  });

  it('of an exercise never enters an actual incident', async () => {
    const actual = await duty.openIncident({ mode: 'actual' });
    await expectRefusal(await duty.postCap(actual.id, 'muifa-exercise-red.xml'), 'warning/mode-mismatch');
  });

  it('with the name of an earlier one but other content is refused', async () => {
    await expectRefusal(await duty.postCap(incident.id, blue.replace('8级', '9级')), 'warning/conflict');
  });

  it('is refused to who may not issue one', async () => {
    const viewer = await Desk.of(server().url, 'wall');
    await expectRefusal(await viewer.postCap(incident.id, blue), 'session/not-allowed');
    await expectRefusal(await new Desk(server().url).postCap(incident.id, blue), 'session/required');
  });
});

describe('a receipt', () => {
  const receipt = () => ({ receiptId: randomUUID(), kind: 'heard' });

  it('with an expired token is refused', async () => {
    const secret = await server().database.asOwner((tx) => secretNamed(tx, 'link-token'));
    const call = calls[0]!;
    const claim = LinkClaim.parse({ callId: call.id, personId: call.personId });
    const expired = new TokenSeal(secret, LinkClaim).seal(claim, new Date('2020-01-01'));
    await expectRefusal(await sendReceipt(server().url, { ...call, fieldUrl: `/field?token=${expired}` }, receipt()), 'token/expired');
  });

  it.each([
    ['a word', 'x'],
    ['three words', 'a.b.c'],
    ['a page of text', 'x'.repeat(5_000)],
  ])('whose token is %s is refused', async (_, token) => {
    const answer = await new Desk(server().url).post(`/api/calls/${calls[0]!.id}/receipts`, receipt(), {
      authorization: `Bearer ${token}`,
    });
    await expectRefusal(answer, 'token/invalid');
  });

  it('from nobody is refused', async () => {
    await expectRefusal(await new Desk(server().url).post(`/api/calls/${calls[0]!.id}/receipts`, receipt()), 'session/required');
  });

  it("for another's call is refused", async () => {
    const [mine, theirs] = [calls[0]!, calls[1]!];
    await expectRefusal(await sendReceipt(server().url, { ...mine, id: theirs.id }, receipt()), 'call/not-yours');
  });

  it('for a call that does not exist is refused', async () => {
    await expectRefusal(await duty.post(`/api/calls/${randomUUID()}/receipts`, receipt()), 'call/unknown');
    await expectRefusal(await duty.post('/api/calls/7/receipts', receipt()), 'call/unknown');
  });

  it('that changes what it said is refused', async () => {
    const first = receipt();
    expect((await sendReceipt(server().url, calls[2]!, first)).status).toBe(200);
    await expectRefusal(await sendReceipt(server().url, calls[2]!, { ...first, kind: 'done' }), 'receipt/conflict');
  });

  it.each([
    ['without an id', { kind: 'heard' }],
    ['of an unknown kind', { receiptId: randomUUID(), kind: 'slept' }],
    ['with a negative count', { receiptId: randomUUID(), kind: 'acting', counts: { moved: -1 } }],
    ['with a note of a page', { receiptId: randomUUID(), kind: 'heard', note: 'x'.repeat(501) }],
  ])('%s is refused', async (_, bad) => {
    await expectRefusal(await sendReceipt(server().url, calls[3]!, bad), 'request/invalid');
  });

  it.each(['1970-01-01T00:02:11.000Z', '2999-01-01T00:00:00Z', 'yesterday'])(
    'of %s is taken, counts from now and is marked',
    async (at) => {
      const taken = await sendReceipt(server().url, calls[3]!, { receiptId: randomUUID(), kind: 'heard', at });
      expect(taken.status).toBe(200);
      expect(taken.body).toMatchObject({ state: 'answered', flags: expect.arrayContaining(['deviceClock']) as unknown });
    },
  );
});

describe('a request', () => {
  it('for an unknown layer, record, person or typhoon is refused', async () => {
    await expectRefusal(await duty.get('/api/layers/dragons'), 'layer/unknown');
    await expectRefusal(await duty.get('/api/layers/hazards/records/999999999'), 'record/unknown');
    await expectRefusal(await duty.get('/api/people/999999999'), 'person/unknown');
    await expectRefusal(await duty.get('/api/typhoons/199901'), 'typhoon/unknown');
  });

  it('from a foreign page is refused, whatever its cookie', async () => {
    const answer = await duty.post('/api/incidents', { name: 'x', kind: 'x', mode: 'test' }, { origin: 'https://evil.example' });
    await expectRefusal(answer, 'request/foreign-origin');
  });

  it('whose JSON is cut off, or too large, is refused', async () => {
    await expectRefusal(await duty.post('/api/incidents', '{"name":', { 'content-type': 'application/json' }), 'request/invalid');
    await expectRefusal(await duty.post('/api/incidents', { name: 'x'.repeat(200_000) }), 'request/too-large');
  });

  it('for the clock of an actual incident is refused', async () => {
    const actual = await duty.openIncident({ mode: 'actual' });
    await expectRefusal(await duty.post(`/api/incidents/${actual.id}/clock`, { paused: true }), 'incident/clock-is-wall');
  });

  it('for the clock of a whole city is refused to one of its counties', async () => {
    const rudong = await Desk.of(server().url, 'rudong');
    await expectRefusal(await rudong.post(`/api/incidents/${incident.id}/clock`, { paused: true }), 'area/outside');
    const own = await rudong.openIncident();
    expect((await rudong.post(`/api/incidents/${own.id}/clock`, { paused: true })).status).toBe(200);
  });

  it.each([{ rate: 0 }, { rate: -1 }, { rate: 1e9 }, { at: 'yesterday' }, { at: '9999-12-31T00:00:00Z' }, { paused: 'yes' }, {}])(
    'for the clock change %j is refused',
    async (change) => {
      await expectRefusal(await duty.post(`/api/incidents/${incident.id}/clock`, change), 'request/invalid');
    },
  );

  it.each(['0000-01-01T00:00:00Z', '9999-12-31T00:00:00Z', '2026-02-30T00:00:00Z'])(
    'with the time %s, which no calendar has, is refused',
    async (at) => {
      await expectRefusal(await duty.get(`/api/ledger?from=${at}`), 'request/invalid');
      await expectRefusal(
        await duty.post('/api/incidents', { name: '演练', kind: 'typhoon', mode: 'exercise', startAt: at }),
        'request/invalid',
      );
    },
  );

  it.each(['half a character \ud83d', 'a zero \0'])('with a text that no database keeps (%j) is refused', async (name) => {
    await expectRefusal(await duty.post('/api/incidents', { name, kind: 'typhoon', mode: 'exercise' }), 'request/invalid');
  });

  it('for a path of the interface that is not there is refused in the same form', async () => {
    await expectRefusal(await duty.get('/api/nothing'), 'request/not-found');
  });
});
