import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { backUpWhenDue, backups, planBackups, type BackupParts } from '../../server/backups/backups.commands.ts';
import { backupStorage } from '../../server/kernel/backup/backup-storage.ts';
import { readBackup } from '../../server/kernel/backup/backup-file.ts';
import { writeBackup } from '../../server/kernel/backup/backup.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { serverHealth } from '../../server/watchdog/watch.commands.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { tinyCity } from '../support/tiny-city.ts';

onBothDatabases('a backup each day', (database) => {
  let folder: string;
  let clock: FakeClock;
  beforeAll(() => database().asOwner(tinyCity));
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'jiaoying-backups-'));
    clock = new FakeClock('2026-11-30T10:00:00Z');
    await database().asOwner((tx) => tx.query('delete from backup_watch'));
    await planBackups({ database: database(), clock, host: 'a' }, '03:10');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const parts = (about: Partial<BackupParts> = {}): BackupParts => ({
    ...{ database: database(), clock, host: 'a', schedule: { storage: backupStorage(folder), timeOfDay: '03:10', keep: 2 } },
    write: async (path) => {
      const { rows, bytes } = await writeBackup(database(), path, clock.now());
      return { ok: true, said: `${path}: ${rows} rows, ${bytes} bytes, read back and as it should be` };
    },
    ...about,
  });
  const health = () => database().transaction(wholeServer, (tx) => backups(tx, clock.now()));
  const raised = async () => (await database().transaction(wholeServer, (tx) => serverHealth(tx, clock.now()))).backupFailingSince;
  const nextNight = () => clock.set(new Date(Date.parse('2026-11-30T19:10:05Z')));

  it('is made at its time and not before, can be read back, and says so', async () => {
    expect(await backUpWhenDue(parts())).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
    nextNight();
    expect(await backUpWhenDue(parts())).toBeNull();
    expect(readdirSync(folder)).toEqual(['jiaoying-20261201-031005.backup']);
    const { tables } = await readBackup(join(folder, 'jiaoying-20261201-031005.backup'));
    expect(tables.map(({ name }) => name)).toContain('backup_watch');
    const made = { state: 'ok', madeAt: '2026-11-30T19:10:05.000Z', nextAt: '2026-12-01T19:10:00.000Z', failure: null };
    expect(await health()).toMatchObject(made);
    expect((await health()).rows).toBeGreaterThan(50);
    expect(await backUpWhenDue(parts())).toBeNull();
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('takes the oldest of its own away, once the next one is there', async () => {
    for (const file of ['jiaoying-20261128-031000.backup', 'jiaoying-20261129-031000.backup', 'mine.backup'])
      writeFileSync(join(folder, file), '');
    nextNight();
    expect(await backUpWhenDue(parts({ write: () => Promise.resolve({ ok: false, said: 'ENOSPC' }) }))).toBe('ENOSPC');
    expect(readdirSync(folder)).toHaveLength(3);
    clock.forward({ minutes: 31 });
    await backUpWhenDue(parts());
    expect(readdirSync(folder).sort()).toEqual(['jiaoying-20261129-031000.backup', 'jiaoying-20261201-034105.backup', 'mine.backup']);
  });

  it('is raised on every screen when it fails, since the first time, is tried again, and falls silent when one succeeds', async () => {
    nextNight();
    const failing = parts({
      write: () => Promise.resolve({ ok: false, said: 'No backup was made. The table call is not what was backed up.' }),
    });
    expect(await raised()).toBeNull();
    await backUpWhenDue(failing);
    expect(await raised()).toBe('2026-11-30T19:10:05.000Z');
    clock.forward({ minutes: 31 });
    await backUpWhenDue(failing);
    expect(await health()).toMatchObject({ state: 'failing', failure: 'damaged', failingSince: '2026-11-30T19:10:05.000Z', madeAt: null });
    clock.forward({ minutes: 31 });
    await backUpWhenDue(parts());
    expect([await raised(), (await health()).state]).toEqual([null, 'ok']);
  });

  it('fails by name where its folder cannot be made', async () => {
    nextNight();
    writeFileSync(join(folder, 'file'), '');
    await backUpWhenDue(parts({ schedule: { storage: backupStorage(join(folder, 'file', 'in-it')), timeOfDay: '03:10', keep: 2 } }));
    expect(await health()).toMatchObject({ state: 'failing', failure: 'folder' });
  });

  it('is made at the next start where no server ran at its time, and ends where the setting does', async () => {
    clock.set('2026-12-01T02:00:00Z');
    await planBackups({ database: database(), clock, host: 'a' }, '03:10');
    expect(await raised()).toBe('2026-11-30T19:10:00.000Z');
    await backUpWhenDue(parts());
    expect(await health()).toMatchObject({ state: 'ok', nextAt: '2026-12-01T19:10:00.000Z' });
    await planBackups({ database: database(), clock, host: 'another' }, null);
    expect((await health()).state).toBe('ok');
    await planBackups({ database: database(), clock, host: 'a' }, null);
    expect((await health()).state).toBe('off');
  });
});
