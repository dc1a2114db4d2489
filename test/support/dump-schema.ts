import { writeFileSync } from 'node:fs';
import { startCluster } from './cluster.ts';
import { cloneDatabase } from './database.ts';
import { dumpedSchema, schemaFile } from './schema.ts';

/** `npm run db:dump`: writes migrations/schema.sql anew, from a fresh database of a throw-away server. */
const cluster = await startCluster();
process.env.TEST_DATABASE_URL = cluster.url;
try {
  const { url } = await cloneDatabase(false);
  writeFileSync(schemaFile, dumpedSchema(url));
} finally {
  await cluster.stop();
}
