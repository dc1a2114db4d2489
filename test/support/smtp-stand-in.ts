import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export interface TakenMail {
  to: string[];
  /** As it came over the wire, headers and all. */
  source: string;
}

/** How the server takes the next messages. dies: it keeps the message and the line breaks before it can say so. */
type Manner = 'takes' | 'dies' | { refusesRecipient: number } | { refusesData: number };

/** A real mail server on the loopback address, whose manners a test sets and which can die and come back on its port. */
export class SmtpStandIn {
  readonly mails: TakenMail[] = [];
  manner: Manner = 'takes';
  #server: SMTPServer | null = null;
  #port = 0;
  readonly #sockets = new Set<Socket>();

  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      onRcptTo: (_address, _session, done) =>
        done(typeof this.manner === 'object' && 'refusesRecipient' in this.manner ? refusal(this.manner.refusesRecipient) : null),
      onData: (stream, session, done) => {
        void text(stream).then((source) => {
          if (typeof this.manner === 'object' && 'refusesData' in this.manner) return done(refusal(this.manner.refusesData));
          this.mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), source });
          if (this.manner === 'dies') this.#cut();
          else done();
        });
      },
    });
    // A line that the test cuts is no failure of the server.
    server.on('error', () => undefined);
    server.server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    await new Promise<void>((fulfil) => server.listen(this.#port, '127.0.0.1', () => fulfil()));
    this.#port = (server.server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Dies with all its lines. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (!server) return;
    const closed = new Promise<void>((fulfil) => server.close(() => fulfil()));
    this.#cut();
    await closed;
  }

  #cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}

function refusal(responseCode: number): Error {
  return Object.assign(new Error('refused by the test'), { responseCode });
}
