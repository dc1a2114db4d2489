import { beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, wholeServer, type Scope, type Tx } from '../../server/kernel/db/db.ts';
import { onBothDatabases } from '../support/database.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

/** Areas are public to everyone who is signed in: they are the map. */
const publicTables = ['area'];

onBothDatabases('row-level security', (database) => {
  beforeAll(() => database().asOwner(tinyCity));

  const under = <T>(scope: Scope, work: (tx: Tx) => Promise<T>) => database().transaction(scope, work);
  const peopleSeen = (scope: Scope) =>
    under(scope, async (tx) => (await tx.query<{ id: number }>('select id from person order by id')).map(({ id }) => id));

  it('guards every table that says where its rows belong', async () => {
    const open = await database().asOwner((tx) =>
      tx.query<{ table: string }>(
        `select c.relname as "table" from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'area_code'
         where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and not c.relrowsecurity and c.relname <> 'app_user' order by 1`,
      ),
    );
    expect(open.map(({ table }) => table).filter((table) => !publicTables.includes(table))).toEqual([]);
  });

  it('shows a county its own people and nobody of another', async () => {
    const seen = await peopleSeen({ area: '320623' });
    expect(seen).toContain(person.yangkouDesk);
    expect(seen).not.toContain(person.sanchangDesk);
    expect(seen).not.toContain(person.cityDesk);
  });

  it('shows a township only itself', async () => {
    expect(await peopleSeen({ area: '320623108' })).toEqual([person.fengliDesk]);
  });

  it('shows everyone to the city and to the server itself', async () => {
    expect(await peopleSeen({ area: '3206' })).toEqual(await peopleSeen(wholeServer));
  });

  it('shows nothing to a transaction that never said who asks', async () => {
    const seen = await database().asOwner(async (tx) => {
      await tx.query('set local role jiaoying_app');
      return tx.query('select id from person');
    });
    expect(seen).toEqual([]);
  });

  it('gives names and addresses only to the role that reveals', async () => {
    const ask = (tx: Tx) => tx.one<{ name: string }>('select name from person where id = $1', [person.yangkouDesk]);
    await expect(under({ area: '320623' }, ask)).rejects.toThrow('permission denied');
    await expect(under({ area: '320623' }, (tx) => tx.query('select address from contact'))).rejects.toThrow('permission denied');
    expect(await under({ area: '320623', personal: true }, ask)).toEqual({ name: '测试0100' });
    expect(await under({ area: '320614', personal: true }, ask)).toBeUndefined();
  });

  it('lets nobody write a row into another area', async () => {
    const write = under({ area: '320623' }, (tx) =>
      tx.query(
        `insert into incident (id, name, kind, mode, area_code, opened_at) values (gen_random_uuid(), 'x', 'x', 'actual', $1, now())`,
        [code.haimen],
      ),
    );
    await expect(write).rejects.toThrow('row-level security');
  });

  it('keeps users, sessions and secrets from every request', async () => {
    for (const table of ['app_user', 'session', 'server_secret']) {
      await expect(under(wholeServer, (tx) => tx.query(`select * from ${table}`))).rejects.toThrow('permission denied');
    }
  });
});

describe('a scope', () => {
  it.each(["320623'; drop table person; --", '', '3', 'abc', '%'])('that is not a code prefix (%j) is a bug, not a query', async (area) => {
    const database = openDatabase('postgres', { connectionString: process.env.TEST_DATABASE_URL!, max: 1 });
    await expect(database.transaction({ area }, () => Promise.resolve())).rejects.toThrow('Unexpected scope');
    await database.close();
  });
});
