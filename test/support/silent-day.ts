import { gatewayChannels, type GatewayChannel } from '#contract/channels.ts';
import { escalateDue } from '../../server/ticks/escalation.job.ts';
import { claimDeliveries, noteOutcomes } from '../../server/channels/deliveries.commands.ts';
import type { OutgoingMessage } from '../../server/kernel/channels/channel.ts';
import { wholeServer, type Database } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { at } from './climbing.ts';
import { links } from './deliveries.ts';

/** A message that left, to whom and when. */
export interface Left {
  personId: number;
  channel: GatewayChannel;
  /** Seconds since everything began. */
  seconds: number;
  isForOthers: boolean;
  message: OutgoingMessage;
}

const doorbell = new Doorbell();
const personal = { ...wholeServer, personal: true };
const maker = { links, publicUrl: 'https://calls.example.invalid' };
const daySeconds = 24 * 60 * 60;

/** Lets a day pass in which nobody answers; every gateway takes what it is given. @returns all that has left, in order */
export async function silentDay(
  database: Database,
  { stepSeconds, until = daySeconds }: { stepSeconds: number; until?: number },
): Promise<Left[]> {
  const left: Left[] = [];
  for (let seconds = 0; seconds <= until; seconds = await nextMoment(database, seconds, stepSeconds)) {
    await escalateDue(database, { now: at(seconds), doorbell });
    for (const channel of gatewayChannels) left.push(...(await carriedOver(database, channel, seconds)));
  }
  return left;
}

/** What leaves over a channel at this moment, until nothing more may. */
async function carriedOver(database: Database, channel: GatewayChannel, seconds: number): Promise<Left[]> {
  const left: Left[] = [];
  for (;;) {
    await database.asOwner((tx) => tx.query(`update channel set tokens = 1000, refilled_at = 'epoch' where id = $1`, [channel]));
    const { dispatches, isFull } = await database.transaction(personal, (tx) => claimDeliveries(tx, at(seconds), { channel, maker }));
    const outcomes = dispatches.map((dispatch) => ({ dispatch, sent: { kind: 'accepted', providerId: null } as const }));
    await database.transaction(wholeServer, (tx) =>
      noteOutcomes(tx, at(seconds), { gateway: { id: channel, isIdempotent: false }, outcomes }),
    );
    const people = await receivers(
      database,
      dispatches.map(({ message }) => message.attemptId),
    );
    left.push(...dispatches.map(({ message }) => ({ ...people.get(message.attemptId)!, channel, seconds, message })));
    if (!isFull && dispatches.length === 0) return left;
  }
}

async function receivers(database: Database, attemptIds: readonly number[]): Promise<Map<number, Pick<Left, 'personId' | 'isForOthers'>>> {
  const rows = await database.asOwner((tx) =>
    tx.query<{ id: number; personId: number; isForOthers: boolean }>(
      `select id, person_id as "personId", reach <> 'self' as "isForOthers" from attempt where id = any($1::bigint[])`,
      [attemptIds],
    ),
  );
  return new Map(rows.map(({ id, ...who }) => [id, who]));
}

/** The next step while anything is due or waits, else the end of the day: nothing happens by itself until then. */
async function nextMoment(database: Database, seconds: number, stepSeconds: number): Promise<number> {
  const row = await database.asOwner((tx) =>
    tx.one<{ busy: boolean }>(
      `select exists (select from call where due_at is not null) or exists (select from attempt where state = 'queued' and channel <> 'inApp') as busy`,
    ),
  );
  return row!.busy || seconds >= daySeconds ? seconds + stepSeconds : daySeconds;
}

/** How many messages each person got over each channel, the most first. */
export function messagesEach(left: readonly Left[]): { personId: number; channel: GatewayChannel; count: number }[] {
  const counts = new Map<string, { personId: number; channel: GatewayChannel; count: number }>();
  for (const { personId, channel } of left) {
    const key = `${personId} ${channel}`;
    const known = counts.get(key) ?? { personId, channel, count: 0 };
    known.count += 1;
    counts.set(key, known);
  }
  return [...counts.values()].sort((one, other) => other.count - one.count);
}
