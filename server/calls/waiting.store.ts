import type { AreaCode } from '../contract/areas.ts';
import type { CallOutId } from '../contract/calls.ts';
import { watchdogKind, type IncidentId, type IncidentMode } from '../contract/incidents.ts';
import type { WaitingIncident } from '../contract/waiting.ts';
import type { WarningLevel } from '../contract/warnings.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import { groupBy } from '../kernel/group-by.ts';

interface WaitingRow extends Row, Pick<WaitingIncident, 'needHelp' | 'cannot' | 'unroused'> {
  incidentId: IncidentId;
  name: string;
  mode: IncidentMode;
  callOutId: CallOutId;
  state: 'awaitingRelease' | 'running';
  level: WarningLevel | null;
  requestedBy: number | null;
  areas: AreaCode[];
}

/** Where something waits for the desk, cut to the scope; never in the watchdog's own incident. */
export async function waitingIncidents(tx: Tx): Promise<WaitingIncident[]> {
  const rows = await tx.query<WaitingRow>(
    `select i.id as "incidentId", i.name, i.mode, o.id as "callOutId", o.state, o.level, o.requested_by as "requestedBy",
       n.area_codes as areas,
       count(c.id) filter (where c.need_help)::int as "needHelp", count(c.id) filter (where c.cannot)::int as cannot,
       count(c.id) filter (where c.state = 'unroused')::int as unroused
     from call_out o join incident i on i.id = o.incident_id join notice n on n.id = o.notice_id
     left join call c on c.call_out_id = o.id and o.state = 'running' and (c.need_help or c.cannot or c.state = 'unroused')
     where o.state in ('awaitingRelease', 'running') and i.state = 'open' and i.kind <> $1
     group by i.id, o.id, n.id order by i.opened_at desc, i.id, o.opened_at, o.id`,
    [watchdogKind],
  );
  return [...groupBy(rows, ({ incidentId }) => incidentId).values()].map(waitingOf).filter(isWaiting);
}

function waitingOf(rows: WaitingRow[]): WaitingIncident {
  const { incidentId, name, mode } = rows[0]!;
  const sum = (of: 'needHelp' | 'cannot' | 'unroused') => rows.reduce((total, row) => total + row[of], 0);
  return {
    ...{ incidentId, name, mode },
    awaitingRelease: rows
      .filter(({ state }) => state === 'awaitingRelease')
      .map(({ callOutId, level, requestedBy, areas }) => ({ callOutId, level, requestedBy, areas })),
    ...{ needHelp: sum('needHelp'), cannot: sum('cannot'), unroused: sum('unroused') },
  };
}

function isWaiting({ awaitingRelease, needHelp, cannot, unroused }: WaitingIncident): boolean {
  return awaitingRelease.length + needHelp + cannot + unroused > 0;
}
