import type { Server, Socket } from 'socket.io';
import type { Fact } from '../contract/facts.ts';
import type { WaitingIncident } from '../contract/waiting.ts';
import type { Log } from '../kernel/log.ts';

/** People answer by the thousand; what waits is told this often at most. */
const shortestPauseMilliseconds = 2_000;

const roomPrefix = 'waiting ';

export interface WaitingDependencies {
  io: Server;
  log: Log;
  /** What waits within an area, of all incidents. */
  read: (areaPrefix: string) => Promise<WaitingIncident[]>;
}

/** Tells every screen in which other incidents something waits for it, as soon as that changes, and once when it connects. */
export class WaitingBroadcast {
  readonly #dependencies: WaitingDependencies;
  /** What each area was told last. */
  readonly #told = new Map<string, string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(dependencies: WaitingDependencies) {
    this.#dependencies = dependencies;
  }

  async greet(socket: Socket, areaPrefix: string): Promise<void> {
    await socket.join(roomPrefix + areaPrefix);
    try {
      socket.emit('waiting', await this.#dependencies.read(areaPrefix));
    } catch (error) {
      this.#failed(error);
      this.#later();
    }
  }

  onFact(fact: Fact): void {
    if (mayChangeWhatWaits(fact)) this.#later();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #later(): void {
    if (this.#isClosed) return;
    this.#timer ??= setTimeout(() => void this.#tell(), shortestPauseMilliseconds);
  }

  async #tell(): Promise<void> {
    this.#timer = undefined;
    const { io, read } = this.#dependencies;
    try {
      for (const prefix of this.#prefixes()) {
        const waiting = await read(prefix);
        const text = JSON.stringify(waiting);
        if (this.#told.get(prefix) === text) continue;
        this.#told.set(prefix, text);
        io.to(roomPrefix + prefix).emit('waiting', waiting);
      }
    } catch (error) {
      this.#failed(error);
      this.#later();
    }
  }

  #prefixes(): string[] {
    const rooms = [...this.#dependencies.io.of('/').adapter.rooms.keys()];
    return rooms.filter((room) => room.startsWith(roomPrefix)).map((room) => room.slice(roomPrefix.length));
  }

  #failed(error: unknown): void {
    this.#dependencies.log.warn({ err: error }, 'reading which incidents wait failed, it is tried again');
  }
}

function mayChangeWhatWaits(fact: Fact): boolean {
  if (fact.kind === 'callOut.put' || fact.kind === 'incident.put') return true;
  // A count that fell to nothing is told as well: whoever of these was answered stands in the fact.
  return fact.kind === 'calls.put' && (fact.tally.needHelp + fact.tally.unroused + fact.tally.cannot > 0 || fact.calls.length > 0);
}
