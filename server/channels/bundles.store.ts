import { owingStates, type CallOutId } from '../contract/calls.ts';
import type { GatewayChannel } from '../contract/channels.ts';
import { among } from '../kernel/db/among.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import type { Lately } from './bundling.rules.ts';
import type { Named } from './named-answers.rules.ts';
import type { NamedCall } from './together.rules.ts';

const isOwing = among('c.state', owingStates);

/** The last message that each of these people got over a channel since `since` (wall time): one about others, one about the person's own. */
export async function latelyOver(
  tx: Tx,
  { channel, personIds, since }: { channel: GatewayChannel; personIds: readonly number[]; since: Date },
): Promise<Lately[]> {
  return tx.query<Lately & Row>(
    `select distinct on (a.person_id, "isForOthers") a.person_id as "personId", a.reach <> 'self' and a.purpose = 'call' as "isForOthers",
       a.call_id as "callId", o.urgency, a.sent_at as at
     from attempt a join call c on c.id = a.call_id join call_out o on o.id = c.call_out_id
     where a.person_id = any($1::bigint[]) and a.channel = $2 and a.carried_by is null and a.sent_at > $3
       and a.state in ('sending', 'sent', 'shown', 'unknown')
     order by a.person_id, "isForOthers", a.sent_at desc`,
    [personIds, channel, since],
  );
}

/** Whether some actual call has not yet taken the step that is due. */
export async function isClimbingAt(tx: Tx, now: Date): Promise<boolean> {
  const row = await tx.one<{ climbing: boolean }>(
    `select exists (select from call c join incident i on i.id = c.incident_id
       where c.due_at <= $1 and i.mode = 'actual' and i.state = 'open') as climbing`,
    [now],
  );
  return row!.climbing;
}

/** The silent calls for which each of these people was reached before, over whichever channel, each once. */
export async function toldBefore(tx: Tx, personIds: readonly number[]): Promise<NamedCall[]> {
  return tx.query<NamedCall & Row>(
    `select distinct on (a.person_id, c.id) c.id as "callId", c.call_out_id as "callOutId", a.person_id as "personId", c.area_code as "areaCode",
       area.name_zh as "areaNameZh", area.name_en as "areaNameEn", p.masked_name as "calledName", a.reach, o.urgency, c.state as "callState",
       c.priority as "callPriority", c.called_at as "calledAt"
     from attempt a join call c on c.id = a.call_id join call_out o on o.id = c.call_out_id
     join area on area.code = c.area_code join person p on p.id = c.person_id
     where a.person_id = any($1::bigint[]) and a.reach <> 'self' and a.purpose = 'call' and a.incident_mode = 'actual'
       and a.state in ('sending', 'sent', 'shown', 'unknown') and o.state = 'running' and ${isOwing}
     order by a.person_id, c.id, a.reach = 'door' desc, a.id desc`,
    [personIds],
  );
}

/** How many a call-out calls in an area, by the area of the post or household. */
export async function calledIn(
  tx: Tx,
  callOutIds: readonly CallOutId[],
): Promise<{ callOutId: CallOutId; areaCode: string; count: number }[]> {
  return tx.query<{ callOutId: CallOutId; areaCode: string; count: number } & Row>(
    `select call_out_id as "callOutId", area_code as "areaCode", count(*)::int as count
     from call where call_out_id = any($1::uuid[]) group by call_out_id, area_code`,
    [callOutIds],
  );
}

export async function areaNames(tx: Tx, codes: readonly string[]): Promise<Map<string, { zh: string; en: string }>> {
  const rows = await tx.query<{ code: string; zh: string; en: string }>(
    `select code, name_zh as zh, name_en as en from area where code = any($1::text[])`,
    [codes],
  );
  return new Map(rows.map(({ code, zh, en }) => [code, { zh, en }]));
}

/** Whom the message that travels as an attempt names, in the order of their places. */
export interface Naming {
  attemptId: number;
  calls: readonly Pick<NamedCall, 'callId' | 'areaCode'>[];
}

/** Keeps whom messages name; what was kept of an earlier try does not hold any more. */
export async function saveNamed(tx: Tx, namings: readonly Naming[]): Promise<void> {
  if (namings.length === 0) return;
  const rows = namings.flatMap(({ attemptId, calls }) =>
    calls.map(({ callId, areaCode }, at) => ({ attemptId, place: at + 1, callId, areaCode })),
  );
  await tx.query(`delete from named_call where attempt_id = any($1::bigint[])`, [namings.map(({ attemptId }) => attemptId)]);
  await tx.query(
    `insert into named_call (attempt_id, place, call_id, area_code)
     select * from unnest($1::bigint[], $2::smallint[], $3::uuid[], $4::text[])`,
    [
      rows.map(({ attemptId }) => attemptId),
      rows.map(({ place }) => place),
      rows.map(({ callId }) => callId),
      rows.map(({ areaCode }) => areaCode),
    ],
  );
}

/** Whom messages named that travelled as these attempts; of those for one alone there is none. */
export async function namedBy(tx: Tx, carrierIds: readonly number[]): Promise<Named[]> {
  return tx.query<Named & Row>(
    `select n.attempt_id as "carrierId", n.place, n.call_id as "callId", ${isOwing} and o.state = 'running' as "isOwing"
     from named_call n join call c on c.id = n.call_id join call_out o on o.id = c.call_out_id
     where n.attempt_id = any($1::bigint[]) order by n.attempt_id, n.place`,
    [carrierIds],
  );
}
