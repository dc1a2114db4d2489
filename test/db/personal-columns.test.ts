import { expect, it } from 'vitest';
import { copies, personalColumns, sealedTables } from '../../server/kernel/sealing/personal-columns.ts';
import { withDatabase } from '../support/database.ts';
import { sourcesIn, textOf } from '../house/source.ts';

/** How columns are called that may say who somebody is, how they are reached, or something about them. */
const telling =
  /name|phone|mobile|mail|address|contact|number|note|text|words|said|reason|purpose|secret|token|content|sender|comment|hash|image|sess/;

/** Columns with such names that stay in the clear, by why. */
const inClear: Record<string, readonly string[]> = {
  'of places and things': [
    ...['area', 'enterprise', 'shelter', 'station', 'supply_point', 'team', 'typhoon'].flatMap((table) => [
      `${table}.name_zh`,
      `${table}.name_en`,
    ]),
    'incident.name',
    'migration.name',
    'migration_hash.name',
    'server_secret.name',
  ],
  'of users, who are named on every screen that says what they did': [
    'app_user.username',
    'app_user.display_name',
    'audit.username',
    'known_door.username',
    'lockout.username',
  ],
  'of machines: where a sign-in came from': ['audit.address', 'lockout.address'],
  'what a warning says to everybody, and who issued it': ['warning.sender', 'warning.sender_name', 'warning.notes'],
  'what people are told to do, which goes to everybody who is called': ['notice.words'],
  'why officers decided something, which is about no person and stands on every screen': [
    'call_out.close_reason',
    'call_out.override_reason',
    'ending.reason',
    'incident.reopen_reason',
  ],
  'of the trail itself: whoever examines a machine reads it without the key': ['audit.purpose'],
  'words of our own': ['attempt.purpose', 'dead_end.reason', 'door_check.reason'],
  'of who is signed in: gone with the session, and worth nothing without the secret that signs it': ['session.sess'],
  'pictures of places, without what a camera writes into them': ['photo.image'],
  'codes of a gateway, never more than 40 characters': ['stray_report.said'],
  'by what sealed rows are found: a keyed digest where there is a key': [
    'contact.number_key',
    'contact.address_key',
    'reply_part.address_key',
    'reply_part.content_key',
  ],
  'hashes and ciphertext by themselves': [
    'app_user.password_hash',
    'audit_link.hash',
    'change_log.hash',
    'ending.sealed_hash',
    'incident.head_hash',
    'second_factor.sealed_secret',
  ],
};

const database = withDatabase();

it('holds every column whose name tells that it may be personal: sealed, or in the clear for a reason', async () => {
  const columns = await database().asOwner((tx) =>
    tx.query<{ column: string }>(
      `select table_name || '.' || column_name as column from information_schema.columns join information_schema.tables using (table_schema, table_name)
       where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'spatial_ref_sys'
         and data_type in ('text', 'character varying', 'json', 'jsonb', 'bytea', 'ARRAY') order by 1`,
    ),
  );
  const sealed = [...Object.keys(personalColumns), ...Object.keys(copies)];
  const listed = [...sealed, ...Object.values(inClear).flat()];
  const suspect = columns.map(({ column }) => column).filter((column) => telling.test(column.split('.')[1]!));
  expect(suspect.filter((column) => !listed.includes(column))).toEqual([]);
  const known = columns.map(({ column }) => column);
  expect(
    Object.values(inClear)
      .flat()
      .filter((column) => !known.includes(column)),
  ).toEqual([]);
  expect(Object.keys(personalColumns).filter((column) => !known.includes(column))).toEqual([]);
});

it('says of each sealed column by what its rows are told apart', async () => {
  const ofTables = sealedTables.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column}`));
  expect(ofTables.toSorted()).toEqual([...Object.keys(personalColumns), 'attempt.former_address'].toSorted());
  const keys = await database().asOwner((tx) =>
    tx.query<{ name: string; columns: string[] }>(
      `select i.indrelid::regclass::text as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey) where i.indisprimary group by 1`,
    ),
  );
  for (const { name, key } of sealedTables) {
    expect(keys.find((one) => one.name === name)?.columns, name).toEqual(key.map(([column]) => column));
  }
});

it('is sealed by whatever writes it', () => {
  const written = sourcesIn('server').map(textOf).join('\n');
  expect(Object.keys(personalColumns).filter((column) => !/^person[.]/.test(column) && !written.includes(`seal('${column}'`))).toEqual([]);
  // Nobody adds people or renames them but the seed, before anything is sealed.
  expect(written).not.toMatch(/insert into person\b|update person\b/);
});
