import { z } from 'zod';
import { DataHealth } from './backups.ts';
import type { Operation } from './operation.ts';

/** A copy of the embedded database as of one moment, for the program that makes a backup of it and then takes it away. */
export const BackupSnapshot = z.object({
  folder: z.string(),
  /** How long nothing else could be read or saved meanwhile. */
  stoodMilliseconds: z.number().int(),
});
export type BackupSnapshot = z.infer<typeof BackupSnapshot>;

export const backupOperations = [
  {
    method: 'get',
    path: '/data-health',
    summary: 'How the backups stand that are made each day, and which incidents are set apart because their logs are damaged',
    access: 'system.watch',
    answers: { 200: DataHealth },
  },
  {
    method: 'post',
    path: '/backups/snapshots',
    summary: 'Copy the embedded database beside itself, by the key of the data folder',
    access: 'key',
    answers: { 201: BackupSnapshot },
    refusals: ['watchdog/wrong-key', 'backup/under-way', 'backup/not-embedded'],
  },
] as const satisfies readonly Operation[];
