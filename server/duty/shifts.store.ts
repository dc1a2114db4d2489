import type { NewShifts, RotaQuery, Shift } from '../contract/duty.ts';
import type { Row, Tx } from '../kernel/db/db.ts';

const columns = `shift.id, shift.post_id as "postId", post.kind as "postKind", shift.area_code as "areaCode", shift.person_id as "personId",
  coalesce(person.masked_name, '') as "maskedName", shift.kind, shift.starts_at as "startsAt", shift.ends_at as "endsAt"`;

type ShiftRow = Omit<Shift, 'startsAt' | 'endsAt'> & { startsAt: Date; endsAt: Date } & Row;

export async function shiftsOfArea(tx: Tx, { area, from, to }: RotaQuery): Promise<Shift[]> {
  const rows = await tx.query<ShiftRow>(
    `select ${columns} from duty_shift shift join post on post.id = shift.post_id left join person on person.id = shift.person_id
     where shift.area_code = $1 and shift.starts_at < $3 and shift.ends_at > $2 order by shift.starts_at, shift.post_id, shift.id`,
    [area, from, to],
  );
  return rows.map(shiftFrom);
}

export async function insertShifts(tx: Tx, areaCode: string, { postId, kind, turns }: NewShifts): Promise<Shift[]> {
  const rows = await tx.query<ShiftRow>(
    `with shift as (
       insert into duty_shift (post_id, area_code, person_id, kind, starts_at, ends_at)
       select $1, $2, turn.person_id, $3, turn.starts_at, turn.ends_at
       from unnest($4::bigint[], $5::timestamptz[], $6::timestamptz[]) as turn (person_id, starts_at, ends_at)
       returning *
     )
     select ${columns} from shift join post on post.id = shift.post_id left join person on person.id = shift.person_id
     order by shift.starts_at, shift.id`,
    [
      postId,
      areaCode,
      kind,
      turns.map(({ personId }) => personId),
      turns.map(({ startsAt }) => startsAt),
      turns.map(({ endsAt }) => endsAt),
    ],
  );
  return rows.map(shiftFrom);
}

/** Whether two people of one kind of shift would hold a post at the same moment. */
export async function hasOverlap(tx: Tx, postId: number): Promise<boolean> {
  const row = await tx.one(
    `select from (
       select starts_at, max(ends_at) over (partition by kind order by starts_at, id rows between unbounded preceding and 1 preceding) as taken_until
       from duty_shift where post_id = $1
     ) turn where starts_at < taken_until limit 1`,
    [postId],
  );
  return row !== undefined;
}

/** @returns what was taken off, or undefined when there was no such shift in the transaction's scope */
export function removeShift(tx: Tx, id: number): Promise<{ postId: number; areaCode: string } | undefined> {
  return tx.one<{ postId: number; areaCode: string } & Row>(
    `delete from duty_shift where id = $1 returning post_id as "postId", area_code as "areaCode"`,
    [id],
  );
}

function shiftFrom({ startsAt, endsAt, ...row }: ShiftRow): Shift {
  return { ...row, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
}
