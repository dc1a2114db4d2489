import { readBackup, TableDigest, type BackupHead, type TableFoot } from './backup-file.ts';
import { backupTables, eachRow, plainText } from './backup-tables.ts';
import { BackupRefused } from './backup.ts';
import type { Database, Tx } from '../db/db.ts';
import { damagedLogs } from '../log/integrity.ts';
import { proveLog } from '../log/log-proof.ts';
import { migrate } from '../db/migrate.ts';
import { migrationHashes } from '../db/migration-hashes.ts';
import type { IncidentId } from '../../contract/incidents.ts';

const batchRows = 2_000;
const batchBytes = 4 * 1024 * 1024;

/**
 * Puts a backup into an empty database: its own migrations, its rows in one transaction, every table read back and compared, then what
 * has been added since. The whole file is read and checked before anything is written.
 *
 * @returns how many rows there are
 * @throws BackupDamaged, BackupRefused in a sentence for the operator
 */
export async function restoreBackup(database: Database, path: string, migrations: string): Promise<number> {
  const head = await readBackup(path);
  refuseForeign(head, migrations);
  await refuseFilled(database);
  await migrate(database.pool, migrations, head.migrations.at(-1)!.name);
  const rows = await database.asOwner((tx) => fill(tx, path, head));
  await migrate(database.pool, migrations);
  await refuseBroken(database);
  return rows;
}

function refuseForeign(head: BackupHead, migrations: string): void {
  const here = [...migrationHashes(migrations)];
  const differing = head.migrations.find(({ name, sha256 }, at) => here[at]?.[0] !== name || here[at][1] !== sha256);
  if (!differing) return;
  throw new BackupRefused(`The backup was made by another release: its migration ${differing.name} is not the one here.`);
}

async function refuseFilled(database: Database): Promise<void> {
  await database.asOwner(async (tx) => {
    const isThere = await tx.one<{ area: boolean }>(`select to_regclass('area') is not null as area`);
    const rows = isThere!.area
      ? await tx.query(`select from area union all select from incident union all select from app_user limit 1`)
      : [];
    if (rows.length > 0) throw new BackupRefused('The database holds a city already: a backup is restored into an empty one only.');
  });
}

async function fill(tx: Tx, path: string, head: BackupHead): Promise<number> {
  await plainText(tx);
  const tables = await backupTables(tx);
  if (JSON.stringify(tables) !== JSON.stringify(head.tables)) {
    throw new BackupRefused('The tables of the backup are not those that its migrations make.');
  }
  const names = tables.map(({ name }) => `"${name}"`);
  const keys = await dropKeys(tx);
  for (const name of names) await tx.query(`alter table ${name} disable trigger user`);
  await tx.query(`truncate ${names.join(', ')}`);
  const feet = await insertRows(tx, path, new Map(tables.map(({ name, columns }) => [name, columns])));
  for (const foot of feet) await compare(tx, foot);
  for (const { add } of keys) await tx.query(add);
  for (const name of names) await tx.query(`alter table ${name} enable trigger user`);
  await setSequences(tx, head.sequences);
  await tx.query(`analyze`);
  return feet.reduce((sum, { rows }) => sum + rows, 0);
}

/** Tables refer to each other in circles: the keys come back, and are checked, once every row is there. */
async function dropKeys(tx: Tx): Promise<{ add: string }[]> {
  const keys = await tx.query<{ drop: string; add: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
            format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as add
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
  );
  for (const { drop } of keys) await tx.query(drop);
  return keys;
}

async function insertRows(tx: Tx, path: string, columns: Map<string, string[]>): Promise<TableFoot[]> {
  const feet: TableFoot[] = [];
  let rows: string[] = [];
  let bytes = 0;
  const flush = async (table: string) => {
    if (rows.length > 0) await insertInto(tx, { table, columns: columns.get(table)!, rows });
    rows = [];
    bytes = 0;
  };
  await readBackup(path, {
    async row(table, row) {
      rows.push(row);
      bytes += row.length;
      if (rows.length >= batchRows || bytes >= batchBytes) await flush(table);
    },
    async foot(foot) {
      await flush(foot.table);
      feet.push(foot);
    },
  });
  return feet;
}

async function insertInto(tx: Tx, { table, columns, rows }: { table: string; columns: string[]; rows: string[] }): Promise<void> {
  const names = columns.map((column) => `"${column}"`);
  await tx.query(
    `insert into "${table}" (${names.join(', ')}) overriding system value
     select ${names.map((column) => `(r.x).${column}`).join(', ')}
     from (select line::"${table}" as x from unnest($1::text[]) line offset 0) r`,
    [rows],
  );
}

async function compare(tx: Tx, said: TableFoot): Promise<void> {
  const digest = new TableDigest();
  await eachRow(tx, said.table, (row) => digest.add(row));
  if (digest.foot(said.table).sha256 !== said.sha256) throw new BackupRefused(`The table ${said.table} did not come back as it was.`);
}

async function setSequences(tx: Tx, sequences: BackupHead['sequences']): Promise<void> {
  await tx.query(
    `select setval(format('%I.%I', s.schemaname, s.sequencename), said.value)
     from unnest($1::text[], $2::bigint[]) said (name, value)
     join pg_sequences s on s.schemaname = 'public' and s.sequencename = said.name`,
    [Object.keys(sequences), Object.values(sequences)],
  );
}

/** But those that were known to be damaged, and are set apart; an earlier release knew of none. */
async function refuseBroken(database: Database): Promise<void> {
  const ends = new Set((await damagedLogs(database)).map(({ id }) => id));
  const incidents = await database.asOwner((tx) =>
    tx.query<{ id: IncidentId }>(`select id from incident i where to_jsonb(i) ->> 'apart_at' is null`),
  );
  for (const { id } of incidents) {
    const isWhole = !ends.has(id) && (await proveLog(database, id)).ok;
    if (!isWhole) throw new BackupRefused(`The log of ${id} in the backup does not prove itself.`);
  }
}
