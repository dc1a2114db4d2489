import { constants, deflateRawSync } from 'node:zlib';
import type { Server } from 'socket.io';
import type { Batch, Fact } from '../contract/facts.ts';
import type { IncidentId } from '../contract/incidents.ts';
import { factMark, factsAfter, logsElsewhere } from '../kernel/log/change-log.ts';
import { wholeServer, type Database } from '../kernel/db/db.ts';
import type { Log } from '../kernel/log.ts';
import type { Snapshots } from './snapshots.ts';
import { isVisible } from './visible.ts';

const pageSize = 1_000;

/** Those who see the same and are sent it in the same way. */
export function followerRoom(incidentId: string, areaPrefix: string, unpacks: boolean): string {
  return `follow ${incidentId} ${areaPrefix} ${unpacks ? 'packed' : 'plain'}`;
}

/** A small batch is one packet of the network however it is sent. */
const packedFromCharacters = 1_400;

/** A batch as text for `packed`, or null when that is not worth while. Its speed counts more than its size: it is made while people wait. */
function packed(batch: Batch): string | null {
  const text = JSON.stringify(batch);
  return text.length < packedFromCharacters ? null : deflateRawSync(text, { level: constants.Z_BEST_SPEED }).toString('base64');
}

interface FollowersDependencies {
  io: Server;
  database: Database;
  log: Log;
  snapshots: Pick<Snapshots, 'heard'>;
  onFact: (fact: Fact) => void;
}

/**
 * Tails the incidents' logs: on a ring, reads what is new once and hands each area scope its share.
 *
 * Rings while a read is under way are one more read afterwards, so a burst of commits is a handful of batches.
 */
export class Followers {
  /** How far each followed incident has been sent. */
  readonly #sent = new Map<string, number>();
  /** Of the fact that was sent last; of what was there before the start nothing is known. */
  readonly #marks = new Map<string, string>();
  readonly #busy = new Map<string, 'reading' | 'again'>();
  #isClosed = false;
  readonly #dependencies: FollowersDependencies;

  constructor(dependencies: FollowersDependencies) {
    this.#dependencies = dependencies;
  }

  /** Tails an incident from `seq` on, which is what its log held before this node could miss anything. */
  watch(incidentId: string, seq: number): void {
    if (!this.#sent.has(incidentId)) this.#sent.set(incidentId, seq);
  }

  get watched(): string[] {
    return [...this.#sent.keys()];
  }

  /** Incidents of whose newest facts nothing was heard here: the bell was lost, or is on its way, or the log was put back. */
  unheard(): Promise<string[]> {
    return this.#dependencies.database.transaction(wholeServer, (tx) => logsElsewhere(tx, this.#sent));
  }

  /** Rings no longer have anything read: the database is about to be closed. */
  close(): void {
    this.#isClosed = true;
  }

  ring(incidentId: string): void {
    if (this.#isClosed) return;
    this.watch(incidentId, 0); // not known yet: opened since this node started
    if (this.#busy.has(incidentId)) {
      this.#busy.set(incidentId, 'again');
      return;
    }
    this.#busy.set(incidentId, 'reading');
    void this.#tail(incidentId as IncidentId)
      .catch((error: unknown) => this.#dependencies.log.error({ err: error, incidentId }, 'tailing the log failed'))
      .finally(() => {
        const again = this.#busy.get(incidentId) === 'again';
        this.#busy.delete(incidentId);
        if (again) this.ring(incidentId);
      });
  }

  async #tail(incidentId: IncidentId): Promise<void> {
    for (;;) {
      const since = this.#sent.get(incidentId) ?? 0;
      const mark = this.#marks.get(incidentId);
      const { facts, head, lastMark, headMark, found } = await this.#dependencies.database.transaction(wholeServer, async (tx) => ({
        ...(await factsAfter(tx, { incidentId, since, limit: pageSize })),
        found: mark === undefined ? undefined : await factMark(tx, incidentId, since),
      }));
      if (head < since || found !== mark) return this.#startAnew(incidentId, head, headMark);
      const last = facts.at(-1);
      if (!last) return;
      this.#sent.set(incidentId, last.seq);
      this.#marks.set(incidentId, lastMark!);
      this.#deliver(incidentId, { facts, seq: last.seq, mark: lastMark! });
      this.#dependencies.snapshots.heard(incidentId, { since, sinceMark: mark, facts, seq: last.seq, mark: lastMark! });
      for (const fact of facts) this.#dependencies.onFact(fact);
      if (last.seq >= head) return;
    }
  }

  /** Another history lies in the database: whoever follows the one before is told, and reads this one from its beginning. */
  #startAnew(incidentId: IncidentId, head: number, mark: string | undefined): void {
    this.#sent.set(incidentId, head);
    if (mark === undefined) this.#marks.delete(incidentId);
    else this.#marks.set(incidentId, mark);
    this.#dependencies.log.warn({ incidentId, head }, 'the log was put back to an earlier copy: screens read it anew');
    const prefixes = [...this.#prefixesOf(incidentId)];
    const rooms = prefixes.flatMap((prefix) => [true, false].map((unpacks) => followerRoom(incidentId, prefix, unpacks)));
    if (rooms.length > 0) this.#dependencies.io.to(rooms).emit('logPutBack', incidentId);
  }

  #deliver(incidentId: IncidentId, { facts, seq, mark }: { facts: Fact[]; seq: number; mark: string }): void {
    const { io } = this.#dependencies;
    for (const prefix of this.#prefixesOf(incidentId)) {
      const visible = facts.filter((fact) => isVisible(fact, prefix));
      if (visible.length === 0) continue;
      const batch: Batch = { incidentId, facts: visible, seq, mark, catchUp: false };
      const plain = followerRoom(incidentId, prefix, false);
      const unpacking = followerRoom(incidentId, prefix, true);
      const text = this.#isEmpty(unpacking) ? null : packed(batch);
      if (text === null) io.to([plain, unpacking]).emit('changes', batch);
      else {
        io.to(plain).emit('changes', batch);
        io.to(unpacking).emit('packed', text);
      }
    }
  }

  /** The areas in which somebody follows this incident. */
  #prefixesOf(incidentId: string): Set<string> {
    const rooms = [...this.#dependencies.io.of('/').adapter.rooms.keys()].filter((room) => room.startsWith(`follow ${incidentId} `));
    return new Set(rooms.map((room) => room.split(' ')[2]!));
  }

  #isEmpty(room: string): boolean {
    return (this.#dependencies.io.of('/').adapter.rooms.get(room)?.size ?? 0) === 0;
  }
}
