import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { Call } from '#contract/calls.ts';
import { takeReceipts } from '../../server/receipts/receipts.commands.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { proveLogAndRows } from '../../server/kernel/log/row-proof.ts';
import { anchored } from '../support/anchors.ts';
import { noon } from '../support/builders.ts';
import { calledOut, callStates, type Calling } from '../support/calling.ts';
import { onBothDatabases } from '../support/database.ts';
import { tinyCity } from '../support/tiny-city.ts';

const ctx = { now: new Date(Date.parse(noon) + 60_000), doorbell: new Doorbell() };
const { anchors } = anchored();

onBothDatabases('the rows that facts tell of', (database) => {
  let calling: Calling;
  let receipts: string[];
  beforeAll(async () => {
    await database().asOwner(tinyCity);
    for (const table of ['receipt', 'change_log']) await database().asOwner((tx) => tx.query(`alter table ${table} disable trigger user`));
  });
  beforeEach(async () => {
    calling = await calledOut(database());
    const calls = await callStates(database(), calling.callOutId);
    receipts = calls.map(() => randomUUID());
    const submissions = calls.map(({ id, personId }, at) => ({
      callId: id as Call['id'],
      receipt: { receiptId: receipts[at]!, kind: 'heard' as const, note: '收到', counts: { moved: 3 } },
      by: { personId },
    }));
    // A group, and one after the other, as they come.
    await database().transaction(wholeServer, (tx) => takeReceipts(tx, ctx, submissions.slice(2)));
    for (const one of submissions.slice(0, 2)) await database().transaction(wholeServer, (tx) => takeReceipts(tx, ctx, [one]));
  });
  const proof = () => proveLogAndRows(database(), calling.incident.id, anchors);
  const does = (statement: string, values: unknown[]) => database().asOwner((tx) => tx.query(statement, values));

  it('are as they were told of: every receipt, and the call-out with its policy and release', async () => {
    expect(receipts.length).toBeGreaterThan(3);
    const { ok, rows } = await proof();
    expect(ok).toBe(true);
    expect(rows).toMatchObject({ held: receipts.length + 1, changed: 0, missing: 0, first: [] });
    expect(rows!.since).toBeLessThanOrEqual(calling.incident.seq + 3);
  });

  it('are found out where receipts were changed past the server, by name and by the fact that told of them', async () => {
    const changed = receipts.slice(1);
    await does(`update receipt set kind = 'done' where id = any($1::uuid[])`, [changed]);
    const { ok, found, brokenAt, rows } = await proof();
    expect({ ok, found }).toEqual({ ok: false, found: 'rows' });
    expect(rows).toMatchObject({ held: 2, changed: changed.length, missing: 0 });
    expect(rows!.first.map(({ id }) => id).sort()).toEqual([...changed].sort());
    expect(rows!.first.map(({ seq }) => seq)).toContain(brokenAt);
  });

  it.each([
    ['a time', `update receipt set at = at + interval '1 millisecond' where id = $1`],
    ['counts', `update receipt set counts = '{"moved": 4}' where id = $1`],
    ['who it is of', `update receipt set person_id = null where id = $1`],
    ['whose call it is', `update receipt set call_id = (select id from call where id <> call_id limit 1) where id = $1`],
    ['a flag', `update receipt set flags = '{}' || array['late'] where id = $1`],
  ])('are found out where %s of one was changed', async (_what, statement) => {
    await does(statement, [receipts[0]]);
    expect(await proof()).toMatchObject({ ok: false, rows: { changed: 1, first: [{ table: 'receipt', id: receipts[0] }] } });
  });

  it('are missed where one was deleted', async () => {
    await does(`delete from receipt where id = $1`, [receipts[0]]);
    expect(await proof()).toMatchObject({ ok: false, found: 'rows', rows: { changed: 0, missing: 1 } });
  });

  it.each([
    ['its policy', `update call_out set policy = policy || '{"intervalSeconds": 1}' where id = $1`],
    ['who has released it', `update call_out set released_by = null where id = $1`],
    ['an override', `update call_out set override_reason = 'because' where id = $1`],
  ])('are found out where %s of a call-out was changed', async (_what, statement) => {
    await does(statement, [calling.callOutId]);
    expect(await proof()).toMatchObject({ ok: false, rows: { changed: 1, first: [{ table: 'call_out', id: calling.callOutId }] } });
  });

  it('are in no way what is sent to screens', async () => {
    const told = await does(`select body::text as body from change_log where incident_id = $1 and evidence is not null`, [
      calling.incident.id,
    ]);
    expect(told.length).toBeGreaterThan(2);
    expect(JSON.stringify(told)).not.toMatch(/evidence/);
    expect(receipts.filter((id) => JSON.stringify(told).includes(id))).toEqual([]);
  });

  it('cannot be vouched for anew without breaking the chain', async () => {
    await does(`update receipt set kind = 'done' where id = $1`, [receipts[0]]);
    await does(`update change_log set evidence = null where incident_id = $1 and evidence is not null`, [calling.incident.id]);
    expect(await proof()).toMatchObject({ ok: false, found: 'changed' });
  });

  it('of an older log are vouched for by nothing, which is said and is no fault', async () => {
    const { incident } = calling;
    await does(`delete from change_log where incident_id = $1 and seq > 1`, [incident.id]);
    await does(
      `update incident set head_seq = 1, head_hash = (select hash from change_log where incident_id = $1 and seq = 1) where id = $1`,
      [incident.id],
    );
    expect(await proof()).toMatchObject({ ok: true, rows: { since: null, held: 0 } });
  });
});
