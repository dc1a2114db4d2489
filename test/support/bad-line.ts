import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** RFC 6298, 2.4: a sender waits at least a second before it takes a segment for lost. */
const retransmissionMilliseconds = 1_000;

/** A TCP line between a client and a server that a test can cut, slow down or let fall silent. */
export class BadLine {
  readonly #server: Server;
  readonly #pairs = new Set<[Socket, Socket]>();
  #delayMilliseconds = 0;
  #poor: { bitsPerSecond: number; lost: () => boolean } | null = null;
  #isCut = false;
  #swallowed: 'to the server' | 'to the client' | null = null;

  private constructor(target: URL) {
    this.#server = createServer((near) => this.#join(near, connect(Number(target.port), target.hostname)));
  }

  /** @param url of the server at the far end */
  static async to(url: string): Promise<BadLine> {
    const line = new BadLine(new URL(url));
    await new Promise<void>((fulfil) => line.#server.listen(0, '127.0.0.1', fulfil));
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Every connection ends without a word, and none can be made until it is mended. */
  cut(): void {
    this.#isCut = true;
    for (const [near, far] of this.#pairs) {
      near.resetAndDestroy();
      far.resetAndDestroy();
    }
  }

  mend(): void {
    this.#isCut = false;
    this.#swallowed = null;
    for (const [near, far] of this.#pairs) for (const end of [near, far]) end.resume();
  }

  /** Nothing arrives any more, and neither end is told: as behind a router that has forgotten the connection. */
  fallSilent(): void {
    for (const [near, far] of this.#pairs) for (const end of [near, far]) end.pause();
  }

  /** What goes that way is lost without a word, also on connections made from now on; the other way goes on. */
  swallow(way: 'to the server' | 'to the client'): void {
    this.#swallowed = way;
  }

  /** Everything takes that much longer each way. */
  slow(delayMilliseconds: number): void {
    this.#delayMilliseconds = delayMilliseconds;
  }

  /**
   * A mobile line at the edge of its cell: so many bits a second, and of the pieces that are said to be lost each holds up what comes
   * behind it until it was sent again. Null for a good line.
   */
  starve(poor: { bitsPerSecond: number; lost: () => boolean } | null): void {
    this.#poor = poor;
  }

  /** Does not wait for the last of its sockets to say that it has ended. */
  close(): void {
    this.cut();
    this.#server.close();
  }

  #join(near: Socket, far: Socket): void {
    const pair: [Socket, Socket] = [near, far];
    for (const end of pair) end.on('error', () => undefined);
    if (this.#isCut) {
      for (const end of pair) end.destroy();
      return;
    }
    this.#pairs.add(pair);
    this.#carry(near, far, 'to the server');
    this.#carry(far, near, 'to the client');
    for (const end of pair) end.once('close', () => near.destroyed && far.destroyed && this.#pairs.delete(pair));
  }

  /** In order, however the delay changes: what left later never arrives first. */
  #carry(from: Socket, to: Socket, way: 'to the server' | 'to the client'): void {
    let arrivesAt = 0;
    let isHoled = false;
    from.on('data', (chunk) => {
      // A stream with a hole in it carries nothing behind the hole, also when the line is mended.
      isHoled ||= this.#swallowed === way;
      if (isHoled) return;
      arrivesAt = Math.max(arrivesAt, performance.now() + this.#delayMilliseconds) + this.#held(chunk.length);
      setTimeout(() => to.writable && to.write(chunk), arrivesAt - performance.now());
    });
    from.once('close', () => void (isHoled || to.destroy()));
  }

  /** Milliseconds that a piece of so many bytes takes on a poor line, longer by a retransmission when it is lost. */
  #held(bytes: number): number {
    if (!this.#poor) return 0;
    return (bytes * 8_000) / this.#poor.bitsPerSecond + (this.#poor.lost() ? retransmissionMilliseconds : 0);
  }
}
