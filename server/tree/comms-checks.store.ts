import type { CommsCheck } from '../contract/tree-proof.ts';
import type { Row, Tx } from '../kernel/db.ts';

export async function insertCheck(tx: Tx, at: Date, userId: number | null): Promise<number> {
  const row = await tx.one<{ id: number }>(`insert into comms_check (at, user_id) values ($1, $2) returning id`, [at, userId]);
  return row!.id;
}

/** When somebody was last reached. */
export interface Reached {
  personId: number;
  at: Date;
}

/**
 * When anything last reached each person in the transaction's scope.
 *
 * An earlier check's word is carried on, so the facts of a call may be archived. Times of a drill's own clock do not count: what an
 * exercise shows is a page that was open at the time of its log.
 */
export async function lastReached(tx: Tx): Promise<Reached[]> {
  return tx.query<Reached & Row>(
    `select person_id as "personId", max(at) as at from (
       select person_id, max(coalesce(answered_at, shown_at, sent_at)) as at from attempt
       where incident_mode = 'actual' and (shown_at is not null or outcome in ('delivered', 'answered')) group by person_id
       union all
       select person_id, max(last_reached_at) from comms_check_person group by person_id
     ) known where at is not null group by person_id`,
  );
}

/**
 * One line for everybody in the transaction's scope who holds a post or stands in for one: whether a page of theirs answered this check,
 * and when anything last reached them.
 */
export async function insertChecked(
  tx: Tx,
  check: { id: number; at: Date },
  { shownTo, reached }: { shownTo: readonly number[]; reached: readonly Reached[] },
): Promise<void> {
  // Row-level security hides from the planner how many lines there are: expecting a few, it would look everybody up among all for each.
  await tx.query(`set local enable_nestloop = off`);
  await tx.query(`set local jit = off`);
  await tx.query(
    `insert into comms_check_person (check_id, person_id, area_code, shown, last_reached_at)
     select $1, person.id, person.area_code, answered.id is not null, case when answered.id is not null then $2::timestamptz else reached.at end
     from (select person_id as id from post where kind <> 'testDevice' union select deputy_id from post where kind <> 'testDevice') asked
     join person on person.id = asked.id
     left join unnest($3::bigint[]) answered (id) on answered.id = person.id
     left join unnest($4::bigint[], $5::timestamptz[]) reached (id, at) on reached.id = person.id`,
    [check.id, check.at, shownTo, reached.map(({ personId }) => personId), reached.map(({ at }) => at)],
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
