import { join } from 'node:path';
import express from 'express';
import { openDatabase } from '../../server/kernel/db/db.ts';
import { openEmbedded } from '../../server/kernel/db/embedded.ts';

/**
 * What receipts are measured against: Express and one insert per request, without a session, a rule, a tally, a log or a fact.
 * Run as a process of its own, like the server; says where it listens.
 */
const { DATABASE_URL, JIAOYING_DATA } = process.env;
const database = DATABASE_URL
  ? openDatabase('postgres', { connectionString: DATABASE_URL, max: 10 })
  : await openEmbedded(join(JIAOYING_DATA!, 'bare'), (error) => {
      throw error;
    });
await database.pool.query(
  'create table if not exists bare_receipt (id uuid primary key, call_id uuid, kind text, at timestamptz default now())',
);

const app = express().use(express.json());
app.post('/receipts', async (req, res) => {
  const { receiptId, callId, kind } = req.body as Record<string, string>;
  await database.pool.query('insert into bare_receipt (id, call_id, kind) values ($1, $2, $3)', [receiptId, callId, kind]);
  res.json({ ok: true });
});
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(`ready: http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
});
