import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface TakenRequest {
  headers: IncomingHttpHeaders;
  /** The very bytes, for the signature. */
  body: string;
}

/** How the gateway takes the next requests. hangs: it keeps them and says nothing. breaks: it keeps them and hangs up. */
type Manner = 'hangs' | 'breaks' | { status: number; body?: string; headers?: Record<string, string> };

/** A real gateway for voice or chat on the loopback address, whose manners a test sets. */
export class HttpStandIn {
  readonly requests: TakenRequest[] = [];
  manner: Manner = { status: 202, body: '{"providerId":"call-1"}' };
  #server: Server | null = null;
  #port = 0;
  #waiting: { times: number; fulfil: () => void }[] = [];

  get url(): string {
    return `http://127.0.0.1:${this.#port}/calls`;
  }

  async start(): Promise<void> {
    const server = createServer((req, res) => void this.#take(req, res));
    await new Promise<void>((fulfil) => server.listen(this.#port, '127.0.0.1', fulfil));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (!server) return;
    const closed = new Promise<void>((fulfil) => server.close(() => fulfil()));
    server.closeAllConnections();
    await closed;
  }

  took(times: number): Promise<void> {
    if (this.requests.length >= times) return Promise.resolve();
    return new Promise((fulfil) => this.#waiting.push({ times, fulfil }));
  }

  async #take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    this.requests.push({ headers: req.headers, body: await text(req) });
    const { manner } = this;
    if (manner === 'breaks') res.destroy();
    else if (manner !== 'hangs') res.writeHead(manner.status, manner.headers).end(manner.body);
    const met = this.#waiting.filter(({ times }) => times <= this.requests.length);
    this.#waiting = this.#waiting.filter((waiting) => !met.includes(waiting));
    for (const { fulfil } of met) fulfil();
  }
}
