import type { Leave, NewLeave, RotaQuery } from '../contract/duty.ts';
import type { Row, Tx } from '../kernel/db/db.ts';

const columns = `away.id, away.person_id as "personId", coalesce(person.masked_name, '') as "maskedName", away.area_code as "areaCode",
  away.starts_at as "startsAt", away.ends_at as "endsAt", away.reason`;

type LeaveRow = Omit<Leave, 'startsAt' | 'endsAt'> & { startsAt: Date; endsAt: Date } & Row;

export async function leavesOfArea(tx: Tx, { area, from, to }: RotaQuery): Promise<Leave[]> {
  const rows = await tx.query<LeaveRow>(
    `select ${columns} from leave away left join person on person.id = away.person_id
     where away.area_code = $1 and away.starts_at < $3 and away.ends_at > $2 order by away.starts_at, away.id`,
    [area, from, to],
  );
  return rows.map(leaveFrom);
}

export async function insertLeave(tx: Tx, areaCode: string, leave: NewLeave): Promise<Leave> {
  const row = await tx.one<LeaveRow>(
    `with away as (
       insert into leave (person_id, area_code, starts_at, ends_at, reason) values ($1, $2, $3, $4, nullif($5, '')) returning *
     )
     select ${columns} from away left join person on person.id = away.person_id`,
    [leave.personId, areaCode, leave.startsAt, leave.endsAt, tx.seal('leave.reason', leave.reason ?? '')],
  );
  return leaveFrom(row!);
}

/** @returns whose it was, or undefined when there was no such leave in the transaction's scope */
export function removeLeave(tx: Tx, id: number): Promise<{ personId: number; areaCode: string } | undefined> {
  return tx.one<{ personId: number; areaCode: string } & Row>(
    `delete from leave where id = $1 returning person_id as "personId", area_code as "areaCode"`,
    [id],
  );
}

function leaveFrom({ startsAt, endsAt, ...row }: LeaveRow): Leave {
  return { ...row, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
}
