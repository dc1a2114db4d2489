import type { Ending, OpenMatters } from '../contract/endings.ts';
import type { IncidentId } from '../contract/incidents.ts';
import type { Row, Tx } from '../kernel/db/db.ts';

export interface NewEnding extends Pick<Ending, 'kind' | 'subjectId' | 'reason'> {
  incidentId: IncidentId;
  allClear?: boolean;
  userId: number;
  secondUserId?: number;
  /** The incident's time. */
  at: Date;
  closing?: { matters: OpenMatters; seal: { seq: number; hash: Buffer } };
}

export async function insertEnding(tx: Tx, { closing, ...ending }: NewEnding): Promise<void> {
  await tx.query(
    `insert into ending (incident_id, kind, subject_id, reason, all_clear, user_id, second_user_id, at, matters, sealed_seq, sealed_hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[ending.incidentId, ending.kind, ending.subjectId, ending.reason, ending.allClear ?? null, ending.userId],
      ...[ending.secondUserId ?? null, ending.at],
      ...(closing ? [closing.matters, closing.seal.seq, closing.seal.hash] : [null, null, null]),
    ],
  );
}

/** Newest first. */
export async function endingsOf(tx: Tx, incidentId: IncidentId): Promise<Ending[]> {
  const rows = await tx.query<Omit<Ending, 'at'> & { at: Date } & Row>(
    `select e.kind, e.subject_id as "subjectId", e.reason, e.all_clear as "allClear", by.display_name as by, second.display_name as "secondBy",
       e.at, e.matters
     from ending e join app_user by on by.id = e.user_id left join app_user second on second.id = e.second_user_id
     where e.incident_id = $1 order by e.id desc`,
    [incidentId],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** Cut to the scope. */
export async function openMatters(tx: Tx, incidentId: IncidentId): Promise<OpenMatters> {
  const row = await tx.one<OpenMatters & Row>(
    `with open as (select id, state from call_out where incident_id = $1 and state in ('awaitingRelease', 'running'))
     select
       (select count(*)::int from help_request where incident_id = $1 and state in ('open', 'taken')) as "helpRequests",
       (select count(*)::int from open where state = 'running') as "callOuts",
       (select count(*)::int from open where state = 'awaitingRelease') as "awaitingRelease",
       (select count(distinct c.person_id)::int from call c join open on open.id = c.call_out_id
        where open.state = 'running' and c.state in ('silent', 'escalated', 'unroused')) as silent,
       (select count(*)::int from door_check d join call c on c.id = d.call_id where c.incident_id = $1 and d.state = 'open') as doors,
       (select count(*)::int from warning where incident_id = $1 and state = 'inForce') as warnings`,
    [incidentId],
  );
  return row!;
}
