import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SmsChannel } from '../../../server/channels/sms.channel.ts';
import type { DeliveryReport, IncomingReply, ReplyPart } from '../../../server/kernel/channels/channel.ts';
import { silentLog } from '../../support/app.ts';
import { noon } from '../../support/builders.ts';
import { FakeClock } from '../../support/clock.ts';
import { anOutgoing, neverAborts } from '../../support/outgoing.ts';
import { SmppStandIn, ucs2 } from '../../support/smpp-stand-in.ts';

let centre: SmppStandIn;
let channel: SmsChannel;
let replies: IncomingReply[];
let parts: ReplyPart[];
let reports: DeliveryReport[];
let isSaved: boolean;

beforeEach(async () => {
  centre = new SmppStandIn();
  await centre.start();
  [replies, parts, reports, isSaved] = [[], [], [], true];
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
    part: (part) => Promise.resolve(void parts.push(part)),
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

  const long = '请立即组织低洼地带和沿海作业人员转移到安置点，逐户核对人数后回复。😀'.repeat(6);
  const to = '8610000000110';

  it.each([0x01, 0x45, 0xc0, 0xc1, 0xc3])('leaves in parts with a header where the centre refuses its payload with %i', async (status) => {
    await accepted();
    centre.refuses = { payload: status };
    const sent = await send({ text: { zh: long, en: '' } });
    expect(centre.shownBy(to).slice(1)).toEqual([long]);
    const taken = centre.messages.slice(1);
    expect(taken.length).toBe(Math.ceil(long.length / 66));
    expect(taken.every(({ pdu }) => pdu.short_message!.length <= 140 && (pdu.esm_class! & 0x40) !== 0)).toBe(true);
    // The receipt of the last one speaks for all.
    expect(sent).toEqual({ kind: 'accepted', providerId: `m${centre.messages.length}` });
    expect(taken.map(({ pdu }) => pdu.registered_delivery)).toEqual([...taken.slice(1).map(() => 0), 1]);
  });

  it('leaves in parts with fields where the centre takes no headers either, and the next one at once so', async () => {
    await accepted();
    centre.refuses = { payload: 0xc1, udh: 0x43 };
    await send({ text: { zh: long, en: '' } });
    centre.refuses = {};
    await send({ text: { zh: long, en: '' } });
    expect(centre.shownBy(to).slice(1)).toEqual([long, long]);
    expect(centre.messages.slice(1).every(({ pdu }) => pdu.message_payload === undefined && pdu.sar_total_segments! > 1)).toBe(true);
  });

  it('is refused where no form is taken, and its way is not remembered', async () => {
    await accepted();
    centre.refuses = { payload: 0x45, udh: 0x45, sar: 0x45 };
    expect(await send({ text: { zh: long, en: '' } })).toEqual({ kind: 'refused', failure: 'smpp 69' });
    centre.refuses = {};
    await send({ text: { zh: long, en: '' } });
    expect(centre.messages.at(-1)!.pdu.message_payload).toBeDefined();
  });

  it('ends in the middle when nobody waits for the answer any more', async () => {
    await accepted();
    centre.refuses = { payload: 0xc1 };
    const patience = new AbortController();
    const sent = channel.send(anOutgoing({ text: { zh: long, en: '' } }), patience.signal);
    await centre.took(2);
    patience.abort();
    expect(await sent).toEqual({ kind: 'unclear', failure: 'timeout' });
  });

  it('waits in the middle for a centre that asks for patience', async () => {
    await accepted();
    centre.refuses = { payload: 0xc1 };
    const sent = send({ text: { zh: long, en: '' } });
    await centre.took(2);
    centre.throttles = 1;
    expect(await sent).toMatchObject({ kind: 'accepted' });
    expect(centre.shownBy(to).slice(1)).toEqual([long]);
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
    ['that nobody has the number', 'MK:0001', 5, 'invalidNumber'],
    ['in a state nobody knows', 'FLYING', undefined, null],
  ])('reports %s what became of a message', async (...[, word, state, outcome]) => {
    await accepted();
    expect(await centre.report('m1', word, state)).toBe(0);
    expect(reports).toEqual([{ channel: 'sms', providerId: 'm1', outcome, said: word, from: '8613800000000', at: new Date(noon) }]);
    expect(replies).toEqual([]);
  });

  it.each([
    ['labelled as UCS-2', { esm_class: 4, data_coding: 8 }],
    ['in its payload', { esm_class: 4, data_coding: 0 }],
    ['of a class of its own', { esm_class: 0, data_coding: 0 }],
  ])('reports what became of a message, %s', async (...[name, fields]) => {
    await accepted();
    const text = Buffer.from('id:m1 sub:001 dlvrd:000 submit date:2611300800 done date:2611300801 stat:UNDELIV err:001 text:');
    const field = name === 'in its payload' ? { message_payload: text } : { short_message: text };
    expect(await centre.deliverBytes('8610000000110', { ...fields, ...field })).toBe(0);
    expect(reports).toMatchObject([{ providerId: 'm1', outcome: 'undeliverable', said: 'UNDELIV' }]);
    expect(replies).toEqual([]);
  });

  it('says nothing while a message is still on its way', async () => {
    await accepted();
    for (const word of ['ENROUTE', 'ACCEPTD']) expect(await centre.report('m1', word)).toBe(0);
    expect(reports).toEqual([]);
  });

  it.each([
    ['GBK', { data_coding: 15, short_message: Buffer.from('cad5b5bd', 'hex') }, '收到'],
    ['GBK labelled as binary', { data_coding: 4, short_message: Buffer.from('cad5b5bd', 'hex') }, '收到'],
    ['one byte', { data_coding: 15, short_message: Buffer.from('1') }, '1'],
    ['one byte labelled as binary', { data_coding: 4, short_message: Buffer.from('1') }, '1'],
    ['a payload', { data_coding: 8, message_payload: ucs2('收到，请求救援') }, '收到，请求救援'],
    ['a header that lies about its length', { data_coding: 8, esm_class: 0x40, short_message: Buffer.from('ff6536', 'hex') }, ''],
  ])('is read from %s', async (...[name, fields, text]) => {
    await accepted();
    expect(await centre.deliverBytes('8610000000110', fields)).toBe(0);
    expect(replies).toHaveLength(1);
    if (!name.startsWith('a header')) expect(replies[0]!.text).toBe(text);
  });

  it.each([
    ['a header', { esm_class: 0x40, short_message: Buffer.concat([Buffer.from('050003070202', 'hex'), ucs2('有人被困')]) }],
    ['a wide header', { esm_class: 0x40, short_message: Buffer.concat([Buffer.from('06080400070202', 'hex'), ucs2('有人被困')]) }],
    ['a header that nothing announces', { short_message: Buffer.concat([Buffer.from('050003070202', 'hex'), ucs2('有人被困')]) }],
    [
      'a header in its payload',
      { esm_class: 0x40, message_payload: Buffer.concat([Buffer.from('050003070202', 'hex'), ucs2('有人被困')]) },
    ],
    ['fields', { sar_msg_ref_num: 7, sar_total_segments: 2, sar_segment_seqnum: 2, short_message: ucs2('有人被困') }],
  ])('is handed on as a part by %s', async (...[, fields]) => {
    await accepted();
    expect(await centre.deliverBytes('8610000000110', { data_coding: 8, ...fields })).toBe(0);
    expect(replies).toEqual([]);
    expect(parts).toEqual([
      { from: '8610000000110', at: new Date(noon), reference: 7, total: 2, nr: 2, bytes: ucs2('有人被困'), coding: 8 },
    ]);
  });
});
