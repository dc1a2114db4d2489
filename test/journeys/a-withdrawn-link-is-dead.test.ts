import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Call, CallRow } from '#contract/calls.ts';
import type { OfficerLink } from '#contract/field.ts';
import { refusals } from '#contract/refusals.ts';
import type { Answer, ClientToServer, ServerToClient } from '#contract/socket.ts';
import { Desk } from '../support/desk.ts';
import { aBomb, anExecutable } from '../support/pictures.ts';
import { issued } from '../support/release.ts';
import { withServer } from '../support/server.ts';

type Line = Socket<ServerToClient, ClientToServer>;

describe('a link that is withdrawn', () => {
  const server = withServer();
  let duty: Desk;
  let row: CallRow;

  beforeAll(async () => {
    duty = await Desk.of(server().url, 'duty');
    const incident = await duty.openIncident();
    const { body } = await issued(duty, incident.id, 'doksuri-1-blue.xml');
    row = (await duty.calls(body.callOutId))[0]!;
  }, 120_000);

  const tokenIn = (fieldUrl: string) => new URL(fieldUrl, server().url).searchParams.get('token')!;
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  async function personToken(): Promise<string> {
    const { status, body } = await duty.post<OfficerLink>(`/api/people/${row.personId}/link`);
    expect(status).toBe(201);
    return tokenIn(body.fieldUrl);
  }

  function lineBy(token: string): Line {
    return io(server().url, { transports: ['websocket'], auth: { token }, reconnection: false, forceNew: true });
  }

  const say = (line: Line, kind: 'heard' | 'acting') =>
    new Promise<Answer<{ call: Call }>>((fulfil) => line.emit('receipt', row.id, { receiptId: randomUUID(), kind }, fulfil));
  const isCutOff = (line: Line) => new Promise<number>((fulfil) => line.on('disconnect', () => fulfil(performance.now())));

  it('answers over the open line until it is withdrawn, and then is cut off within five seconds for good', async () => {
    const token = await personToken();
    const line = lineBy(token);
    expect(await say(line, 'heard')).toMatchObject({ ok: true, call: { id: row.id, state: 'answered', answeredBy: 'desk' } });
    const cut = isCutOff(line);
    const started = performance.now();
    expect(await duty.post('/api/links/revoke', { personId: row.personId })).toMatchObject({ status: 200 });
    expect((await cut) - started).toBeLessThan(5_000);
    const again = lineBy(token);
    await isCutOff(again);
    expect(await new Desk(server().url).get('/api/field', bearer(token))).toMatchObject({ status: 401, body: { code: 'token/revoked' } });
  });

  it('does not take the next one with it', async () => {
    const token = await personToken();
    expect(await new Desk(server().url).get('/api/field', bearer(token))).toMatchObject({
      status: 200,
      body: { me: { personId: row.personId } },
    });
  });

  describe('what is sent in the place of a photo', () => {
    let token: string;
    const receiptId = randomUUID();
    const put = (body: Buffer, headers: Record<string, string> = {}) =>
      fetch(`${server().url}/api/receipts/${receiptId}/photo`, {
        method: 'PUT',
        headers: { 'content-type': 'image/jpeg', ...bearer(token), ...headers },
        body: new Uint8Array(body),
      });

    beforeAll(async () => {
      token = await personToken();
      await new Desk(server().url).post(`/api/calls/${row.id}/receipts`, { receiptId, kind: 'acting' }, bearer(token));
    });

    it.each([
      ['an executable', () => anExecutable, 'photo/not-an-image'],
      ['a picture of 81 million pixels in a few hundred kilobytes', aBomb, 'photo/too-many-pixels'],
      ['forty megabytes', () => Buffer.alloc(40_000_000), 'request/too-large'],
    ] as const)('is refused by name: %s', async (_what, made, code) => {
      const answer = await put(await made());
      expect(answer.status).toBe(refusals[code]);
      expect(await answer.json()).toMatchObject({ code });
    });

    it('is refused when it is packed', async () => {
      expect((await put(anExecutable, { 'content-encoding': 'gzip' })).status).toBe(415);
    });

    it('leaves the server as it was', async () => {
      expect((await duty.get('/api/health')).status).toBe(200);
    });
  });
});
