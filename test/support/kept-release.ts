import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import { emptyDatabase } from './database.ts';

const folder = join(import.meta.dirname, 'releases');

/** The releases whose data is kept, by the number of their last migration. */
export const keptReleases = readdirSync(folder).map((name) => name.slice(0, 4));

/** A database of PostgreSQL as that release left it. */
export async function databaseOfRelease(release: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const made = await emptyDatabase();
  const client = new pg.Client(made.url);
  await client.connect();
  try {
    for (const role of ['jiaoying_app', 'jiaoying_personal']) {
      await client.query(`do $$ begin create role ${role} nologin; exception when duplicate_object or unique_violation then null; end $$`);
    }
    await client.query(gunzipSync(readFileSync(join(folder, `${release}.sql.gz`))).toString());
  } finally {
    await client.end();
  }
  return made;
}
