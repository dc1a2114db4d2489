import { describe, expect, it } from 'vitest';
import {
  backupHealth,
  failingSince,
  failureOf,
  fileNameAt,
  madeFrom,
  nextAfter,
  outdated,
  type BackupWatch,
} from '../../../server/backups/backups.rules.ts';

describe('the time of the next backup', () => {
  it.each([
    // 03:10 in Beijing is 19:10 of the day before in UTC.
    ['2026-11-30T10:00:00Z', '03:10', '2026-11-30T19:10:00.000Z'],
    ['2026-11-30T19:09:59Z', '03:10', '2026-11-30T19:10:00.000Z'],
    ['2026-11-30T19:10:00Z', '03:10', '2026-12-01T19:10:00.000Z'],
    ['2026-12-31T15:59:00Z', '00:00', '2026-12-31T16:00:00.000Z'],
    ['2026-12-31T16:00:00Z', '23:59', '2027-01-01T15:59:00.000Z'],
  ])('is, after %s, at %s: %s', (now, timeOfDay, next) => {
    expect(nextAfter(new Date(now), timeOfDay).toISOString()).toBe(next);
  });
});

describe('the files in the folder', () => {
  const made = ['2026-11-28', '2026-11-29', '2026-11-30'].map((day) => fileNameAt(new Date(`${day}T19:10:07Z`)));

  it('are named by the time in Beijing, so that they sort as they were made', () => {
    expect(made).toEqual(['jiaoying-20261129-031007.backup', 'jiaoying-20261130-031007.backup', 'jiaoying-20261201-031007.backup']);
  });

  it('go when there are more than are kept, the oldest first, and never what somebody else has put there', () => {
    const others = ['before-the-upgrade.backup', 'jiaoying-2026.backup', 'notes.txt', 'jiaoying-20200101-000000.backup.gpg'];
    expect(outdated([...made.toReversed(), ...others], 2)).toEqual([made[0]]);
    expect(outdated([...made, ...others], 3)).toEqual([]);
    expect(outdated(others, 1)).toEqual([]);
  });

  it('go when they were given up half way', () => {
    expect(outdated([`${made[1]!}.part`, made[2]!, 'other.backup.part'], 3)).toEqual([`${made[1]!}.part`]);
  });
});

describe('what the program says', () => {
  it('counts only where the file was read back', () => {
    const said = 'The server went on after 84 ms.\n/b/jiaoying.backup: 90211 rows, 5123456 bytes, read back and as it should be\n';
    expect(madeFrom(said)).toEqual({ rows: 90_211, bytes: 5_123_456, stoodMilliseconds: 84 });
    expect(madeFrom('/b/x: 1 rows, 2 bytes, read back and as it should be')).toMatchObject({ stoodMilliseconds: null });
    expect(madeFrom('The server went on after 84 ms.\n')).toBeNull();
  });

  it.each([
    ["Error: EACCES: permission denied, mkdir '/b'", 'folder'],
    ['Error: ENOSPC: no space left on device, write', 'room'],
    ['No backup was made. The table call is not what was backed up.', 'damaged'],
    ['No backup was made. The server of this folder is not ready yet.', 'program'],
    ['', 'program'],
  ])('is a failure that somebody can see to: %s', (said, failure) => {
    expect(failureOf(said)).toBe(failure);
  });
});

describe('how the backups stand', () => {
  const due = new Date('2026-11-30T19:10:00Z');
  const watch: BackupWatch = {
    ...{ nextAt: due, madeAt: new Date('2026-11-29T19:10:00Z'), file: 'f', rows: 1, bytes: 2, stoodMilliseconds: null },
    ...{ failedAt: null, failure: null },
  };
  const at = (time: string, about: Partial<BackupWatch> = {}) => backupHealth({ ...watch, ...about }, new Date(time));

  it('is off where no server makes any, which nobody is warned of', () => {
    const off = backupHealth(undefined, due);
    expect([off.state, failingSince(off)]).toEqual(['off', null]);
  });

  it('is well until one that was due is two hours overdue', () => {
    expect([at('2026-11-30T21:10:00Z').state, failingSince(at('2026-11-30T21:10:00Z'))]).toEqual(['ok', null]);
    expect([at('2026-11-30T21:10:01Z').state, failingSince(at('2026-11-30T21:10:01Z'))]).toEqual(['late', due.toISOString()]);
  });

  it('fails since the first failure', () => {
    const failed = at('2026-11-30T19:20:00Z', { failure: 'room', failedAt: due });
    expect([failed.state, failingSince(failed), failed.madeAt]).toEqual(['failing', due.toISOString(), '2026-11-29T19:10:00.000Z']);
  });
});
