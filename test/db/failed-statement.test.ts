import { expect, it } from 'vitest';
import type { Tx } from '../../server/kernel/db/db.ts';
import { onBothDatabases } from '../support/database.ts';

const failures = [
  [
    'that names what is not there',
    `insert into household (area_code, position, guardian_id, lead_id, shelter_id) values ($1, st_point(121, 32, 4326), 1, 1, 1)`,
  ],
  ['that breaks a rule of its table', `insert into area (code, level, name_zh, name_en, initials) values ($1, 'moon', '', '', '')`],
  ['that is no SQL', `selec $1`],
  ['that is given what it cannot read', `select $1::text::int`],
] as const;

onBothDatabases('a failed statement', (database) => {
  const numbered = async (number: number) =>
    (await database().asOwner((tx) => tx.one<{ number: number }>(`select $1::int as number`, [number])))?.number;

  it.each(failures)('%s leaves everyone after it their own answers', async (_which, sql) => {
    await expect(database().asOwner((tx) => tx.query(sql, ['320623101000']))).rejects.toThrow();
    expect(await Promise.all([1, 2, 3, 4].map(numbered))).toEqual([1, 2, 3, 4]);
  });

  it('takes nothing else of its transaction into the tables', async () => {
    await expect(database().asOwner(halfDone)).rejects.toThrow();
    expect(await database().asOwner((tx) => tx.query(`select code from area where code = '320600000000'`))).toEqual([]);
  });
});

async function halfDone(tx: Tx): Promise<void> {
  await tx.query(`insert into area (code, level, name_zh, name_en, initials) values ($1, 'city', '', '', '')`, ['320600000000']);
  await tx.query(`select $1::text::int`, ['x']);
}
