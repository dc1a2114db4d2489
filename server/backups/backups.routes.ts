import { Router } from 'express';
import { Snapshot } from '../contract/api-backups.ts';
import type { Database } from '../kernel/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { requireKey } from '../kernel/require-key.ts';
import { takeSnapshot } from '../kernel/snapshot.ts';

export interface BackupDoors {
  database: Database;
  dataFolder: string;
  /** Whoever can read the data folder may copy it. */
  watchKey: string;
}

/** The embedded database is held by the server: what makes a backup of it asks the server for a copy. */
export function backupRoutes({ database, dataFolder, watchKey }: BackupDoors): Router {
  let isUnderWay = false;
  return Router().post('/backups/snapshots', async (req, res) => {
    requireKey(req, watchKey);
    if (database.kind !== 'embedded') throw new Refusal('backup/not-embedded');
    if (isUnderWay) throw new Refusal('backup/under-way');
    isUnderWay = true;
    try {
      res.status(201).json(Snapshot.parse(await takeSnapshot(database, dataFolder)));
    } finally {
      isUnderWay = false;
    }
  });
}
