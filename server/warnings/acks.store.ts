import type { IncidentMode } from '../contract/incidents.ts';
import { among, countOf } from '../kernel/db/among.ts';
import { owedStates } from '../contract/calls.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import type { AckedWarning } from './acks.rules.ts';

const owed = countOf(among('c.state', owedStates));

/**
 * The newest warnings of incidents of a mode, and how the calls for each stand, by the same rules as on every screen. Calls that were
 * made again for a newer version count for that one, and are told here apart. Before its release nobody is called.
 */
export async function ackedWarnings(tx: Tx, mode: IncidentMode, limit: number): Promise<AckedWarning[]> {
  const rows = await tx.query<Row & Omit<AckedWarning, 'sent' | 'updatedAt'> & { sent: Date; updatedAt: Date }>(
    `with newest as (
       select w.id, w.incident_id, w.identifier, w.sender, w.sent, w.status, w.headline, w.received_at
       from warning w join incident i on i.id = w.incident_id
       where i.mode = $1 and w.msg_type in ('Alert', 'Update', 'Cancel')
       order by w.received_at desc, w.id limit $2
     )
     select n.id, n.incident_id as "incidentId", n.identifier, n.sender, n.sent, n.status, n.headline,
       ${owed} as owed, ${countOf(`c.state = 'answered'`)} as answered, ${countOf(`c.state = 'unroused'`)} as unroused, count(c.id)::int - ${owed} as replaced,
       greatest(n.received_at, max(c.answered_at), o.closed_at, o.released_at, case when count(c.id) > ${owed} then
         (select max(later.released_at) from call_out later where later.incident_id = o.incident_id) end) as "updatedAt"
     from newest n left join call_out o on o.notice_id = n.id and o.released_at is not null left join call c on c.call_out_id = o.id
     group by n.id, n.incident_id, n.identifier, n.sender, n.sent, n.status, n.headline, n.received_at, o.closed_at, o.released_at, o.incident_id
     order by n.received_at desc, n.id`,
    [mode, limit],
  );
  return rows.map(({ sent, updatedAt, ...row }) => ({ ...row, sent: sent.toISOString(), updatedAt: updatedAt.toISOString() }));
}
