import type { NoticeId } from '../contract/notices.ts';
import type { CommsCheck } from '../contract/tree-proof.ts';
import type { Row, Tx } from '../kernel/db.ts';

export interface NewCheck {
  at: Date;
  /** Who asked; null: the night. */
  userId: number | null;
  /** What pages were asked about. */
  noticeId: NoticeId;
}

export async function insertCheck(tx: Tx, { at, userId, noticeId }: NewCheck): Promise<number> {
  const row = await tx.one<{ id: number }>(`insert into comms_check (at, user_id, notice_id) values ($1, $2, $3) returning id`, [
    at,
    userId,
    noticeId,
  ]);
  return row!.id;
}

/**
 * One line for everybody in the transaction's scope who holds a post or stands in for one: whether a page of theirs answered this check,
 * and when anything last reached them.
 *
 * An earlier check's word is carried on, so the facts of a call may be archived. Times of a drill's own clock do not count: what an
 * exercise shows is a page that was open at the time of its log.
 */
export async function insertChecked(tx: Tx, check: { id: number; at: Date }, shownTo: readonly number[]): Promise<void> {
  // Row-level security hides from the planner how many lines an earlier check left: expecting a few, it would add them up again for every person.
  await tx.query(`set local enable_nestloop = off`);
  await tx.query(`set local jit = off`);
  await tx.query(
    `insert into comms_check_person (check_id, person_id, area_code, shown, last_reached_at)
     select $1, person.id, person.area_code, answered.id is not null,
       case when answered.id is not null then $2::timestamptz else greatest(delivered.at, earlier.at) end
     from (select person_id as id from post where kind <> 'testDevice' union select deputy_id from post where kind <> 'testDevice') asked
     join person on person.id = asked.id
     left join unnest($3::bigint[]) answered (id) on answered.id = person.id
     left join (
       select person_id, max(coalesce(answered_at, shown_at, sent_at)) as at from attempt
       where incident_mode = 'actual' and (shown_at is not null or outcome in ('delivered', 'answered')) group by person_id
     ) delivered on delivered.person_id = person.id
     left join (
       select person_id, max(last_reached_at) as at from comms_check_person where check_id < $1 group by person_id
     ) earlier on earlier.person_id = person.id`,
    [check.id, check.at, shownTo],
  );
}

/** Keeps the newest `count` checks; what they knew of when people were reached lives on in these. */
export async function forgetChecks(tx: Tx, count: number): Promise<void> {
  await tx.query(`delete from comms_check where id not in (select id from comms_check order by id desc limit $1)`, [count]);
}

/** The newest check as far as the transaction's scope goes. `reachedLately`: by something else than a page that answered. */
export async function lastCheck(tx: Tx): Promise<CommsCheck | undefined> {
  const row = await tx.one<Omit<CommsCheck, 'at'> & { at: Date } & Row>(
    `select comms_check.id, comms_check.at, count(person_id) as asked, count(*) filter (where shown) as shown,
       count(*) filter (where not shown and last_reached_at >= comms_check.at - interval '30 days') as "reachedLately",
       count(person_id) filter (where last_reached_at is null) as "neverReached"
     from comms_check left join comms_check_person on check_id = comms_check.id
     where comms_check.id = (select max(id) from comms_check)
     group by comms_check.id`,
  );
  return row && { ...row, at: row.at.toISOString() };
}
