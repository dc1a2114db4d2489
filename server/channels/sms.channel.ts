import { setTimeout as after } from 'node:timers/promises';
import type { Pdu, Session } from 'smpp';
import { partsOf, singleLength } from '../contract/sms.ts';
import type { Clock } from '../kernel/db/clock.ts';
import type { Gateway, GatewayListener, OutgoingMessage, Sent } from '../kernel/channels/channel.ts';
import type { Log } from '../kernel/log.ts';
import { smpp } from '../kernel/sms/smpp.ts';
import { partHeader, place, withoutHeader, type PartPlace } from '../kernel/sms/sms-parts.ts';
import { isReceiptText, readReceipt } from '../kernel/sms/sms-receipt.ts';
import { smsText, ucs2Bytes } from '../kernel/sms/sms-text.ts';

export interface SmsAbout {
  /** `smpp://system:password@host:port?from=106…`, or `ssmpp://` over TLS; `&long=udh` or `&long=sar` for a centre that joins no payload. */
  url: string;
  clock: Clock;
  log: Log;
  /** For tests: milliseconds before a lost line is opened again, and between questions whether it still stands. */
  reconnectMilliseconds?: number;
  enquireMilliseconds?: number;
}

/** Numbers of SMPP 3.4: 5.2.19 data coding, 5.2.12 class of a delivery receipt, 5.2.17 receipt wanted, 5.2.5 and 5.2.6 addresses. */
const ucs2 = 0x08;
const [isReceipt, isInterim] = [0x04, 0x20];
const [noReceipt, receiptWanted] = [0x00, 0x01];
const hasHeader = 0x40;
const [tonInternational, tonUnknown, npiIsdn, npiUnknown] = [1, 0, 1, 0];

/**
 * How a message of more than one part travels, in the order in which they are tried: as its payload, which the centre cuts up; in parts
 * with a header; in parts with fields of the protocol.
 */
const longWays = ['payload', 'udh', 'sar'] as const;
type LongWay = (typeof longWays)[number];
/** Answers to a form that the centre does not take: length, class, optional fields, or no reason at all. */
const formRefused = [0x01, 0x43, 0x45, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4];
/** Before a part that the centre asked patience for is handed in again: the ones before it have left. */
const patienceMilliseconds = 1_000;

/** Answers of a centre (5.1.3) that ask for patience; those that say that the number is none; those by which it turns us away. */
const throttling = [0x14, 0x58];
const wrongNumber = [0x0b, 0x50, 0x51];
const turnedAway = [0x04, 0x05, 0x0a, 0x0d, 0x0e, 0x0f];
/** The centre failed, and what it had taken it has not: a system error, "not now" of an application. */
const temporary = [0x08, 0x64];
const notNow = 0x64;

type Waiting = (answer: Answer) => void;

/** What became of a submission, and the centre's status where it gave one. */
interface Answer {
  sent: Sent;
  status?: number;
}

/** Who writes to whom, and by which line. */
interface Submitting {
  session: Session;
  address: string;
  signal: AbortSignal;
}

/**
 * A centre for short messages over SMPP 3.4, bound as a transceiver: messages go out, reports and replies come back over one line, which
 * is opened again whenever it breaks.
 *
 * The protocol knows no idempotency key. A line that breaks before the centre has answered leaves it unclear whether a message left, and
 * it is never sent again.
 */
export class SmsChannel implements Gateway {
  readonly id = 'sms';
  readonly isIdempotent = false;
  readonly #about: SmsAbout;
  readonly #waiting = new Set<Waiting>();
  #ears: GatewayListener | null = null;
  #session: Session | null = null;
  #isBound = false;
  #isClosed = false;
  /** Said once for as long as the line is broken: it is tried every two seconds. */
  #isMissed = false;
  #timers: NodeJS.Timeout[] = [];
  #longWay: LongWay;
  #lastReference = Math.floor(Math.random() * 256);

  constructor(about: SmsAbout) {
    this.#about = about;
    this.#longWay = longWays.find((way) => way === new URL(about.url).searchParams.get('long')) ?? 'payload';
  }

  open(ears: GatewayListener): void {
    this.#ears = ears;
    this.#connect();
  }

  async send({ address, text }: OutgoingMessage, signal: AbortSignal): Promise<Sent> {
    const session = this.#session;
    if (!session || !this.#isBound) return { kind: 'postponed', failure: 'unbound' };
    const by: Submitting = { session, address, signal };
    if (text.zh.length <= singleLength) return (await this.#submit(by, { short_message: ucs2Bytes(text.zh) })).sent;
    let answer: Answer = { sent: { kind: 'postponed', failure: 'unbound' } };
    for (const way of longWays.slice(longWays.indexOf(this.#longWay))) {
      answer = await this.#sendLong(by, text.zh, way);
      if (answer.sent.kind === 'accepted') this.#longWay = way;
      if (!formRefused.includes(answer.status ?? 0)) break;
    }
    return answer.sent;
  }

  close(): Promise<void> {
    this.#isClosed = true;
    const session = this.#session;
    if (session && this.#isBound) session.unbind({});
    this.#drop();
    return Promise.resolve();
  }

  async #sendLong(by: Submitting, text: string, way: LongWay): Promise<Answer> {
    if (way === 'payload') return this.#submit(by, { message_payload: ucs2Bytes(text) });
    const parts = partsOf(text);
    const reference = (this.#lastReference = (this.#lastReference + 1) % 256);
    let answer: Answer = { sent: { kind: 'postponed', failure: 'unbound' } };
    for (const [at, part] of parts.entries()) {
      const fields = partFields(way, { reference, total: parts.length, nr: at + 1 }, ucs2Bytes(part));
      // One receipt for all of them: the last to leave.
      const registered_delivery = at === parts.length - 1 ? receiptWanted : noReceipt;
      answer = await this.#submitPatiently(by, { ...fields, registered_delivery });
      if (answer.sent.kind !== 'accepted') break;
    }
    return answer;
  }

  /** A phone shows a message once it has every part: who asks for patience in the middle is given it, as long as somebody waits. */
  async #submitPatiently(by: Submitting, fields: Record<string, unknown>): Promise<Answer> {
    for (;;) {
      const answer = await this.#submit(by, fields);
      const isThrottled = answer.sent.kind === 'postponed' && answer.sent.isThrottled === true;
      const isWaitedFor = isThrottled && (await after(patienceMilliseconds, true, { signal: by.signal }).catch(() => false));
      if (!isWaitedFor) return answer;
    }
  }

  #submit({ session, address, signal }: Submitting, fields: Record<string, unknown>): Promise<Answer> {
    if (signal.aborted) return Promise.resolve({ sent: { kind: 'unclear', failure: 'timeout' } });
    return new Promise((fulfil) => {
      const settle: Waiting = (answer) => {
        signal.removeEventListener('abort', giveUp);
        if (this.#waiting.delete(settle)) fulfil(answer);
      };
      const giveUp = () => settle({ sent: { kind: 'unclear', failure: 'timeout' } });
      this.#waiting.add(settle);
      signal.addEventListener('abort', giveUp);
      const submission = { ...this.#envelope(address), ...fields };
      const isWritten = session.submit_sm(submission, (pdu) => settle({ sent: sentOf(pdu), status: pdu.command_status }));
      if (!isWritten) settle({ sent: { kind: 'postponed', failure: 'unbound' } });
    });
  }

  #envelope(address: string): Record<string, unknown> {
    return {
      source_addr_ton: tonUnknown,
      source_addr_npi: npiUnknown,
      source_addr: new URL(this.#about.url).searchParams.get('from') ?? '',
      dest_addr_ton: tonInternational,
      dest_addr_npi: npiIsdn,
      destination_addr: `86${address}`,
      registered_delivery: receiptWanted,
      data_coding: ucs2,
    };
  }

  #connect(): void {
    if (this.#isClosed) return;
    const { hostname, port, protocol, username, password } = new URL(this.#about.url);
    const isSecure = protocol === 'ssmpp:';
    const session = smpp.connect({ host: hostname, port: Number(port || (isSecure ? 3550 : 2775)), tls: isSecure }, () =>
      session.bind_transceiver({ system_id: decodeURIComponent(username), password: decodeURIComponent(password) }, (pdu) =>
        this.#bound(session, pdu),
      ),
    );
    this.#session = session;
    session.on('error', (error: unknown) => this.#lost(session, error));
    session.on('close', () => this.#lost(session, null));
    session.on('deliver_sm', (pdu: Pdu) => void this.#delivered(session, pdu));
    session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()));
    session.on('unbind', (pdu: Pdu) => {
      session.send(pdu.response());
      this.#lost(session, null);
    });
  }

  #bound(session: Session, { command_status }: Pdu): void {
    if (command_status !== 0) return this.#lost(session, new Error(`bind refused: ${command_status}`));
    this.#isBound = true;
    if (this.#isMissed) this.#about.log.info('the line to the centre for short messages stands again');
    this.#isMissed = false;
    const period = this.#about.enquireMilliseconds ?? 30_000;
    let isAnswered = true;
    const enquire = () => {
      if (this.#session !== session) return;
      if (!isAnswered) return this.#lost(session, new Error('the line is dead'));
      isAnswered = false;
      session.enquire_link({}, () => (isAnswered = true));
      this.#after(period, enquire);
    };
    this.#after(period, enquire);
  }

  /** A broken line, once: the library reports the error and then the end. After bytes that it cannot read it never reads again. */
  #lost(session: Session, error: unknown): void {
    if (this.#session !== session) return;
    this.#about.log[this.#isMissed ? 'debug' : 'warn']({ err: error }, 'the line to the centre for short messages broke');
    this.#isMissed = true;
    this.#drop();
    if (!this.#isClosed) this.#after(this.#about.reconnectMilliseconds ?? 2_000, () => this.#connect());
  }

  #drop(): void {
    const session = this.#session;
    this.#session = null;
    this.#isBound = false;
    for (const timer of this.#timers.splice(0)) clearTimeout(timer);
    session?.destroy();
    for (const settle of [...this.#waiting]) settle({ sent: { kind: 'unclear', failure: 'lost' } });
  }

  #after(milliseconds: number, work: () => void): void {
    this.#timers.push(setTimeout(work, milliseconds));
  }

  /** Acknowledged once it is saved: until then the centre keeps it and sends it again. */
  async #delivered(session: Session, pdu: Pdu): Promise<void> {
    try {
      await this.#take(pdu);
      session.send(pdu.response());
    } catch (error) {
      this.#about.log.error({ err: error }, 'a short message could not be saved, the centre is asked to send it again');
      session.send(pdu.response({ command_status: notNow }));
    }
  }

  async #take(pdu: Pdu): Promise<void> {
    const at = this.#about.clock.now();
    const from = pdu.source_addr ?? '';
    const { bytes, coding, place } = contentOf(pdu);
    const text = smsText(bytes, coding);
    const kind = (pdu.esm_class ?? 0) & 0x3c;
    if (kind === isReceipt || kind === isInterim || isReceiptText(text)) {
      const { outcome, ...receipt } = readReceipt(text, pdu);
      if (outcome !== 'onItsWay')
        await this.#ears?.report({ channel: 'sms', ...receipt, outcome: outcome === 'unknown' ? null : outcome, from, at });
    } else if (place) await this.#ears?.part({ from, at, ...place, bytes, coding });
    else await this.#ears?.reply({ messageId: null, from, text, at });
  }
}

/** The text of either field, without its header, and its place where it is one of several. */
function contentOf(pdu: Pdu): { bytes: Buffer; coding: number; place: PartPlace | null } {
  const whole = [pdu.short_message, pdu.message_payload].find((bytes) => bytes && bytes.length > 0) ?? Buffer.alloc(0);
  const header = withoutHeader(whole, ((pdu.esm_class ?? 0) & hasHeader) !== 0);
  const { sar_msg_ref_num: reference, sar_total_segments: total, sar_segment_seqnum: nr } = pdu;
  const bySar = reference === undefined || total === undefined || nr === undefined ? null : place(reference, total, nr);
  return { bytes: header.body, coding: pdu.data_coding ?? 0, place: header.place ?? bySar };
}

function partFields(way: Exclude<LongWay, 'payload'>, about: PartPlace, bytes: Buffer): Record<string, unknown> {
  if (way === 'udh') return { esm_class: hasHeader, short_message: Buffer.concat([partHeader(about), bytes]) };
  const { reference, total, nr } = about;
  return { short_message: bytes, sar_msg_ref_num: reference, sar_total_segments: total, sar_segment_seqnum: nr };
}

function sentOf({ command_status, message_id }: Pdu): Sent {
  if (command_status === 0) return { kind: 'accepted', providerId: message_id === undefined || message_id === '' ? null : message_id };
  const failure = `smpp ${command_status}`;
  if (throttling.includes(command_status)) return { kind: 'postponed', failure, isThrottled: true };
  if (temporary.includes(command_status)) return { kind: 'postponed', failure };
  if (wrongNumber.includes(command_status)) return { kind: 'refused', failure, outcome: 'invalidNumber' };
  if (turnedAway.includes(command_status)) return { kind: 'refused', failure, isGatewaysFault: true };
  return { kind: 'refused', failure };
}
