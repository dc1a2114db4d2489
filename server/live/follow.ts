import { once } from 'node:events';
import type { Socket } from 'socket.io';
import { z } from 'zod';
import { areaPrefix } from '../contract/areas.ts';
import type { Batch } from '../contract/facts.ts';
import { IncidentId } from '../contract/incidents.ts';
import type { Session } from '../contract/session.ts';
import { Follow } from '../contract/socket.ts';
import { factsAfter, logHead } from '../kernel/change-log.ts';
import type { Database } from '../kernel/db.ts';
import type { Log } from '../kernel/log.ts';
import { Refusal } from '../kernel/refusal.ts';
import { followerRoom } from './followers.ts';
import { handle } from './handle.ts';

const catchUpPage = 1_000;

/** Lets a command map follow incidents within its user's area. Without a user every request is refused, by name. */
export function listenToFollower(socket: Socket, user: Session | undefined, doors: { database: Database; log: Log }): void {
  /** The newest request for each incident: an older one that is still being served, or one that was taken back, is served no further. */
  const newest = new Map<IncidentId, object>();
  handle({ socket, log: doors.log }, 'follow', {
    takes: Follow,
    async does([incidentId, since]) {
      const request = {};
      newest.set(incidentId, request);
      const isNewest = () => newest.get(incidentId) === request;
      const isWanted = () => socket.connected && isNewest();
      try {
        return await follow(socket, doors.database, { incidentId, since, area: areaOf(user), isWanted });
      } finally {
        if (isNewest()) newest.delete(incidentId);
      }
    },
  });
  handle({ socket, log: doors.log }, 'unfollow', {
    takes: z.tuple([IncidentId]),
    async does([incidentId]) {
      newest.delete(incidentId);
      await socket.leave(followerRoom(incidentId, areaOf(user)));
      return {};
    },
  });
}

function areaOf(user: Session | undefined): string {
  if (!user) throw new Refusal('session/required');
  return areaPrefix(user.areaCode);
}

interface Following {
  incidentId: IncidentId;
  area: string;
  since: number;
  isWanted: () => boolean;
}

/** Joins the room before it reads the log: a fact that is committed in between is sent live, and the client holds it. */
async function follow(socket: Socket, database: Database, following: Following): Promise<{ seq: number }> {
  const { incidentId, area } = following;
  const head = await database.transaction({ area }, (tx) => logHead(tx, incidentId));
  if (head === undefined) throw new Refusal('incident/outside-area');
  await socket.join(followerRoom(incidentId, area));
  return { seq: await catchUp(socket, database, following) };
}

/**
 * Sends what the log holds after `since`, in pages; the last page is always sent, even when it is empty. A page is read when the one
 * before it has left: a hundred maps that come back at once over slow lines must not have the log in memory a hundred times.
 */
async function catchUp(socket: Socket, database: Database, { incidentId, area, since, isWanted }: Following): Promise<number> {
  for (let from = since; ;) {
    const { facts, head } = await database.transaction({ area }, (tx) => factsAfter(tx, { incidentId, since: from, limit: catchUpPage }));
    if (!isWanted()) return from;
    const isLast = facts.length < catchUpPage;
    const seq = isLast ? head : facts.at(-1)!.seq;
    socket.emit('changes', { incidentId, facts, seq, catchUp: true } satisfies Batch);
    if (isLast) return seq;
    from = seq;
    await leaving(socket.conn);
  }
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
