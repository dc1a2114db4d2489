import type { NoticeId } from '../contract/notices.ts';
import type { CommsCheck } from '../contract/tree-proof.ts';
import type { Row, Tx } from '../kernel/db/db.ts';

export interface NewCheck {
  at: Date;
  /** Who asked; null: the night. */
  userId: number | null;
  /** What pages were asked about. */
  noticeId: NoticeId;
}

/** It counts once {@link completeCheck} says that it is whole. */
export async function insertCheck(tx: Tx, { at, userId, noticeId }: NewCheck): Promise<number> {
  const row = await tx.one<{ id: number }>(
    `insert into comms_check (at, user_id, notice_id, complete) values ($1, $2, $3, false) returning id`,
    [at, userId, noticeId],
  );
  return row!.id;
}

export async function completeCheck(tx: Tx, id: number): Promise<void> {
  await tx.query(`update comms_check set complete = true where id = $1`, [id]);
}

/** Everybody in the transaction's scope who holds a post or stands in for one. */
export async function peopleToAsk(tx: Tx): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(
    `select person_id as id from post where kind <> 'testDevice' union select deputy_id from post where kind <> 'testDevice' and deputy_id is not null`,
  );
  return rows.map(({ id }) => id);
}

/** When somebody was last reached. */
export interface LastReached {
  personId: number;
  at: Date;
}

/**
 * When anything last reached each person in the transaction's scope.
 *
 * An earlier check's word is carried on, so the facts of a call may be archived. Times of a drill's own clock do not count: what an
 * exercise shows is a page that was open at the time of its log.
 */
export async function lastReached(tx: Tx): Promise<LastReached[]> {
  return tx.query<LastReached & Row>(
    `select person_id as "personId", max(at) as at from (
       select person_id, max(coalesce(answered_at, shown_at, sent_at)) as at from attempt
       where incident_mode = 'actual' and (shown_at is not null or outcome in ('delivered', 'answered')) group by person_id
       union all
       select person_id, max(last_reached_at) from comms_check_person group by person_id
     ) known where at is not null group by person_id`,
  );
}

/** A line for each of these people: whether a page of theirs answered this check, and when anything last reached them. */
export async function insertChecked(tx: Tx, checkId: number, people: readonly Checked[]): Promise<void> {
  // Row-level security hides from the planner how many lines there are: expecting a few, it would look everybody up among all for each.
  await tx.query(`set local enable_nestloop = off`);
  await tx.query(`set local jit = off`);
  await tx.query(
    `insert into comms_check_person (check_id, person_id, area_code, shown, last_reached_at)
     select $1, person.id, person.area_code, asked.shown, asked.at
     from unnest($2::bigint[], $3::boolean[], $4::timestamptz[]) asked (id, shown, at) join person on person.id = asked.id`,
    [checkId, people.map(({ personId }) => personId), people.map(({ shown }) => shown), people.map(({ at }) => at)],
  );
}

/** `at`: null where nothing ever reached this person. */
export interface Checked {
  personId: number;
  shown: boolean;
  at: Date | null;
}

/** Keeps the newest `count` checks that are whole; what they knew of when people were reached lives on in these. */
export async function forgetChecks(tx: Tx, count: number): Promise<void> {
  await tx.query(`delete from comms_check where id not in (select id from comms_check where complete order by id desc limit $1)`, [count]);
}

/** The newest check as far as the transaction's scope goes. `reachedLately`: by something else than a page that answered. */
export async function lastCheck(tx: Tx): Promise<CommsCheck | undefined> {
  const row = await tx.one<Omit<CommsCheck, 'at'> & { at: Date } & Row>(
    `select comms_check.id, comms_check.at, count(person_id) as asked, count(*) filter (where shown) as shown,
       count(*) filter (where not shown and last_reached_at >= comms_check.at - interval '30 days') as "reachedLately",
       count(person_id) filter (where last_reached_at is null) as "neverReached"
     from comms_check left join comms_check_person on check_id = comms_check.id
     where comms_check.id = (select max(id) from comms_check where complete)
     group by comms_check.id`,
  );
  return row && { ...row, at: row.at.toISOString() };
}
