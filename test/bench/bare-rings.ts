import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import type { CallRing } from '#contract/socket.ts';
import { openDatabase } from '../../server/kernel/db/db.ts';

/**
 * What ringing is measured against: Socket.IO that writes one row for each ring, all in one statement, and then sends each page its own
 * bytes and takes its acknowledgement. Nothing is claimed, nobody is asked who they are, no answer is kept. A POST carries one ring, after
 * whose likeness each page's own is made. Run as a process of its own, like the server.
 */
const database = openDatabase('postgres', { connectionString: process.env.DATABASE_URL!, max: 10 });
await database.pool.query(
  'create table if not exists bare_ring (id bigint generated always as identity primary key, call_id uuid, sent_at timestamptz)',
);
const http = createServer((req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    void ringAll(JSON.parse(Buffer.concat(chunks).toString()) as CallRing);
    res.end();
  });
});
const io = new Server(http, { serveClient: false });
http.listen(0, '127.0.0.1', () => {
  const address = http.address();
  console.log(`ready: http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
});

async function ringAll(like: CallRing): Promise<void> {
  const pages = [...io.of('/').sockets.values()];
  const callIds = pages.map(() => randomUUID());
  const { rows } = await database.pool.query<{ id: number; callId: string }>(
    'insert into bare_ring (call_id, sent_at) select call_id, now() from unnest($1::uuid[]) call_id returning id, call_id as "callId"',
    [callIds],
  );
  let shown = 0;
  pages.forEach((page, at) => {
    const { id, callId } = rows[at]!;
    const call = { ...like.field.call, id: callId };
    page.emit('ring', { ...like, attemptId: id, field: { ...like.field, call } }, () => (shown += 1));
  });
}
