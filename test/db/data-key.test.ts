import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { secretNamed } from '../../server/identity/secrets.store.ts';
import { DataKeyRefused, refuseOtherKey, sealDatabase } from '../../server/kernel/db/data-key-check.ts';
import { writeBackup } from '../../server/kernel/backup/backup.ts';
import { restoreBackup } from '../../server/kernel/backup/restore.ts';
import { DataSeal } from '../../server/kernel/sealing/data-seal.ts';
import { openDatabase, wholeServer, type Database, type Row, type Tx } from '../../server/kernel/db/db.ts';
import { maskedMail, maskedName, maskedNumber } from '../../server/kernel/security/masked.ts';
import { sealedTables } from '../../server/kernel/sealing/personal-columns.ts';
import { personById, personInTheClear } from '../../server/people/people.store.ts';
import { insertLeave } from '../../server/duty/leaves.store.ts';
import { sendersOf } from '../../server/channels/deliveries.store.ts';
import { noon } from '../support/builders.ts';
import { emptyDatabase, onBothDatabases, withDatabase } from '../support/database.ts';
import { dataKey } from '../support/data-keys.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

const none = DataSeal.none;
const first = new DataSeal(dataKey('first'));
const second = new DataSeal(dataKey('second'));
const secondAfterFirst = new DataSeal(dataKey('second'), dataKey('first'));
const personal = { ...wholeServer, personal: true };
const phone = '10000000100';
const migrations = fileURLToPath(new URL('../../migrations', import.meta.url));

onBothDatabases('a data key', (plain) => {
  const now = new Date(noon);
  const said: string[] = [];
  const unreadable: string[] = [];
  /** The same database for a server with that key: none of its own connections, since the embedded one has a single session. */
  const under = (seal: DataSeal): Database => {
    const { host, port, user, password, database } = plain().pool.options;
    const config = { host, port, user, password, database, connectionString: plain().pool.options.connectionString, max: 1 };
    return openDatabase(plain().kind, config, { seal, onUnreadable: (column) => unreadable.push(column) });
  };
  const asked = async <T>(seal: DataSeal, work: (database: Database) => Promise<T>): Promise<T> => {
    const database = under(seal);
    return work(database).finally(() => database.pool.end());
  };
  const started = (seal: DataSeal) =>
    asked(seal, async (database) => {
      said.length = 0;
      await refuseOtherKey(database, seal);
      await sealDatabase(database, seal, { now, say: (line) => said.push(line) });
    });
  const refused = (seal: DataSeal) =>
    started(seal).then(
      () => null,
      (error: unknown) => (error instanceof DataKeyRefused ? error.message : String(error)),
    );
  /** What lies in the columns, as somebody finds it who has the database alone. */
  const lying = () =>
    plain().asOwner(async (tx) => {
      const all: string[] = [];
      for (const { name, columns } of sealedTables) {
        for (const column of columns)
          all.push(...(await tx.query<{ v: string }>(`select ${column} as v from ${name} where ${column} <> ''`)).map(({ v }) => v));
      }
      return all;
    });
  const dump = () =>
    plain().asOwner((tx) => tx.query(`select c::text as contact, p::text as person from contact c join person p on p.id = c.person_id`));
  const revealed = (seal: DataSeal) =>
    asked(seal, (database) => database.transaction(personal, (tx) => personInTheClear(tx, person.yangkouDesk)));
  const name = '测试0100';

  let secret: Buffer;
  beforeAll(async () => {
    await plain().asOwner(tinyCity);
    await plain().asOwner(async (tx) => {
      secret = await secretNamed(tx, 'link-token');
      await tx.query(`update contact set dials = true where person_id = $1`, [person.yangkouDesk]);
      await tx.query(
        `insert into contact (person_id, ordinal, area_code, channel, address) values ($1, 2, $2, 'mail', 'wang@nantong.cn'), ($1, 3, $2, 'radio', '洋口一号')`,
        [person.yangkouDesk, code.yangkou],
      );
    });
    await plain().transaction(wholeServer, (tx) => leaveOf(tx, '住院，请找王伟'));
  }, 60_000);

  const leaveOf = (tx: Tx, reason: string) =>
    insertLeave(tx, code.yangkou, {
      personId: person.yangkouHead,
      startsAt: '2023-07-01T00:00:00Z',
      endsAt: '2023-07-02T00:00:00Z',
      reason,
    });

  it('masks as the database masks what is in the clear', async () => {
    const rows = await plain().asOwner((tx) =>
      tx.query<{
        name: string;
        maskedName: string;
        channel: string;
        address: string;
        maskedAddress: string;
        numberKey: string;
        addressKey: string;
      }>(
        `select p.name, p.masked_name as "maskedName", c.channel, c.address, c.masked_address as "maskedAddress", c.number_key as "numberKey", c.address_key as "addressKey"
         from contact c join person p on p.id = c.person_id`,
      ),
    );
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) {
      expect(row.maskedName).toBe(maskedName(row.name));
      expect(row.maskedAddress).toBe(row.channel === 'mail' ? maskedMail(row.address) : maskedNumber(row.address));
      expect([row.numberKey, row.addressKey]).toEqual([none.lookup('number', row.address), none.lookup('address', row.address)]);
    }
  });

  it('seals what was in the clear: nothing personal lies open any more, and every row says the same as before', async () => {
    const before = await lying();
    expect(before).toContain(phone);
    await started(first);
    expect(said.filter((line) => line.startsWith('sealed: ')).length).toBeGreaterThan(3);
    const after = await lying();
    expect(after.length).toBe(before.length);
    expect(after.filter((value) => !value.startsWith(`~jy1:${dataKey('first').id}:`))).toEqual([]);
    const bytes = JSON.stringify(await dump());
    for (const open of [name, '测**', phone, '100****0100', 'wang@nantong.cn', '洋口一号']) expect(bytes).not.toContain(open);
    expect(await revealed(first)).toMatchObject({
      name,
      contacts: [{ address: phone }, { address: 'wang@nantong.cn' }, { address: '洋口一号' }],
    });
    await asked(first, async (database) => {
      expect(await database.transaction(wholeServer, (tx) => personById(tx, person.yangkouDesk))).toMatchObject({
        maskedName: '测**',
        contacts: [{ maskedAddress: '100****0100' }, { maskedAddress: 'w****@nantong.cn' }, { maskedAddress: '洋口一****洋口一号' }],
      });
      expect(await database.transaction(personal, (tx) => sendersOf(tx, [phone, '13900000000']))).toEqual(
        new Map([[phone, { personId: person.yangkouDesk, areaCode: code.yangkou }]]),
      );
      expect(await database.asOwner((tx) => secretNamed(tx, 'link-token'))).toEqual(secret);
    });
    const dials = await plain().asOwner((tx) =>
      tx.one(`select dials from contact where person_id = $1 and ordinal = 1`, [person.yangkouDesk]),
    );
    expect(dials).toEqual({ dials: true });
  });

  it('is done once: the next start finds nothing to do', async () => {
    const before = await dump();
    await started(first);
    expect(said).toEqual([]);
    expect(await dump()).toEqual(before);
  });

  it('seals what is written from then on, and what somebody has put in past the server at the next start', async () => {
    await asked(first, (database) => database.transaction(wholeServer, (tx) => leaveOf(tx, '请假')));
    expect((await lying()).filter((value) => !value.startsWith('~jy1:'))).toEqual([]);
    await plain().asOwner((tx) => leaveOf(tx, '~jy1: 手写'));
    await started(first);
    expect(said).toEqual(['sealed: 1 rows of leave']);
    await asked(first, async (database) => {
      const reasons = await database.transaction(wholeServer, (tx) => tx.query<{ reason: string }>(`select reason from leave order by id`));
      expect(reasons.map(({ reason }) => reason)).toEqual(['住院，请找王伟', '请假', '~jy1: 手写']);
    });
  });

  describe('when it is not the right one', () => {
    it.each([
      ['missing', none, /sealed under the data key [0-9a-f]{8}: set JIAOYING_DATA_KEY/],
      ['another', second, /JIAOYING_DATA_KEY is the key [0-9a-f]{8}; this database was sealed under [0-9a-f]{8}/],
      ['another, beside a wrong old one', new DataSeal(dataKey('second'), dataKey('third')), /JIAOYING_DATA_KEY_OLD/],
    ])('is refused where it is %s, and nothing is changed', async (_, seal, sentence) => {
      const before = await dump();
      expect(await refused(seal)).toMatch(sentence);
      expect(await dump()).toEqual(before);
    });

    it('is refused where it only claims to be the right one', async () => {
      const check = await plain().asOwner((tx) => tx.one<{ v: string }>(`select check_value as v from data_key`));
      await plain().asOwner((tx) =>
        tx.query(`update data_key set check_value = $1`, [dataKey('second').values.seal('jiaoying', 'data_key.check_value')]),
      );
      expect(await refused(first)).toMatch(/Nothing was changed/);
      await plain().asOwner((tx) => tx.query(`update data_key set check_value = $1`, [check!.v]));
      expect(await refused(first)).toBeNull();
    });
  });

  describe('holds each value to its column and to who may read it', () => {
    const opened = <R extends Row>(scope: typeof personal | typeof wholeServer, sql: string) =>
      asked(first, (database) => database.transaction(scope, (tx) => tx.query<R>(sql)));
    const moved = async (sql: string, look: () => Promise<void>) => {
      await plain().asOwner(async (tx) => {
        await tx.query(`create table kept_leave as select * from leave`);
        await tx.query(sql, [person.yangkouDesk]);
      });
      await look().finally(() =>
        plain().asOwner(async (tx) => {
          await tx.query(`update leave set reason = kept.reason from kept_leave kept where kept.id = leave.id`);
          await tx.query(`drop table kept_leave`);
        }),
      );
    };

    it('does not show a number that was moved among words that everybody may read', async () => {
      await moved(`update leave set reason = (select address from contact where person_id = $1 and ordinal = 1)`, async () => {
        unreadable.length = 0;
        const rows = await opened(wholeServer, `select reason from leave`);
        expect(rows.every(({ reason }) => reason === '\ufffd')).toBe(true);
        expect(new Set(unreadable)).toEqual(new Set(['leave.reason']));
        expect(await opened(wholeServer, `select json_agg(json_build_object('r', reason)) as all from leave where id = 1`)).toEqual([
          { all: [{ r: '\ufffd' }] },
        ]);
        expect(await opened(wholeServer, `select array_agg(reason) as all from leave where id = 1`)).toEqual([{ all: ['\ufffd'] }]);
        expect(await opened(personal, `select reason from leave where id = 1`)).toEqual([{ reason: '\ufffd' }]);
      });
    });

    it('says of a value that was changed that it cannot be read, and goes on with the others', async () => {
      await moved(`update leave set reason = overlay(reason placing 'AAAA' from 40 for 4) where id = 1 and $1 > 0`, async () => {
        const rows = await opened(wholeServer, `select reason from leave order by id`);
        expect(rows.map(({ reason }) => reason)).toEqual(['\ufffd', '请假', '~jy1: 手写']);
      });
    });

    it('opens what SQL has put together for whoever may read it', async () => {
      const sql = `select json_build_object('deep', json_build_array(json_build_object('name', name), array[name])) as all, array[name, null] as list, coalesce(name, '') as one
         from person where id = ${person.yangkouDesk}`;
      expect(await opened(personal, sql)).toEqual([{ all: { deep: [{ name }, [name]] }, list: [name, null], one: name }]);
    });

    it('leaves the column of a number closed to the role that may not read it', async () => {
      await expect(opened(wholeServer, `select address from contact`)).rejects.toThrow(/permission denied/);
    });
  });

  describe('is changed for another', () => {
    it('goes on after it was killed between two tables, and needs both keys until it is done', async () => {
      await plain().asOwner((tx) => tx.query(`alter table leave rename to leave_away`));
      expect(await refused(secondAfterFirst)).toMatch(/relation "leave" does not exist/);
      await plain().asOwner((tx) => tx.query(`alter table leave_away rename to leave`));
      const ids = new Set((await lying()).map((value) => value.split(':')[1]));
      expect(ids).toEqual(new Set([dataKey('first').id, dataKey('second').id]));
      for (const half of [none, first, second]) expect(await refused(half)).toMatch(/Nothing was changed/);
      expect(await revealed(secondAfterFirst)).toMatchObject({ name });
    });

    it('reads the old one, writes the new one, and then needs that alone', async () => {
      await started(secondAfterFirst);
      expect(new Set((await lying()).map((value) => value.split(':')[1]))).toEqual(new Set([dataKey('second').id]));
      expect(await refused(first)).toMatch(/Nothing was changed/);
      expect(await refused(second)).toBeNull();
      expect(await revealed(second)).toMatchObject({ name, contacts: [{ address: phone }, {}, {}] });
      await asked(second, async (database) => {
        expect((await database.transaction(personal, (tx) => sendersOf(tx, [phone]))).get(phone)?.personId).toBe(person.yangkouDesk);
        expect(await database.asOwner((tx) => secretNamed(tx, 'link-token'))).toEqual(secret);
      });
    });
  });

  it('goes into a backup as it lies there, which comes back with the key alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'jiaoying-sealed-'));
    const { url, drop } = await emptyDatabase();
    const file = join(folder, 'evening.backup');
    try {
      await writeBackup(plain(), file, now);
      const bytes = gunzipSync(readFileSync(file)).toString();
      expect(bytes).toContain(`~jy1:${dataKey('second').id}:person.name:`);
      for (const open of [name, '测**', phone, '100****0100', 'wang@nantong.cn', '王伟', secret.toString('base64')])
        expect(bytes).not.toContain(open);
      const back = openDatabase('postgres', { connectionString: url, max: 1 }, { seal: second });
      try {
        await restoreBackup(back, file, migrations);
        await refuseOtherKey(back, second);
        await expect(refuseOtherKey(back, first)).rejects.toThrow(DataKeyRefused);
        expect(await back.transaction(personal, (tx) => personInTheClear(tx, person.yangkouDesk))).toMatchObject({ name });
      } finally {
        await back.close();
      }
    } finally {
      await drop();
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a database at which another server works', () => {
  const database = withDatabase();

  it('is not sealed: that one would go on writing in the clear', async () => {
    await database().asOwner(tinyCity);
    const { connectionString } = database().pool.options;
    const other = openDatabase('postgres', { connectionString, max: 1, application_name: 'jiaoying 1 other' });
    const own = openDatabase('postgres', { connectionString, max: 1, application_name: 'jiaoying 2 own' }, { seal: first });
    try {
      await other.asOwner((tx) => tx.query(`select 1`));
      const sealing = () => sealDatabase(own, first, { now: new Date(noon), say: () => undefined });
      await expect(sealing()).rejects.toThrow(/Another server is working on this database/);
      expect(await database().asOwner((tx) => tx.query(`select from data_key`))).toEqual([]);
      await other.close();
      await vi.waitFor(sealing, { timeout: 10_000 });
      expect(await database().asOwner((tx) => tx.query(`select from person where not is_sealed(name)`))).toEqual([]);
    } finally {
      await own.close();
    }
  });
});
