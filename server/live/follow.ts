import { once } from 'node:events';
import type { Socket } from 'socket.io';
import { z } from 'zod';
import { areaPrefix } from '../contract/areas.ts';
import type { Batch } from '../contract/facts.ts';
import { IncidentId } from '../contract/incidents.ts';
import type { Session } from '../contract/session.ts';
import { Follow, type Known, type ClientCapabilities } from '../contract/socket.ts';
import { factMark, factsAfter, logHead } from '../kernel/log/change-log.ts';
import { wholeServer, type Database } from '../kernel/db/db.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import { refuseUntilChosen } from '../kernel/security/own-password.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { KeyedMutex } from '../kernel/async/keyed-mutex.ts';
import { followerRoom } from './followers.ts';
import { handle } from './handle.ts';
import type { Snapshots } from './snapshots.ts';

/** From so many missed facts on, what they add up to is less to send than they are. */
const snapshotFrom = 2_000;

/** A fifth of a megabyte at most: on a poor line it is through before the line is taken for dead. */
const catchUpPage = 250;

export interface FollowDependencies {
  database: Database;
  log: Log;
  metrics?: Pick<Metrics, 'event'>;
  /** One for all who follow. */
  mutex: KeyedMutex;
  snapshots: Pick<Snapshots, 'start'>;
}

/** Lets a command map follow incidents within its user's area. Without a user every request is refused, by name. */
export function listenToFollower(socket: Socket, user: Session | undefined, dependencies: FollowDependencies): void {
  /** The newest request for each incident: an older one that is still being served, or one that was taken back, is served no further. */
  const newest = new Map<IncidentId, object>();
  handle({ socket, ...dependencies }, 'follow', {
    takes: Follow,
    async does([incidentId, known]) {
      const request = {};
      newest.set(incidentId, request);
      const isNewest = () => newest.get(incidentId) === request;
      const isWanted = () => socket.connected && isNewest();
      try {
        return await follow(socket, dependencies, { incidentId, ...knownFrom(known), area: areaOf(user), isWanted });
      } finally {
        if (isNewest()) newest.delete(incidentId);
      }
    },
  });
  handle({ socket, ...dependencies }, 'unfollow', {
    takes: z.tuple([IncidentId]),
    async does([incidentId]) {
      newest.delete(incidentId);
      await socket.leave(followerRoom(incidentId, areaOf(user), unpacks(socket)));
      return {};
    },
  });
}

function areaOf(user: Session | undefined): string {
  if (!user) throw new Refusal('session/required');
  refuseUntilChosen(user);
  return areaPrefix(user.areaCode);
}

function unpacks(socket: Socket): boolean {
  return (socket.handshake.auth as ClientCapabilities).unpacks === true;
}

function knownFrom(known: Known): Pick<Following, 'since' | 'mark'> {
  return typeof known === 'number' ? { since: known, mark: null } : { since: known.seq, mark: known.mark };
}

interface Following {
  incidentId: IncidentId;
  area: string;
  since: number;
  /** Of the fact at `since`, as the screen knows it; null where it does not. */
  mark: string | null;
  isWanted: () => boolean;
}

/** Joins the room before it reads the log: a fact that is committed in between is sent live, and the client holds it. */
async function follow(socket: Socket, dependencies: FollowDependencies, following: Following): Promise<{ seq: number }> {
  const { incidentId, area } = following;
  const head = await dependencies.database.transaction({ area }, (tx) => logHead(tx, incidentId));
  if (head === undefined) throw new Refusal('incident/outside-area');
  if (await isOfAnotherLog(dependencies.database, following, head)) throw new Refusal('log/put-back');
  await socket.join(followerRoom(incidentId, area, unpacks(socket)));
  const isStart = following.since === 0 || head - following.since >= snapshotFrom;
  return { seq: await (isStart ? sendStart : catchUp)(socket, dependencies, following) };
}

/**
 * Where a screen starts, or comes back so late that it had better start anew: what the log adds up to. It is of a moment after the room was
 * joined, so that nothing lies between it and what is sent live.
 */
async function sendStart(
  socket: Socket,
  { snapshots }: FollowDependencies,
  { incidentId, area, since, isWanted }: Following,
): Promise<number> {
  const { batch, packed } = await snapshots.start({ incidentId, area });
  const text = unpacks(socket) ? await packed() : null;
  if (!isWanted()) return since;
  if (text === null) socket.emit('changes', batch);
  else socket.emit('packed', text);
  return batch.seq;
}

/** Whether the screen knows facts that this log does not hold: the database was put back to an earlier copy, and may have gone on since. */
async function isOfAnotherLog(database: Database, { incidentId, since, mark }: Following, head: number): Promise<boolean> {
  if (since > head) return true;
  if (mark === null || since === 0) return false;
  return (await database.transaction(wholeServer, (tx) => factMark(tx, incidentId, since))) !== mark;
}

/**
 * Sends what a screen that was away has missed, in pages; the last page is always sent, even when it is empty.
 *
 * A hundred maps may come back at once over slow lines while people are called: all of them together have one page read at a time, which
 * leaves the database to the calls, and a map's next page is read when its last one has left, which leaves the memory to them.
 */
async function catchUp(socket: Socket, { database, mutex: mutex }: FollowDependencies, following: Following): Promise<number> {
  for (let { since } = following; ;) {
    const sent = await mutex.run('page', () => sendPage(socket, database, { ...following, since }));
    if (sent.isLast) return sent.seq;
    since = sent.seq;
    await leaving(socket.conn);
  }
}

async function sendPage(socket: Socket, database: Database, { incidentId, area, since, isWanted }: Following) {
  if (!isWanted()) return { seq: since, isLast: true };
  const { facts, head, lastMark, headMark } = await database.transaction({ area }, (tx) =>
    factsAfter(tx, { incidentId, since, limit: catchUpPage }),
  );
  const isLast = facts.length < catchUpPage;
  const seq = isLast ? head : facts.at(-1)!.seq;
  const mark = isLast ? headMark : lastMark;
  socket.emit('changes', { incidentId, facts, seq, ...(mark !== undefined && { mark }), catchUp: true } satisfies Batch);
  return { seq, isLast };
}

/** Until the system has taken what was sent last, or the connection has ended. */
async function leaving(connection: Socket['conn']): Promise<void> {
  if (connection.transport.writable) return;
  const done = new AbortController();
  const until = (end: NodeJS.EventEmitter, event: string) => once(end, event, done);
  // A connection that changes from polling to WebSocket meanwhile leaves its old transport behind.
  await Promise.race([until(connection.transport, 'drain'), until(connection, 'upgrade'), until(connection, 'close')]);
  done.abort();
}
