import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebhookChannel } from '../../../server/channels/webhook.channel.ts';
import { noon } from '../../support/builders.ts';
import { FakeClock } from '../../support/clock.ts';
import { HttpStandIn } from '../../support/http-stand-in.ts';
import { anOutgoing, neverAborts } from '../../support/outgoing.ts';

const secret = 'a secret of two parties';
let gateway: HttpStandIn;
let channel: WebhookChannel;

beforeEach(async () => {
  gateway = new HttpStandIn();
  await gateway.start();
  const callbackUrl = 'https://calls.example/api/channels/webhook/callback';
  channel = new WebhookChannel({ id: 'voice', url: gateway.url, secret, clock: new FakeClock(noon), callbackUrl });
});
afterEach(() => gateway.stop());

const send = () => channel.send(anOutgoing(), neverAborts);

describe('a spoken message', () => {
  it('is handed over with all that the gateway needs, under a key of its own', async () => {
    expect(await send()).toEqual({ kind: 'accepted', providerId: 'call-1' });
    const [{ headers, body }] = gateway.requests as [(typeof gateway.requests)[0]];
    expect(headers['idempotency-key']).toBe('f0000000-0000-4000-8000-000000000000.7');
    expect(JSON.parse(body)).toEqual({
      ...{ attemptId: 7, idempotencyKey: 'f0000000-0000-4000-8000-000000000000.7', channel: 'voice', purpose: 'call' },
      ...{ to: '10000000110', text: anOutgoing().text, link: null, callbackUrl: 'https://calls.example/api/channels/webhook/callback' },
    });
  });

  it('is signed with its time, so that the gateway can tell that it is ours and new', async () => {
    await send();
    const [{ headers, body }] = gateway.requests as [(typeof gateway.requests)[0]];
    const timestamp = String(Date.parse(noon) / 1000);
    expect(headers['x-jiaoying-timestamp']).toBe(timestamp);
    expect(headers['x-jiaoying-signature']).toBe(createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex'));
  });

  it.each([
    [200, { kind: 'accepted', providerId: null }],
    [400, { kind: 'refused', failure: 'http 400' }],
    [401, { kind: 'refused', failure: 'http 401', isGatewaysFault: true }],
    [404, { kind: 'refused', failure: 'http 404', isGatewaysFault: true }],
    [408, { kind: 'postponed', failure: 'http 408', isThrottled: false }],
    [409, { kind: 'postponed', failure: 'http 409', isThrottled: false }],
    [425, { kind: 'postponed', failure: 'http 425', isThrottled: false }],
    [429, { kind: 'postponed', failure: 'http 429', isThrottled: true }],
    [500, { kind: 'unclear', failure: 'http 500' }],
    [503, { kind: 'unclear', failure: 'http 503' }],
  ])('to which the gateway answers %i', async (status, sent) => {
    gateway.manner = { status };
    expect(await send()).toEqual(sent);
  });

  it('fails for good when the gateway says that the number is none', async () => {
    gateway.manner = { status: 422, body: '{"outcome":"invalidNumber"}' };
    expect(await send()).toEqual({ kind: 'refused', failure: 'http 422', outcome: 'invalidNumber' });
  });

  it('is never carried on to where a redirect points', async () => {
    const elsewhere = new HttpStandIn();
    await elsewhere.start();
    gateway.manner = { status: 307, headers: { location: elsewhere.url } };
    expect(await send()).toEqual({ kind: 'unclear', failure: 'http 307' });
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.stop();
  });

  it.each(['', 'not json', '[]', 'null', '{"providerId":7}', `{"providerId":"${'x'.repeat(500)}"}`, 'x'.repeat(2_000_000)])(
    'is accepted whatever the gateway says besides (%#)',
    async (body) => {
      gateway.manner = { status: 200, body };
      expect(await send()).toEqual({ kind: 'accepted', providerId: null });
    },
  );

  it('has an unclear fate when the gateway hangs', async () => {
    gateway.manner = 'hangs';
    const patience = new AbortController();
    const sent = channel.send(anOutgoing(), patience.signal);
    await gateway.took(1);
    patience.abort();
    expect(await sent).toEqual({ kind: 'unclear', failure: 'timeout' });
  });

  it('has an unclear fate when the line breaks, and has certainly not left when nobody is there', async () => {
    gateway.manner = 'breaks';
    expect(await send()).toMatchObject({ kind: 'unclear' });
    await gateway.stop();
    expect(await send()).toEqual({ kind: 'postponed', failure: 'ECONNREFUSED' });
  });
});
