import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallId } from '#contract/calls.ts';
import { takeReceipts } from '../../server/receipts/receipts.commands.ts';
import { BackupDamaged, readBackup, TableDigest, type BackupHead, type TableFoot } from '../../server/kernel/backup/backup-file.ts';
import { BackupRefused, writeBackup } from '../../server/kernel/backup/backup.ts';
import { openDatabase, wholeServer, type Database } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { openEmbedded } from '../../server/kernel/db/embedded.ts';
import { migrate } from '../../server/kernel/db/migrate.ts';
import { restoreBackup } from '../../server/kernel/backup/restore.ts';
import { noon } from '../support/builders.ts';
import { calledOut, callStates } from '../support/calling.ts';
import { at } from '../support/climbing.ts';
import { emptyDatabase, onBothDatabases, type Engine } from '../support/database.ts';
import { aUser } from '../support/release.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';
import { tinyRegisters } from '../support/tiny-registers.ts';

const migrations = new URL('../../migrations', import.meta.url).pathname;
const home = mkdtempSync(join(tmpdir(), 'jiaoying-backup-'));
afterAll(() => rmSync(home, { recursive: true }));

/** An incident at work: answers, a call for help, a note with line breaks, quotes and another script. */
async function fillWell(database: Database): Promise<void> {
  await database.asOwner(tinyCity);
  await database.asOwner(tinyRegisters);
  await aUser(database, 'dutyOfficer');
  const { callOutId } = await calledOut(database);
  const calls = await callStates(database, callOutId);
  const callOf = (personId: number) => calls.find((call) => call.personId === personId)!.id as CallId;
  const said = { receiptId: crypto.randomUUID(), kind: 'needHelp' as const, note: '堤坝"渗水"\n(要, 沙袋)\\ 𠮷' };
  await database.transaction(wholeServer, (tx) =>
    takeReceipts(tx, { now: at(20), doorbell: new Doorbell() }, [
      { callId: callOf(person.yangkouVillageLead), receipt: said, by: { personId: person.yangkouVillageLead } },
    ]),
  );
}

async function anEmpty(engine: Engine): Promise<{ database: Database; drop: () => Promise<void> }> {
  if (engine === 'postgres') {
    const { url, drop } = await emptyDatabase();
    const database = openDatabase('postgres', { connectionString: url, max: 2 });
    return { database, drop: () => database.close().then(drop) };
  }
  const folder = mkdtempSync(join(home, 'database-'));
  const database = await openEmbedded(folder, (error) => {
    throw error;
  });
  return { database, drop: () => database.close() };
}

async function feetOf(path: string): Promise<TableFoot[]> {
  const feet: TableFoot[] = [];
  await readBackup(path, { foot: (foot) => void feet.push(foot) });
  return feet;
}

onBothDatabases('a backup', (database) => {
  const path = join(home, `${crypto.randomUUID()}.backup`);
  beforeAll(async () => {
    await fillWell(database());
    await writeBackup(database(), path, new Date(noon));
  });

  it('is for its owner alone, whole, and leaves no half file behind', async () => {
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const head = await readBackup(path);
    expect(head).toMatchObject({ engine: database().kind, takenAt: new Date(noon).toISOString() });
    expect(head.tables.map(({ name }) => name)).not.toContain('session');
    expect(readdirSync(home).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('never overwrites a file', async () => {
    await expect(writeBackup(database(), path, new Date(noon))).rejects.toThrow(BackupRefused);
  });

  it.each(['postgres', 'embedded'] as const)('comes back in an empty database on %s, every row as it was', async (engine) => {
    const target = await anEmpty(engine);
    const rows = await restoreBackup(target.database, path, migrations);
    const feet = await feetOf(path);
    expect(rows).toBe(feet.reduce((sum, foot) => sum + foot.rows, 0));
    expect(feet.filter((foot) => foot.rows > 0).length).toBeGreaterThan(25);
    const again = join(home, `${crypto.randomUUID()}.backup`);
    await writeBackup(target.database, again, new Date(noon));
    expect(await feetOf(again)).toEqual(feet);
    // What is added afterwards gets a number of its own.
    await aUser(target.database, 'viewer', code.haimen);
    await calledOut(target.database, { level: 'orange' });
    await expect(restoreBackup(target.database, path, migrations)).rejects.toThrow('holds a city already');
    await target.drop();
  });
});

describe('a file that is not what was written', () => {
  let target: Awaited<ReturnType<typeof anEmpty>>;
  let bytes: Buffer;
  let lines: unknown[];
  beforeAll(async () => {
    target = await anEmpty('postgres');
    await migrate(target.database.pool, migrations);
    await fillWell(target.database);
    const path = join(home, 'good.backup');
    await writeBackup(target.database, path, new Date(noon));
    await target.drop();
    bytes = readFileSync(path);
    lines = gunzipSync(bytes)
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    target = await anEmpty('postgres');
  });
  afterAll(() => target.drop());

  async function restored(content: Buffer): Promise<unknown> {
    const path = join(home, `${crypto.randomUUID()}.bad`);
    writeFileSync(path, content);
    return restoreBackup(target.database, path, migrations);
  }
  const packed = (of: unknown[]) => gzipSync(of.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const untouched = async () =>
    expect(
      await target.database.asOwner((tx) =>
        tx.query(`select from pg_tables where schemaname = 'public' and tablename <> 'spatial_ref_sys'`),
      ),
    ).toEqual([]);

  it('is refused wherever it was cut, and nothing was begun', async () => {
    for (const share of [0, 0.01, 0.3, 0.7, 0.99]) {
      await expect(restored(bytes.subarray(0, Math.floor(bytes.length * share))), String(share)).rejects.toThrow(BackupDamaged);
    }
    for (const left of [1, 2, 40, lines.length - 1]) {
      await expect(restored(packed(lines.slice(0, lines.length - left))), String(left)).rejects.toThrow(/cut off/);
    }
    await untouched();
  });

  it('is refused where one byte differs, a row is missing, added or moved to another table', async () => {
    const flipped = Buffer.from(bytes);
    flipped[Math.floor(bytes.length / 2)]! ^= 4;
    await expect(restored(flipped)).rejects.toThrow(BackupDamaged);
    const row = lines.findIndex((line) => typeof line === 'string');
    await expect(restored(packed(lines.toSpliced(row, 1)))).rejects.toThrow(/is not what was backed up/);
    await expect(restored(packed(lines.toSpliced(row, 0, lines[row])))).rejects.toThrow(/is not what was backed up/);
    await expect(restored(packed([...lines, 'more']))).rejects.toThrow(/follows the end/);
    await untouched();
  });

  it('is refused when it is something else', async () => {
    for (const content of [Buffer.from('drop table incident;'), gzipSync('{}\n'), gzipSync('[\n'), gzipSync('"row"\n')]) {
      await expect(restored(content)).rejects.toThrow(BackupDamaged);
    }
    await expect(restoreBackup(target.database, join(home, 'nowhere'), migrations)).rejects.toThrow('There is no such file.');
    await untouched();
  });

  it('does not fill the memory with one endless line', async () => {
    await expect(restored(gzipSync(Buffer.alloc(120 * 1024 * 1024, 'a')))).rejects.toThrow(/longer than any/);
  });

  it('is refused when another release made it, or when it names tables of its own', async () => {
    const [head, ...rest] = lines as [BackupHead, ...unknown[]];
    const other = { ...head, migrations: head.migrations.with(3, { ...head.migrations[3]!, sha256: '0'.repeat(64) }) };
    await expect(restored(packed([other, ...rest]))).rejects.toThrow(/made by another release: its migration 0004/);
    const ahead = { ...head, migrations: [...head.migrations, { name: '9999_next', sha256: '0'.repeat(64) }] };
    await expect(restored(packed([ahead, ...rest]))).rejects.toThrow(/9999_next/);
    await untouched();
    const named = lines.map((line) => JSON.parse(JSON.stringify(line).replaceAll('"audit"', '"pg_authid"')) as unknown);
    await expect(restored(packed(named))).rejects.toThrow('The tables of the backup are not those that its migrations make.');
  });

  it('leaves an empty database when its rows contradict each other, though their digests are right', async () => {
    const forged = forgedCall(lines);
    await expect(restored(packed(forged))).rejects.toThrow(/foreign key/);
    const left = await target.database.asOwner((tx) => tx.query(`select from area union all select from call`));
    expect(left).toEqual([]);
    expect(await restored(bytes)).toBeGreaterThan(50);
  });
});

/** The calls are of nobody: the table of people is empty, and says so with a digest of its own. */
function forgedCall(lines: readonly unknown[]): unknown[] {
  const foot = lines.findIndex((line) => (line as Partial<TableFoot>).table === 'person');
  const rows = (lines[foot] as TableFoot).rows;
  return lines.toSpliced(foot - rows, rows + 1, new TableDigest().foot('person'));
}
