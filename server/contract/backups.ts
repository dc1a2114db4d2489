import { z } from 'zod';
import { Incident } from './incidents.ts';

/** Why no backup could be made: where it goes cannot be written, has no room, what was written does not read as it should, or anything else. */
export const backupFailures = ['folder', 'room', 'damaged', 'program'] as const;
export type BackupFailure = (typeof backupFailures)[number];

/** off: no server makes any. late: the next one is long overdue. failing: the last attempt did not succeed. */
export const BackupHealth = z.object({
  state: z.enum(['off', 'ok', 'late', 'failing']),
  /** The last one that was written and read back. */
  madeAt: z.string().nullable(),
  file: z.string().nullable(),
  rows: z.number().int().nullable(),
  bytes: z.number().int().nullable(),
  /** So long nothing else was read or saved for it; null: nothing had to stand. */
  stoodMilliseconds: z.number().int().nullable(),
  nextAt: z.string().nullable(),
  /** Since when none has succeeded. */
  failingSince: z.string().nullable(),
  failure: z.enum(backupFailures).nullable(),
});
export type BackupHealth = z.infer<typeof BackupHealth>;

/** What an administrator has to know of the data: its backups, and incidents whose logs are damaged. */
export const DataHealth = z.object({ backup: BackupHealth, apart: z.array(Incident) });
export type DataHealth = z.infer<typeof DataHealth>;
