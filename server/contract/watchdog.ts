import { z } from 'zod';
import { CallId } from './calls.ts';
import type { callingChannels, GatewayChannel } from './channels.ts';
import { IncidentId } from './incidents.ts';

/** The way of a test call, in order: made by the server, rung on the test device, answered, seen on a command map. */
export const watchSteps = ['call', 'ring', 'receipt', 'screen'] as const;

export const WatchReport = z
  .object({
    ok: z.boolean(),
    /** Where it got stuck; null when it came back. */
    step: z.enum(watchSteps).nullable(),
    roundTripMilliseconds: z.number().int().min(0).nullable(),
  })
  .refine(({ ok, step }) => ok === (step === null), 'a failure names its step');
export type WatchReport = z.infer<typeof WatchReport>;

/** A test call that was made: the device opens the link, the map follows the incident. */
export const Probe = z.object({ incidentId: IncidentId, seq: z.number().int(), callId: CallId, token: z.string() });
export type Probe = z.infer<typeof Probe>;

/** off: no watchdog has ever reported. late: one did, and has fallen silent. failing: the last test call did not come back. */
export const Watch = z.object({
  state: z.enum(['off', 'ok', 'late', 'failing']),
  at: z.string().nullable(),
  /** `database`: the server could not even read the report. */
  step: z.enum([...watchSteps, 'database']).nullable(),
  roundTripMilliseconds: z.number().int().nullable(),
});
export type Watch = z.infer<typeof Watch>;

/** What every heartbeat says besides the time: whether calls really go through. */
export interface ServerHealth {
  watch: Watch;
  /** Channels over which nothing leaves for now, because they failed too often. */
  openBreakers: (typeof callingChannels)[number][];
  /** Since when, by the wall, a call that is due has not been moved on, though every one is within a second; null: all are. */
  laddersStuckSince: string | null;
  /** Channels in whose queue something could leave and nobody takes it, and since when. */
  stuckChannels: { id: GatewayChannel; since: string }[];
  /** Channels over which everything leaves and of which nothing is heard again. */
  muteChannels: (typeof callingChannels)[number][];
  /** Since when no backup has succeeded, or the last one was due; null: all is well, or none are made. */
  backupFailingSince: string | null;
}
