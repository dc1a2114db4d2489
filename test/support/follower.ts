import { io, type Socket } from 'socket.io-client';
import type { Batch, Fact } from '#contract/facts.ts';
import type { Answer, ClientToServer, ClientCapabilities, ServerToClient } from '#contract/socket.ts';
import { unpacked } from '../../client/state/unpacked.ts';
import { emptyWorld, fold, type World } from '#contract/world.ts';
import type { Desk } from './desk.ts';

const patienceMilliseconds = 30_000;

/** One open command map without its pixels: a live link, the facts it was sent, and the world they add up to. */
export class Follower {
  readonly socket: Socket<ServerToClient, ClientToServer>;
  readonly facts: Fact[] = [];
  world: World = emptyWorld;
  readonly #watchers = new Set<() => void>();
  /** What happened while it was catching up; null once it has. */
  #held: Batch[] | null = null;

  private constructor(desk: Desk) {
    const auth: ClientCapabilities = { unpacks: true };
    this.socket = io(desk.url, {
      transports: ['websocket'],
      extraHeaders: { cookie: desk.cookie },
      auth,
      reconnection: false,
      forceNew: true,
    });
    this.socket.on('changes', (batch) => this.#hear(batch));
    this.socket.on('packed', (batch) => this.#hear(unpacked(batch)));
  }

  static async of(desk: Desk, incidentId: string, since: number): Promise<Follower> {
    const follower = new Follower(desk);
    await new Promise<void>((fulfil, reject) => {
      follower.socket.once('connect', () => fulfil());
      follower.socket.once('connect_error', reject);
    });
    const answer = await follower.follow(incidentId, since);
    if (!answer.ok) {
      follower.close();
      throw new Error(answer.code);
    }
    return follower;
  }

  async follow(incidentId: string, since: number): Promise<Answer<{ seq: number }>> {
    this.#held = [];
    const answer = await new Promise<Answer<{ seq: number }>>((fulfil) => this.socket.emit('follow', incidentId, since, fulfil));
    const held = this.#held;
    this.#held = null;
    for (const batch of held) this.#take(batch);
    return answer;
  }

  /** Resolves with the first world, now or later, of which `holds` is true. */
  until(what: string, holds: (world: World) => boolean): Promise<World> {
    return new Promise((fulfil, reject) => {
      const patience = setTimeout(() => {
        this.#watchers.delete(look);
        reject(new Error(`Waited in vain for: ${what}`));
      }, patienceMilliseconds);
      const look = () => {
        if (!holds(this.world)) return;
        clearTimeout(patience);
        this.#watchers.delete(look);
        fulfil(this.world);
      };
      this.#watchers.add(look);
      look();
    });
  }

  close(): void {
    this.socket.disconnect();
  }

  #hear(batch: Batch): void {
    if (this.#held && !batch.catchUp) this.#held.push(batch);
    else this.#take(batch);
  }

  #take(batch: Batch): void {
    this.facts.push(...batch.facts);
    this.world = fold(this.world, batch);
    for (const look of [...this.#watchers]) look();
  }
}
