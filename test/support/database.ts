import { createHash, randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe } from 'vitest';
import { fillCity } from '../../server/fill.ts';
import { DataKey } from '../../server/kernel/sealing/data-key.ts';
import { sealDatabase } from '../../server/kernel/db/data-key-check.ts';
import { DataSeal } from '../../server/kernel/sealing/data-seal.ts';
import { openDatabase, type Database } from '../../server/kernel/db/db.ts';
import { openEmbedded } from '../../server/kernel/db/embedded.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { migrate } from '../../server/kernel/db/migrate.ts';
import { readSettings } from '../../server/settings.ts';
import { noon } from './builders.ts';

export type Engine = Database['kind'];

interface Wanted {
  engine?: Engine;
  /** Starts with the whole default city in it instead of empty tables. */
  city?: boolean;
}

/**
 * Gives the test file (or the `describe` it is called in) a migrated database of its own, and takes it away afterwards.
 *
 * @returns how to get at it inside a test
 */
export function withDatabase(wanted: Wanted = {}): () => Database {
  let open: { database: Database; drop: () => Promise<void> } | undefined;
  beforeAll(async () => {
    open = wanted.engine === 'embedded' ? await cloneEmbedded(wanted.city ?? false) : await clonePostgres(wanted.city ?? false);
  }, 180_000);
  afterAll(async () => {
    await open?.database.close();
    await open?.drop();
  });
  return () => {
    if (!open) throw new Error('The database is there only inside tests and hooks');
    return open.database;
  };
}

/** Under which the databases of these tests are sealed: none unless `TEST_DATA_KEY` is set, in hex. */
function testSeal(): DataSeal {
  const key = process.env.TEST_DATA_KEY;
  return key === undefined ? DataSeal.none : new DataSeal(new DataKey(Buffer.from(key, 'hex')));
}

/** Runs the same suite on PostgreSQL and on the embedded database; under a data key on PostgreSQL alone. */
export function onBothDatabases(name: string, suite: (database: () => Database) => void, wanted: Omit<Wanted, 'engine'> = {}): void {
  const engines: Engine[] = testSeal().key ? ['postgres'] : ['postgres', 'embedded'];
  describe.each(engines)(`${name} on %s`, (engine) => suite(withDatabase({ ...wanted, engine })));
}

/** The URL of a new database with the schema (and the city) in it; `drop` removes it. */
export async function cloneDatabase(city: boolean): Promise<{ url: string; drop: () => Promise<void> }> {
  return newDatabase(await postgresTemplate(city));
}

/** The URL of a new database without anything of ours. */
export function emptyDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  return newDatabase('template1');
}

/** A copy of a database that nobody uses now. @returns how to put it in the place of that one, which nobody may use then either */
export async function copyOf(url: string): Promise<() => Promise<void>> {
  const name = new URL(url).pathname.slice(1);
  await maintenance((client) => client.query(`create database ${name}_copy template ${name}`));
  return () =>
    maintenance(async (client) => {
      await client.query(`drop database ${name} with (force)`);
      await client.query(`alter database ${name}_copy rename to ${name}`);
    });
}

async function newDatabase(template: string) {
  const name = `jy_test_${randomBytes(8).toString('hex')}`;
  await maintenance((client) => client.query(`create database ${name} template ${template}`));
  return { url: urlOf(name), drop: () => maintenance((client) => client.query(`drop database ${name} with (force)`)) };
}

async function clonePostgres(city: boolean) {
  const { url, drop } = await cloneDatabase(city);
  const seal = testSeal();
  const database = openDatabase('postgres', { connectionString: url, max: 8 }, { seal });
  await sealDatabase(database, seal, { now: new Date(noon), say: () => undefined });
  return { database, drop };
}

async function cloneEmbedded(city: boolean) {
  await holdEngineCode();
  const folder = await cloneDataFolder(city);
  const database = await openEmbedded(join(folder, 'database'), endTest);
  return { database, drop: () => rm(folder, { recursive: true, force: true }) };
}

/**
 * The template's name carries a hash of everything that made it, so a changed migration makes a new one. Workers that want the same one at
 * the same time take turns; the rename at the end is what makes it exist. The city grows in a copy of the empty one.
 */
async function postgresTemplate(city: boolean): Promise<string> {
  const name = `jy_template_${fingerprint(city)}`;
  const base = city ? await postgresTemplate(false) : 'template1';
  await once(name, {
    isThere: async (client) => (await client.query(`select from pg_database where datname = $1`, [name])).rowCount === 1,
    async make(client) {
      await client.query(`drop database if exists ${name}_making with (force)`);
      await client.query(`create database ${name}_making template ${base}`);
      await fill(openDatabase('postgres', { connectionString: urlOf(`${name}_making`), max: 2 }), city);
      await client.query(`alter database ${name}_making rename to ${name}`);
    },
  });
  return name;
}

interface Template {
  isThere: (client: pg.Client) => boolean | Promise<boolean>;
  make: (client: pg.Client) => Promise<unknown>;
}

/** The lock is PostgreSQL's, which every run has; who finds the template made waits for nobody. */
function once(name: string, { isThere, make }: Template): Promise<void> {
  return maintenance(async (client) => {
    if (await isThere(client)) return;
    await client.query(`select pg_advisory_lock(hashtextextended($1, 0))`, [name]);
    if (!(await isThere(client))) await make(client);
  });
}

/** A data folder of a server, with the template in it. */
export async function cloneDataFolder(city: boolean): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'jiaoying-data-'));
  cpSync(await embeddedTemplate(city), join(folder, 'database'), { recursive: true });
  return folder;
}

/** A folder to copy; made once, by whoever comes first. */
async function embeddedTemplate(city: boolean): Promise<string> {
  const folder = join(tmpdir(), `jiaoying-embedded-template-${fingerprint(city)}`);
  const base = city ? await embeddedTemplate(false) : null;
  await once(folder, {
    isThere: () => existsSync(folder),
    async make() {
      const making = `${folder}-making`;
      rmSync(making, { recursive: true, force: true });
      if (base) cpSync(base, making, { recursive: true });
      else mkdirSync(making);
      await fill(await openEmbedded(making, endTest), city);
      renameSync(making, folder);
    },
  });
  return folder;
}

const engineCode = fileURLToPath(new URL('pglite.wasm', import.meta.resolve('@electric-sql/pglite')));
let heldCode: Promise<WebAssembly.Module> | undefined;

/**
 * V8 shares the machine code of a module between the threads of a process, also what it has optimised since, as long as one of them holds
 * it. The thread of a database ends with it, so that the engine would be compiled and optimised anew for each test file.
 */
function holdEngineCode(): Promise<WebAssembly.Module> {
  heldCode ??= readFile(engineCode).then((bytes) => WebAssembly.compile(bytes));
  return heldCode;
}

function endTest(error: Error): never {
  throw error;
}

async function fill(database: Database, city: boolean): Promise<void> {
  try {
    await migrate(database.pool, migrations);
    if (city) await fillDefaultCity(database);
  } finally {
    await database.close();
  }
}

/** As the first start of a server does it. */
async function fillDefaultCity(database: Database): Promise<void> {
  const ctx = { now: new Date(noon), doorbell: new Doorbell() };
  const settings = readSettings({ DATABASE_URL: serverUrl(), NODE_ENV: 'test' });
  await fillCity(database, ctx, { settings, say: () => undefined });
}

const root = new URL('../../', import.meta.url).pathname;
const migrations = join(root, 'migrations');

function fingerprint(city: boolean): string {
  const hash = createHash('sha256');
  const folders = city ? [migrations, join(root, 'geodata/seed'), join(root, 'geodata/feeds')] : [migrations];
  for (const folder of folders) {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile() && entry.name !== 'schema.sql',
    );
    const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
    for (const path of paths) hash.update(path.slice(root.length)).update(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 16) + (city ? '_city' : '');
}

async function maintenance(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(serverUrl());
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(name: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return url.href;
}

function serverUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url) throw new Error('No test database server: run the tests by `npm test -- <files>`, or set TEST_DATABASE_URL');
  return url;
}
