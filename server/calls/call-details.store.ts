import type { Attempt, CallDetails, EscalatedTo, Receipt } from '../contract/call-details.ts';
import { receiptKinds, type CallId } from '../contract/calls.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import type { ScriptWords } from './script.rules.ts';

/** What a card says about its person and place besides the call itself. */
export type CardHead = Pick<CallDetails, 'maskedName' | 'areaNameZh' | 'areaNameEn'>;

/** What the message of a call is made of, as its attempts would say it. */
export async function messageOf(tx: Tx, id: CallId): Promise<ScriptWords | undefined> {
  return tx.one<ScriptWords & Row>(
    `select i.mode, n.level, n.words, o.policy -> 'message' as template, a.name_zh as "areaNameZh", a.name_en as "areaNameEn"
     from call c join call_out o on o.id = c.call_out_id join notice n on n.id = o.notice_id join incident i on i.id = c.incident_id
     join area a on a.code = c.area_code where c.id = $1`,
    [id],
  );
}

/** What was tried for a call, in the order in which it was queued. People of other areas are without a name. */
export async function attemptsOf(tx: Tx, id: CallId): Promise<Attempt[]> {
  const rows = await tx.query<
    Row & Omit<Attempt, 'at' | 'shownAt' | 'heldUntil'> & { at: Date; shownAt: Date | null; heldUntil: Date | null }
  >(
    `select a.id, a.channel, a.purpose, a.rung, a.reach, a.person_id as "personId", coalesce(who.masked_name, '') as "maskedName",
       coalesce(a.former_address, k.masked_address) as "maskedAddress", a.state, coalesce(a.sent_at, a.queued_at) as at, a.shown_at as "shownAt",
       coalesce(a.outcome, a.state) as outcome, a.failure, a.heard_seconds as "heardSeconds",
       (select nullif(count(*), 0)::int from named_call n where n.attempt_id = coalesce(a.carried_by, a.id)) as together,
       case when a.is_held and a.state = 'queued' then a.next_at end as "heldUntil"
     from attempt a
     left join person who on who.id = a.person_id
     left join contact k on k.person_id = a.person_id and k.ordinal = a.contact_ordinal
     where a.call_id = $1 order by a.id`,
    [id],
  );
  return rows.map(({ at, shownAt, heldUntil, ...row }) => ({
    ...row,
    at: at.toISOString(),
    shownAt: shownAt?.toISOString() ?? null,
    heldUntil: heldUntil?.toISOString() ?? null,
  }));
}

/**
 * What came back, in the order in which it arrived; in a drill whose clock stands still, in the order in which one does such things. The
 * place is the one sent along, else the one that the camera noted.
 */
export async function receiptsOf(tx: Tx, id: CallId): Promise<Receipt[]> {
  const rows = await tx.query<Row & Omit<Receipt, 'at' | 'receivedAt'> & { at: Date; receivedAt: Date }>(
    `select r.id, r.kind, r.at, r.received_at as "receivedAt", r.via, r.answered_by as "answeredBy",
       coalesce(desk.display_name, who.masked_name, '') as by, r.note, r.counts,
       case when place.position is not null then
         json_build_object('lng', st_x(place.position), 'lat', st_y(place.position), 'accuracyMeters', r.accuracy_meters) end as position,
       photo.receipt_id is not null as "hasPhoto", r.flags, (select p.masked_name from evacuee e join person p on p.id = e.person_id where e.household_id = r.household_id order by p.id limit 1) as household,
       exists (select from receipt_correction gone where gone.replaced_id = r.id) as "isReplaced"
     from receipt r left join photo on photo.receipt_id = r.id cross join lateral (select coalesce(r.position, photo.position)) place (position)
     left join person who on who.id = r.person_id left join app_user desk on desk.id = r.user_id
     where r.call_id = $1 order by r.received_at, r.at, array_position($2::text[], r.kind), r.id`,
    [id, receiptKinds],
  );
  return rows.map(({ at, receivedAt, ...row }) => ({ ...row, at: at.toISOString(), receivedAt: receivedAt.toISOString() }));
}

/** Who else was reached because the called person was silent, each once for what they were reached as. */
export async function escalatedTo(tx: Tx, id: CallId): Promise<EscalatedTo[]> {
  const rows = await tx.query<Row & Omit<EscalatedTo, 'at'> & { at: Date }>(
    `select a.reach, a.person_id as "personId", coalesce(who.masked_name, '') as "maskedName", held.kind as "postKind",
       coalesce(held.area_code, who.area_code) as "areaCode", min(a.queued_at) as at
     from attempt a
     left join person who on who.id = a.person_id
     left join lateral (
       select kind, area_code from post where person_id = a.person_id or deputy_id = a.person_id
       order by person_id = a.person_id desc, array_position(array['city', 'county', 'township', 'village', 'household'], level), id limit 1
     ) held on true
     where a.call_id = $1 and a.reach <> 'self'
     group by a.reach, a.person_id, who.masked_name, held.kind, held.area_code, who.area_code order by min(a.id)`,
    [id],
  );
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

export async function cardHead(tx: Tx, id: CallId): Promise<CardHead | undefined> {
  return tx.one<CardHead & Row>(
    `select coalesce(who.masked_name, '') as "maskedName", a.name_zh as "areaNameZh", a.name_en as "areaNameEn"
     from call c join area a on a.code = c.area_code left join person who on who.id = c.person_id where c.id = $1`,
    [id],
  );
}
