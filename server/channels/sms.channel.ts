import smpp, { type MessageText, type Pdu, type Session } from 'smpp';
import type { GatewayOutcome } from '../contract/channels.ts';
import { smsSingleLength } from '../contract/sms.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Gateway, GatewayEars, OutgoingMessage, Reply, Sent } from '../kernel/channel.ts';
import type { Log } from '../kernel/log.ts';

export interface SmsAbout {
  /** `smpp://system:password@host:port?from=106…`, or `ssmpp://` over TLS. */
  url: string;
  clock: Clock;
  log: Log;
  /** For tests: milliseconds before a lost line is opened again, and between questions whether it still stands. */
  reconnectMilliseconds?: number;
  enquireMilliseconds?: number;
}

/** Numbers of SMPP 3.4: 5.2.19 data coding, 5.2.12 class of a delivery receipt, 5.2.17 receipt wanted, 5.2.5 and 5.2.6 addresses. */
const ucs2 = 0x08;
const isReceipt = 0x04;
const receiptWanted = 0x01;
const [tonInternational, tonUnknown, npiIsdn, npiUnknown] = [1, 0, 1, 0];

/** Answers of a centre (5.1.3) that ask for patience; those that say that the number is none; those by which it turns us away. */
const throttling = [0x14, 0x58];
const wrongNumber = [0x0b, 0x50, 0x51];
const turnedAway = [0x04, 0x05, 0x0a, 0x0d, 0x0e, 0x0f];
/** The centre failed, and what it had taken it has not: a system error, "not now" of an application. */
const temporary = [0x08, 0x64];
const notNow = 0x64;

type Waiting = (sent: Sent) => void;

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
  #ears: GatewayEars | null = null;
  #session: Session | null = null;
  #isBound = false;
  #isClosed = false;
  /** Said once for as long as the line is broken: it is tried every two seconds. */
  #isMissed = false;
  #timers: NodeJS.Timeout[] = [];

  constructor(about: SmsAbout) {
    this.#about = about;
  }

  open(ears: GatewayEars): void {
    this.#ears = ears;
    this.#connect();
  }

  send({ address, text }: OutgoingMessage, signal: AbortSignal): Promise<Sent> {
    const session = this.#session;
    if (!session || !this.#isBound) return Promise.resolve({ kind: 'postponed', failure: 'unbound' });
    return new Promise((fulfil) => {
      const settle: Waiting = (sent) => {
        signal.removeEventListener('abort', giveUp);
        if (this.#waiting.delete(settle)) fulfil(sent);
      };
      const giveUp = () => settle({ kind: 'unclear', failure: 'timeout' });
      this.#waiting.add(settle);
      signal.addEventListener('abort', giveUp);
      const isWritten = session.submit_sm(this.#submission(address, text.zh), (pdu) => settle(sentOf(pdu)));
      if (!isWritten) settle({ kind: 'postponed', failure: 'unbound' });
    });
  }

  close(): Promise<void> {
    this.#isClosed = true;
    const session = this.#session;
    if (session && this.#isBound) session.unbind({});
    this.#drop();
    return Promise.resolve();
  }

  #submission(address: string, text: string): Record<string, unknown> {
    const from = new URL(this.#about.url).searchParams.get('from') ?? '';
    // Its payload, which the centre cuts up and charges by the part.
    const isLong = text.length > smsSingleLength;
    return {
      source_addr_ton: tonUnknown,
      source_addr_npi: npiUnknown,
      source_addr: from,
      dest_addr_ton: tonInternational,
      dest_addr_npi: npiIsdn,
      destination_addr: `86${address}`,
      registered_delivery: receiptWanted,
      data_coding: ucs2,
      ...(isLong ? { message_payload: { message: text } } : { short_message: text }),
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
    for (const settle of [...this.#waiting]) settle({ kind: 'unclear', failure: 'lost' });
  }

  #after(milliseconds: number, work: () => void): void {
    this.#timers.push(setTimeout(work, milliseconds));
  }

  /** Acknowledged once it is saved: until then the centre keeps it and sends it again. */
  async #delivered(session: Session, pdu: Pdu): Promise<void> {
    try {
      if (((pdu.esm_class ?? 0) & 0x3c) === isReceipt) await this.#report(pdu);
      else await this.#ears?.reply(replyIn(pdu, this.#about.clock.now()));
      session.send(pdu.response());
    } catch (error) {
      this.#about.log.error({ err: error }, 'a short message could not be saved, the centre is asked to send it again');
      session.send(pdu.response({ command_status: notNow }));
    }
  }

  async #report(pdu: Pdu): Promise<void> {
    const text = textOf(pdu);
    const providerId = pdu.receipted_message_id ?? /\bid:(\S+)/i.exec(text)?.[1];
    const outcome = outcomeOf(pdu.message_state, /\bstat:([A-Z]+)/i.exec(text)?.[1]);
    if (providerId === undefined || outcome === null) return;
    await this.#ears?.report({ channel: 'sms', providerId, outcome, at: this.#about.clock.now() });
  }
}

function replyIn(pdu: Pdu, now: Date): Reply {
  return { messageId: null, from: pdu.source_addr ?? '', text: textOf(pdu), at: now };
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

/** A text of either field; bytes in a coding that nobody can read are no text. */
function textOf({ short_message, message_payload }: Pdu): string {
  const texts = [short_message, message_payload].map(plain);
  return texts.find((text) => text !== '') ?? '';
}

function plain(value: MessageText | string | Buffer | undefined): string {
  if (typeof value === 'string') return value;
  if (value === undefined || Buffer.isBuffer(value)) return '';
  return typeof value.message === 'string' ? value.message : '';
}

/** Message states by number (5.2.28) and by the word of the receipt's text (appendix B); null: on its way, or unheard of. */
const outcomesByState: Record<number, GatewayOutcome> = {
  2: 'delivered',
  3: 'expired',
  4: 'undeliverable',
  5: 'undeliverable',
  8: 'rejected',
};
const outcomesByWord: Record<string, GatewayOutcome> = {
  DELIVRD: 'delivered',
  EXPIRED: 'expired',
  DELETED: 'undeliverable',
  UNDELIV: 'undeliverable',
  REJECTD: 'rejected',
};

function outcomeOf(state: number | undefined, word: string | undefined): GatewayOutcome | null {
  if (state !== undefined) return outcomesByState[state] ?? null;
  return word === undefined ? null : (outcomesByWord[word.toUpperCase()] ?? null);
}
