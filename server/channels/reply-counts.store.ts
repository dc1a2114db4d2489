import type { AreaCode } from '../contract/areas.ts';
import type { IncidentId } from '../contract/incidents.ts';
import type { Row, Tx } from '../kernel/db/db.ts';

export interface ReplyCount {
  areaCode: AreaCode;
  unread: number;
}

/** Of whom nobody knows where they are, the city is told. */
const differing = `
  with unread as (
    select coalesce(m.area_code, city.code) as area_code, count(*)::int as unread
    from inbound_message m cross join (select code from area where parent_code is null) city
    where m.state = 'unread' group by 1
  ), open as (
    select id as incident_id from incident where state = 'open' and mode = 'actual' and ($1::uuid is null or id = $1)
  ), now as (
    select incident_id, area_code, unread from open cross join unread
  ), told as (
    select incident_id, area_code, reply_count.unread from reply_count join open using (incident_id)
  )
  select incident_id, area_code, coalesce(now.unread, 0) as unread
  from now full join told using (incident_id, area_code)
  where coalesce(now.unread, 0) <> coalesce(told.unread, 0)`;

/** Open actual incidents that were told another number than there is. Drills get no replies. */
export async function incidentsToTell(tx: Tx): Promise<IncidentId[]> {
  const rows = await tx.query<{ id: IncidentId }>(`select distinct incident_id as id from (${differing}) d order by id`, [null]);
  return rows.map(({ id }) => id);
}

/** Notes what an incident is told now. @returns what has changed for it */
export async function saveCounts(tx: Tx, incidentId: IncidentId): Promise<ReplyCount[]> {
  return tx.query<ReplyCount & Row>(
    `insert into reply_count (incident_id, area_code, unread) select incident_id, area_code, unread from (${differing}) d
     on conflict (incident_id, area_code) do update set unread = excluded.unread
     returning area_code as "areaCode", unread`,
    [incidentId],
  );
}
