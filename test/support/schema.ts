import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { serverBinaries } from './cluster.ts';

/** The file that shows a reviewer what all migrations add up to. */
export const schemaFile = join(import.meta.dirname, '../../migrations/schema.sql');

const opening = '-- What the migrations add up to, dumped from a fresh database by `npm run db:dump`. Read it, never edit it.\n';

/** The schema of the database at `url` as SQL, without what differs from one dump or server version to the next. */
export function dumpedSchema(url: string): string {
  const bin = serverBinaries();
  if (!bin) throw new Error('No pg_dump found');
  const dump = execFileSync(join(bin, 'pg_dump'), ['--schema-only', '--no-owner', '--exclude-table=migration', '--dbname', url], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines = dump.split('\n').filter((line) => !/^(--|SET |SELECT pg_catalog\.set_config|\\(un)?restrict)/.test(line));
  return `${opening}${lines.join('\n').replace(/\n{3,}/g, '\n\n')}`.trimEnd() + '\n';
}
