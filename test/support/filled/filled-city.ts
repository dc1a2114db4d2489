import type { CallId, CallOutId } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import { takeReceipts } from '../../../server/receipts/receipts.commands.ts';
import { wholeServer, type Database, type Tx } from '../../../server/kernel/db/db.ts';
import { Doorbell } from '../../../server/kernel/log/doorbell.ts';
import { recordCheck } from '../../../server/tree/comms-checks.commands.ts';
import { proveTree } from '../../../server/tree/tree-proof.commands.ts';
import { noon } from '../builders.ts';
import { calledOut, everybody } from '../calling.ts';
import { at } from '../climbing.ts';
import { openedIncident } from '../incident.ts';

/** What a year of use leaves behind, and the red call-out of everybody that is under way. */
export interface FilledCity {
  incident: Incident;
  warningId: string;
  callOutId: CallOutId;
  /** Everybody whom the call-out calls. */
  calls: number;
}

const otherIncidents = 98;
/** Calls of each earlier incident. */
const earlierCalls = 60;
const helpAsked = 200;
/** As many as are kept of those of a year. */
const checks = 10;

/**
 * Fills the default city: one incident whose red call-out calls everybody, half of whom have answered; some hundred earlier incidents,
 * each with a call-out of its own; checks and proofs of a year, a year's rota and audit trail, replies that nobody could read.
 *
 * Handfuls of statements, with the commands of the server where a command makes what rows alone would not tell.
 */
export async function fillYear(database: Database): Promise<FilledCity> {
  const incident = await openedIncident(database);
  const { callOutId, warning } = await calledOut(database, { incident, policy: await everybody(database) });
  const calls = await answeredByHalf(database, callOutId);
  await askedForHelp(database, callOutId);
  await earlier(database, callOutId);
  await checked(database);
  await database.asOwner(paper);
  return { incident, warningId: warning.id, callOutId, calls };
}

/** Every second one, on the page; and everybody's mobile number was tried. @returns how many are called */
async function answeredByHalf(database: Database, callOutId: CallOutId): Promise<number> {
  return database.asOwner(async (tx) => {
    await tx.query(
      `insert into receipt (id, call_id, area_code, person_id, kind, at, received_at)
       select gen_random_uuid(), id, area_code, person_id, kind, $2::timestamptz, $2::timestamptz
       from call, unnest(array['heard', 'onPost']) kind where call_out_id = $1 and number % 2 = 0`,
      [callOutId, at(40)],
    );
    await tx.query(
      `update call set state = 'answered', progress = 'onPost', answered_at = $2, answered_by = 'self', shown_at = $2, due_at = null
       where call_out_id = $1 and number % 2 = 0`,
      [callOutId, at(40)],
    );
    await tx.query(`update attempt set state = 'shown', sent_at = $1, shown_at = $1 where state = 'queued'`, [at(10)]);
    await tx.query(
      `insert into attempt (call_id, incident_mode, area_code, rung, reach, person_id, channel, state, queued_at, sent_at, outcome, contact_ordinal, tries)
       select call.id, 'actual', call.area_code, 0, 'self', call.person_id, way, 'sent', $2::timestamptz, $2::timestamptz, 'delivered', 1, 1
       from call join contact on contact.person_id = call.person_id and ordinal = 1 and channel = 'mobile', unnest(array['sms', 'voice']) way
       where call_out_id = $1`,
      [callOutId, at(5)],
    );
    const row = await tx.one<{ calls: number }>(`select count(*)::int as calls from call where call_out_id = $1`, [callOutId]);
    return row!.calls;
  });
}

async function askedForHelp(database: Database, callOutId: CallOutId): Promise<void> {
  const asking = await database.asOwner((tx) =>
    tx.query<{ callId: CallId; personId: number }>(
      `select id as "callId", person_id as "personId" from call where call_out_id = $1 and number % 2 = 1 order by number limit $2`,
      [callOutId, helpAsked],
    ),
  );
  const receipts = asking.map(({ callId, personId }) => ({
    callId,
    by: { personId },
    receipt: { receiptId: crypto.randomUUID(), kind: 'needHelp' as const },
  }));
  await database.transaction(wholeServer, (tx) => takeReceipts(tx, { now: at(45), doorbell: new Doorbell() }, receipts));
}

/** Incidents of the months before, over long ago: each with a copy of the warning and a part of the calls. */
async function earlier(database: Database, callOutId: CallOutId): Promise<void> {
  for (let nr = 0; nr < otherIncidents; nr += 1) await openedIncident(database, { name: `第${nr + 1}号过程` });
  await database.asOwner(async (tx) => {
    const known = await columnsOf(tx, 'warning');
    const own = {
      id: 'gen_random_uuid()',
      incident_id: 'incident.id',
      identifier: `'earlier-' || incident.id`,
      state: `'ended'`,
      source: `'<alert/>'`,
    };
    await tx.query(
      `insert into warning (${known.join(', ')}) select ${valuesOf(known, 'warning', own)}
       from warning, incident where warning.id = (select notice_id from call_out where id = $1) and incident.name like '第%号过程'`,
      [callOutId],
    );
    const notices = await columnsOf(tx, 'notice');
    const same = { id: 'warning.id', incident_id: 'warning.incident_id', subject: 'warning.identifier' };
    await tx.query(
      `insert into notice (${notices.join(', ')}) select ${valuesOf(notices, 'notice', same)}
       from notice, warning where notice.id = (select notice_id from call_out where id = $1) and warning.identifier like 'earlier-%'`,
      [callOutId],
    );
    const ended = {
      id: 'gen_random_uuid()',
      incident_id: 'warning.incident_id',
      notice_id: 'warning.id',
      state: `'closed'`,
      closed_at: `call_out.opened_at`,
    };
    const outs = await columnsOf(tx, 'call_out');
    await tx.query(
      `insert into call_out (${outs.join(', ')}) select ${valuesOf(outs, 'call_out', ended)}
       from call_out, warning where call_out.id = $1 and warning.identifier like 'earlier-%'`,
      [callOutId],
    );
    const copies = {
      id: 'gen_random_uuid()',
      call_out_id: 'other.id',
      incident_id: 'other.incident_id',
      due_at: 'null',
      remind_at: 'null',
    };
    const calls = await columnsOf(tx, 'call');
    await tx.query(
      `insert into call (${calls.join(', ')}) select ${valuesOf(calls, 'call', copies)}
       from call, call_out other where call.call_out_id = $1 and call.number % 300 = 0 and call.number <= $2 and other.id <> $1`,
      [callOutId, earlierCalls * 300],
    );
    // Five are still open: more than that no bureau has at once.
    await tx.query(
      `update incident set state = 'closed', closed_at = opened_at
       where id in (select id from incident where name like '第%号过程' order by id offset 5)`,
    );
  });
}

async function columnsOf(tx: Tx, table: string): Promise<string[]> {
  const rows = await tx.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  );
  return rows.map(({ name }) => name);
}

function valuesOf(columns: readonly string[], table: string, own: Readonly<Record<string, string>>): string {
  return columns.map((column) => own[column] ?? `${table}.${column}`).join(', ');
}

/** One check and one proof by the commands of the night; the others say the same. */
async function checked(database: Database): Promise<void> {
  await database.transaction({ ...wholeServer, personal: true }, async (tx) => {
    await recordCheck(tx, { at: at(-86_400), userId: null, personIds: [] });
    await proveTree(tx, { now: at(-86_400), notBefore: at(-86_400), nightly: true });
  });
  await database.asOwner((tx) =>
    tx.query(
      `with first as (select max(id) as id from comms_check),
       asked as materialized (
         select gen_random_uuid() as id, at - day * interval '1 day' as at, notice_id
         from comms_check join first using (id), generate_series(1, $1) day
       ), said as (
         insert into notice (id, kind, subject, version, area_codes, words, answers, sent_at)
         select asked.id, n.kind, 'check-' || asked.id, 1, n.area_codes, n.words, n.answers, asked.at
         from asked join notice n on n.id = asked.notice_id
       ), made as (
         insert into comms_check (at, user_id, notice_id) select at, null, id from asked returning id
       )
       insert into comms_check_person (check_id, person_id, area_code, shown, last_reached_at)
       select made.id, person_id, area_code, shown, last_reached_at from made, comms_check_person where check_id = (select id from first)`,
      [checks - 1],
    ),
  );
}

/** What people leave behind: who did what, who was on duty, who was away, and replies that say nothing. */
async function paper(tx: Tx): Promise<void> {
  await tx.query(
    `insert into audit (at, user_id, username, action, subject, area_code)
     select $1::timestamptz - nr * interval '10 minutes', null, 'duty', 'session.begun', null, null from generate_series(1, 50000) nr`,
    [noon],
  );
  await tx.query(
    `insert into duty_shift (post_id, area_code, person_id, kind, starts_at, ends_at)
     select post.id, area_code, person_id, 'regular', day, day + interval '1 day'
     from (select * from post where level in ('city', 'county') order by id limit 60) post,
       generate_series($1::timestamptz - interval '1 year', $1::timestamptz, interval '1 day') day`,
    [noon],
  );
  await tx.query(
    `insert into leave (person_id, area_code, starts_at, ends_at)
     select person_id, area_code, $1::timestamptz, $1::timestamptz + interval '1 day' from post where level = 'village' order by id limit 200`,
    [noon],
  );
  await tx.query(
    `insert into inbound_message (channel, message_id, received_at, at, address, text, area_code, person_id, state)
     select 'sms', 'unread-' || person_id || '-' || ordinal, $1::timestamptz, $1::timestamptz, address, '在吗', area_code, person_id, 'unread'
     from contact where channel = 'mobile' order by person_id limit 500`,
    [at(50)],
  );
}
