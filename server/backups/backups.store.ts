import type { BackupFailure } from '../contract/backups.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import type { BackupMade, BackupWatch } from './backups.rules.ts';

export function backupWatch(tx: Tx): Promise<(BackupWatch & { host: string }) | undefined> {
  return tx.one<BackupWatch & { host: string } & Row>(
    `select host, next_at as "nextAt", made_at as "madeAt", file, row_count as rows, bytes, stood_milliseconds as "stoodMilliseconds",
       failed_at as "failedAt", failure from backup_watch`,
  );
}

/** Notes when the next one is due. One that is overdue stays so: it is made as soon as a server runs. */
export async function saveSchedule(tx: Tx, { host, nextAt, now }: { host: string; nextAt: Date; now: Date }): Promise<void> {
  await tx.query(
    `insert into backup_watch (host, next_at) values ($1, $2)
     on conflict (singleton) do update set host = excluded.host,
       next_at = case when backup_watch.next_at <= $3 then backup_watch.next_at else excluded.next_at end`,
    [host, nextAt, now],
  );
}

/** Of the server that has made them until now, and that makes none any more. */
export async function endSchedule(tx: Tx, host: string): Promise<void> {
  await tx.query(`delete from backup_watch where host = $1`, [host]);
}

export async function saveMade(tx: Tx, made: BackupMade & { file: string; at: Date; nextAt: Date }): Promise<void> {
  await tx.query(
    `update backup_watch set made_at = $1, file = $2, row_count = $3, bytes = $4, stood_milliseconds = $5, next_at = $6,
       failed_at = null, failure = null`,
    [made.at, made.file, made.rows, made.bytes, made.stoodMilliseconds, made.nextAt],
  );
}

export async function saveFailed(tx: Tx, { failure, at, nextAt }: { failure: BackupFailure; at: Date; nextAt: Date }): Promise<void> {
  await tx.query(`update backup_watch set failure = $1, failed_at = coalesce(failed_at, $2), next_at = $3`, [failure, at, nextAt]);
}
