import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import smpp, { type MessageText, type Pdu, type Server, type Session } from 'smpp';

export interface TakenMessage {
  to: string;
  text: string;
  pdu: Pdu;
}

/** How the centre takes the next messages. silent: it keeps them and says nothing. dies: it keeps them and the line breaks. */
type Manner = 'takes' | 'silent' | 'dies' | { status: number };

/** A real centre for short messages on the loopback address, whose manners a test sets and which can die and come back on its port. */
export class SmppStandIn {
  readonly messages: TakenMessage[] = [];
  readonly passwords: string[] = [];
  manner: Manner = 'takes';
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
    return this.#deliver({ source_addr: from, destination_addr: '10690000', data_coding: 8, short_message: text });
  }

  /** Reports what became of a message, in the two ways that centres have. */
  report(providerId: string, word: string, state?: number): Promise<number> {
    const text = `id:${providerId} sub:001 dlvrd:001 submit date:2607261200 done date:2607261201 stat:${word} err:000 text:`;
    return this.#deliver({
      ...{ source_addr: '8613800000000', esm_class: 4, data_coding: 1, short_message: text },
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
    if (typeof this.manner === 'object') return void session.send(pdu.response({ command_status: this.manner.status }));
    this.messages.push({ to: pdu.destination_addr ?? '', text: textOf(pdu.short_message) || textOf(pdu.message_payload), pdu });
    if (this.manner === 'takes') session.send(pdu.response({ message_id: `m${this.messages.length}` }));
    if (this.manner === 'dies' && this.#server) this.#cut(this.#server);
    this.#look();
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

function textOf(value: MessageText | string | Buffer | undefined): string {
  if (value === undefined || typeof value === 'string' || Buffer.isBuffer(value)) return '';
  return typeof value.message === 'string' ? value.message : '';
}
