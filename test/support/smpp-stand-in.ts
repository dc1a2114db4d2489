import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Pdu, Server, Session } from 'smpp';
import { smpp } from '../../server/kernel/sms/smpp.ts';

export interface TakenMessage {
  to: string;
  text: string;
  /** Its place where it is one of several. */
  part: { reference: number; total: number; nr: number } | null;
  pdu: Pdu;
}

/** How the centre takes the next messages. silent: it keeps them and says nothing. dies: it keeps them and the line breaks. */
type Manner = 'takes' | 'silent' | 'dies' | { status: number };

/** A real centre for short messages on the loopback address, whose manners a test sets and which can die and come back on its port. */
export class SmppStandIn {
  readonly messages: TakenMessage[] = [];
  readonly passwords: string[] = [];
  manner: Manner = 'takes';
  /** Forms of a long message that it does not take, and the status with which it says so. */
  refuses: Partial<Record<'payload' | 'udh' | 'sar', number>> = {};
  /** The next submissions that it asks patience for. */
  throttles = 0;
  /** How it names what it takes. */
  idOf = (nr: number): string => `m${nr}`;
  bindStatus = 0;
  answersEnquiries = true;
  #server: Server | null = null;
  #port = 0;
  #waiting: { isMet: () => boolean; fulfil: () => void }[] = [];
  #binds = 0;

  get url(): string {
    return `smpp://jiaoying:s3cret@127.0.0.1:${this.#port}?from=10690000`;
  }

  async start(): Promise<void> {
    const server = smpp.createServer({}, (session) => this.#serve(session));
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Dies with all its lines. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (!server) return;
    const closed = once(server, 'close');
    server.close();
    this.#cut(server);
    await closed;
  }

  /** Resolves once there was a bind so many times. */
  bound(times = 1): Promise<void> {
    return this.#until(() => this.#binds >= times);
  }

  took(times: number): Promise<void> {
    return this.#until(() => this.messages.length >= times);
  }

  /** Hands a message in that somebody sent. @returns the status with which it was acknowledged */
  deliver(from: string, text: string): Promise<number> {
    return this.deliverBytes(from, { data_coding: 8, short_message: ucs2(text) });
  }

  /** The same as bytes, in any form. */
  deliverBytes(from: string, fields: Record<string, unknown>): Promise<number> {
    return this.#deliver({ source_addr: from, destination_addr: '10690000', ...fields });
  }

  /** What a phone shows that was written to: messages as they are, parts joined in their order once they are all there. */
  shownBy(to: string): string[] {
    const mine = this.messages.filter((message) => message.to === to);
    const wholes = mine.flatMap(({ text, part }) => {
      if (!part) return [text];
      if (part.nr !== 1) return [];
      const parts = Array.from({ length: part.total }, (_none, at) =>
        mine.find((other) => other.part?.reference === part.reference && other.part.total === part.total && other.part.nr === at + 1),
      );
      return parts.every((one) => one !== undefined) ? [parts.map((one) => one.text).join('')] : [];
    });
    return wholes;
  }

  /** Reports what became of a message, in the two ways that centres have. */
  report(providerId: string, word: string, state?: number): Promise<number> {
    const text = `id:${providerId} sub:001 dlvrd:001 submit date:2607261200 done date:2607261201 stat:${word} err:000 text:`;
    return this.#deliver({
      ...{ source_addr: '8613800000000', esm_class: 4, data_coding: 1, short_message: Buffer.from(text, 'ascii') },
      ...(state !== undefined && { receipted_message_id: providerId, message_state: state }),
    });
  }

  /** Sends bytes that no reader of the protocol can read. */
  sendNonsense(): void {
    for (const session of this.#server?.sessions ?? []) session.socket.write(Buffer.from('ffffffff00000000ffffffffffffffff', 'hex'));
  }

  #serve(session: Session): void {
    session.on('error', () => undefined);
    session.on('bind_transceiver', (pdu: Pdu) => {
      this.passwords.push(pdu.password ?? '');
      session.send(pdu.response({ command_status: this.bindStatus }));
      this.#binds += 1;
      this.#look();
    });
    session.on('enquire_link', (pdu: Pdu) => void (this.answersEnquiries && session.send(pdu.response())));
    session.on('unbind', (pdu: Pdu) => session.send(pdu.response()));
    session.on('submit_sm', (pdu: Pdu) => this.#take(session, pdu));
  }

  #take(session: Session, pdu: Pdu): void {
    const status = this.#refusal(pdu);
    if (status !== 0) return void session.send(pdu.response({ command_status: status }));
    this.messages.push(messageIn(pdu));
    if (this.manner === 'takes') session.send(pdu.response({ message_id: this.idOf(this.messages.length) }));
    if (this.manner === 'dies' && this.#server) this.#cut(this.#server);
    this.#look();
  }

  #refusal(pdu: Pdu): number {
    if (typeof this.manner === 'object') return this.manner.status;
    if (this.throttles > 0) {
      this.throttles -= 1;
      return 0x58;
    }
    const form = formOf(pdu);
    return (form && this.refuses[form]) ?? 0;
  }

  #deliver(fields: Record<string, unknown>): Promise<number> {
    const session = this.#server?.sessions[0];
    if (!session) throw new Error('Nobody is bound');
    return new Promise((fulfil) => session.deliver_sm(fields, ({ command_status }) => fulfil(command_status)));
  }

  #cut(server: Server): void {
    for (const session of [...server.sessions]) session.destroy();
  }

  #until(isMet: () => boolean): Promise<void> {
    if (isMet()) return Promise.resolve();
    return new Promise((fulfil) => this.#waiting.push({ isMet, fulfil }));
  }

  #look(): void {
    const met = this.#waiting.filter(({ isMet }) => isMet());
    this.#waiting = this.#waiting.filter((waiting) => !met.includes(waiting));
    for (const { fulfil } of met) fulfil();
  }
}

function formOf(pdu: Pdu): 'payload' | 'udh' | 'sar' | null {
  if (pdu.message_payload) return 'payload';
  if (((pdu.esm_class ?? 0) & 0x40) !== 0) return 'udh';
  return pdu.sar_total_segments === undefined ? null : 'sar';
}

/** Read in a way of its own: what the channel writes is not measured by what the channel reads. */
function messageIn(pdu: Pdu): TakenMessage {
  const bytes = pdu.message_payload ?? pdu.short_message ?? Buffer.alloc(0);
  const form = formOf(pdu);
  const body = form === 'udh' ? bytes.subarray(6) : bytes;
  const part = {
    udh: { reference: bytes[3]!, total: bytes[4]!, nr: bytes[5]! },
    sar: { reference: pdu.sar_msg_ref_num!, total: pdu.sar_total_segments!, nr: pdu.sar_segment_seqnum! },
  };
  const isPart = form === 'udh' || form === 'sar';
  return { to: pdu.destination_addr ?? '', text: new TextDecoder('utf-16be').decode(body), part: isPart ? part[form] : null, pdu };
}

/** Big-endian, as a phone writes it. */
export function ucs2(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}
