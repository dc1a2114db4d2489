import type { CallingChannel, ChannelHealth, ChannelLimits, GatewayChannel } from '../contract/channels.ts';
import type { Session } from '../contract/session.ts';
import { insertAudit } from '../audit/audit.store.ts';
import type { Tx } from '../kernel/db/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { channelRows, echoes, saveConfigured, saveLimits } from './channels.store.ts';
import { breakerState, isMute } from './deliveries.rules.ts';
import { strayCounts } from './stray-reports.store.ts';

const dayMilliseconds = 86_400_000;

/** Every channel: its limits, how it does, and what waits in the transaction's scope. */
export async function channelHealth(tx: Tx, now: Date): Promise<ChannelHealth[]> {
  const mute = await muteChannels(tx, now);
  const strays = new Map(
    (await strayCounts(tx, new Date(now.getTime() - dayMilliseconds))).map(({ channel, ...counts }) => [channel, counts]),
  );
  return (await channelRows(tx)).map((row) => ({
    ...row,
    ...(strays.get(row.id) ?? { unmatchedReports: 0, unknownStates: 0, lastUnknownState: null }),
    isMute: mute.includes(row.id),
    breaker: breakerState(row, now),
    openUntil: row.openUntil?.toISOString() ?? null,
    waitingSince: row.waitingSince?.toISOString() ?? null,
    heldUntil: row.heldUntil?.toISOString() ?? null,
    lastSuccessAt: row.lastSuccessAt?.toISOString() ?? null,
    lastFailureAt: row.lastFailureAt?.toISOString() ?? null,
  }));
}

/** Channels whose gateway accepts everything and, as far as the transaction's scope sees, reports nothing. */
export async function muteChannels(tx: Tx, now: Date): Promise<CallingChannel[]> {
  return (await echoes(tx, now)).filter(isMute).map(({ id }) => id);
}

/** Says which gateways this installation has: attempts are made for no other. */
export async function configureChannels(tx: Tx, ids: readonly GatewayChannel[]): Promise<void> {
  await saveConfigured(tx, ids);
}

export interface NewLimits {
  id: CallingChannel;
  limits: ChannelLimits;
  editor: Session;
}

/** Sets the numbers of a channel, from the next claim on, and writes who did. @returns every channel as it then stands */
export async function editLimits(tx: Tx, { id, limits, editor }: NewLimits, now: Date): Promise<ChannelHealth[]> {
  if (!(await saveLimits(tx, id, limits))) throw new Refusal('channel/unknown');
  await insertAudit(tx, {
    at: now,
    userId: editor.userId,
    username: editor.username,
    action: 'channel.edited',
    subject: `channel ${id}`,
    areaCode: editor.areaCode,
  });
  return channelHealth(tx, now);
}
