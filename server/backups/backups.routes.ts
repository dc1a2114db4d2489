import type { Router } from 'express';
import type { Clock } from '../kernel/db/clock.ts';
import { wholeServer, type Database } from '../kernel/db/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { requireKey } from '../kernel/security/require-key.ts';
import { routes } from '../kernel/http/routes.ts';
import { takeSnapshot } from '../kernel/db/snapshot.ts';
import { dataHealth } from './backups.commands.ts';

export interface BackupDependencies {
  database: Database;
  clock: Clock;
  dataFolder: string;
  /** Whoever can read the data folder may copy it. */
  watchKey: string;
}

/** The embedded database is held by the server: what makes a backup of it asks the server for a copy. */
export function backupRoutes({ database, clock, dataFolder, watchKey }: BackupDependencies): Router {
  let isUnderWay = false;
  return routes(database, {
    'get /data-health': () => database.transaction(wholeServer, (tx) => dataHealth(tx, clock.now())),
    'post /backups/snapshots': async ({ req }) => {
      requireKey(req, watchKey);
      if (database.kind !== 'embedded') throw new Refusal('backup/not-embedded');
      if (isUnderWay) throw new Refusal('backup/under-way');
      isUnderWay = true;
      try {
        return await takeSnapshot(database, dataFolder);
      } finally {
        isUnderWay = false;
      }
    },
  });
}
