import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SmsChannel } from '../../../server/channels/sms.channel.ts';
import type { DeliveryReport, Reply } from '../../../server/kernel/channel.ts';
import { silentLog } from '../../support/app.ts';
import { noon } from '../../support/builders.ts';
import { FakeClock } from '../../support/clock.ts';
import { anOutgoing, neverAborts } from '../../support/outgoing.ts';
import { SmppStandIn } from '../../support/smpp-stand-in.ts';

let centre: SmppStandIn;
let channel: SmsChannel;
let replies: Reply[];
let reports: DeliveryReport[];
let isSaved: boolean;

beforeEach(async () => {
  centre = new SmppStandIn();
  await centre.start();
  [replies, reports, isSaved] = [[], [], true];
  open();
  await centre.bound();
});
afterEach(async () => {
  await channel.close();
  await centre.stop();
});

function open(): void {
  channel = new SmsChannel({
    url: centre.url,
    clock: new FakeClock(noon),
    log: silentLog,
    reconnectMilliseconds: 5,
    enquireMilliseconds: 50,
  });
  channel.open({
    reply(reply) {
      replies.push(reply);
      return isSaved ? Promise.resolve() : Promise.reject(new Error('the database is away'));
    },
    report: (report) => Promise.resolve(void reports.push(report)),
  });
}

const send = (about = {}) => channel.send(anOutgoing(about), neverAborts);
/** The channel is bound a moment after the centre has said so. */
const accepted = async () => expect.poll(() => send(), { interval: 5, timeout: 5_000 }).toMatchObject({ kind: 'accepted' });

describe('a short message', () => {
  it('arrives in its own characters, from our number, and asks for a delivery report', async () => {
    await accepted();
    expect(centre.messages[0]).toMatchObject({ to: '8610000000110', text: '请立即转移。回复1收到' });
    expect(centre.messages[0]!.pdu).toMatchObject({ source_addr: '10690000', registered_delivery: 1, data_coding: 8 });
    expect(centre.passwords).toEqual(['s3cret']);
  });

  it('of any length leaves once and arrives whole', async () => {
    await accepted();
    const zh = '请立即转移到安置点。😀'.repeat(40);
    expect(await send({ text: { zh, en: '' } })).toEqual({ kind: 'accepted', providerId: 'm2' });
    expect(centre.messages.slice(1).map(({ text }) => text)).toEqual([zh]);
  });

  it.each([
    ['is tried later when the centre asks for patience', 0x58, { kind: 'postponed', isThrottled: true }],
    ['is tried later when the centre has failed', 0x08, { kind: 'postponed' }],
    ['is refused for a number that is none', 0x0b, { kind: 'refused', outcome: 'invalidNumber' }],
    ['is refused by a centre that turns us away', 0x0f, { kind: 'refused', isGatewaysFault: true }],
  ])('%s', async (_, status, sent) => {
    await accepted();
    centre.manner = { status };
    expect(await send()).toMatchObject({ ...sent, failure: `smpp ${status}` });
  });

  it('has an unclear fate when the line breaks before the centre has answered', async () => {
    await accepted();
    centre.manner = 'dies';
    expect(await send()).toEqual({ kind: 'unclear', failure: 'lost' });
    expect(centre.messages).toHaveLength(2);
  });

  it('has an unclear fate when nobody waits for the answer any more', async () => {
    await accepted();
    centre.manner = 'silent';
    const patience = new AbortController();
    const sent = channel.send(anOutgoing(), patience.signal);
    await centre.took(2);
    patience.abort();
    expect(await sent).toEqual({ kind: 'unclear', failure: 'timeout' });
  });
});

describe('the line to the centre', () => {
  it('keeps messages back while it is broken and is opened again by itself', async () => {
    await accepted();
    await centre.stop();
    await expect.poll(() => send(), { interval: 5 }).toEqual({ kind: 'postponed', failure: 'unbound' });
    await centre.start();
    await accepted();
  });

  it('is missed aloud once, however often it is tried in vain', async () => {
    const aloud = vi.spyOn(silentLog, 'warn');
    const tries = vi.spyOn(silentLog, 'debug');
    await centre.stop();
    await expect.poll(() => tries.mock.calls.length, { interval: 5 }).toBeGreaterThan(2);
    expect(aloud).toHaveBeenCalledTimes(1);
    await centre.start();
    await accepted();
    vi.restoreAllMocks();
  });

  it('is opened again after bytes that nobody can read', async () => {
    await accepted();
    centre.sendNonsense();
    await centre.bound(2);
    await accepted();
  });

  it('is opened again when the centre has fallen silent', async () => {
    await accepted();
    centre.answersEnquiries = false;
    await centre.bound(2);
    centre.answersEnquiries = true;
    await accepted();
  });

  it('is tried again when the centre does not let us in', async () => {
    await channel.close();
    centre.bindStatus = 0x0e;
    open();
    await centre.bound(3);
    expect(await send()).toEqual({ kind: 'postponed', failure: 'unbound' });
    centre.bindStatus = 0;
    await accepted();
  });
});

describe('what comes back over the line', () => {
  it('is handed on as somebody wrote it, and acknowledged', async () => {
    await accepted();
    expect(await centre.deliver('8610000000110', '１ 收到！')).toBe(0);
    expect(replies).toEqual([{ messageId: null, from: '8610000000110', text: '１ 收到！', at: new Date(noon) }]);
  });

  it('is asked for again when it could not be saved', async () => {
    await accepted();
    isSaved = false;
    expect(await centre.deliver('8610000000110', '1')).toBe(0x64);
  });

  it.each([
    ['in its text', 'DELIVRD', undefined, 'delivered'],
    ['in its fields', 'UNKNOWN', 2, 'delivered'],
    ['that it came too late', 'EXPIRED', undefined, 'expired'],
    ['that it cannot arrive', 'UNDELIV', 5, 'undeliverable'],
  ])('reports %s what became of a message', async (...[, word, state, outcome]) => {
    await accepted();
    expect(await centre.report('m1', word, state)).toBe(0);
    expect(reports).toEqual([{ channel: 'sms', providerId: 'm1', outcome, at: new Date(noon) }]);
    expect(replies).toEqual([]);
  });

  it('says nothing while a message is still on its way', async () => {
    await accepted();
    expect(await centre.report('m1', 'ENROUTE')).toBe(0);
    expect(reports).toEqual([]);
  });
});
