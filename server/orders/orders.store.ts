import type { AreaCode } from '../contract/areas.ts';
import { owedStates, owingStates, type CallOutId } from '../contract/calls.ts';
import type { IncidentId } from '../contract/incidents.ts';
import type { Order, OrderId, OrderMark } from '../contract/orders.ts';
import { among, countOf } from '../kernel/db/among.ts';
import type { Row, Tx } from '../kernel/db/db.ts';

/** An order as it is kept, whatever becomes of its calls. */
export interface KeptOrder extends Omit<OrderMark, 'callOutId'> {
  text: string;
  posts: number[] | null;
}

export async function nextNumber(tx: Tx, incidentId: IncidentId): Promise<number> {
  const row = await tx.one<{ next: number }>(
    `select coalesce(max(number), 0)::int + 1 as next from incident_order where incident_id = $1`,
    [incidentId],
  );
  return row!.next;
}

export async function insertOrder(
  tx: Tx,
  { id, incidentId, number, text, areas, posts, dueAt, givenBy, givenAt }: KeptOrder,
): Promise<void> {
  await tx.query(
    `insert into incident_order (id, incident_id, number, body, area_codes, post_ids, due_at, given_by, given_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, incidentId, number, text, areas, posts, dueAt, givenBy, givenAt],
  );
}

const columns = `g.id, g.incident_id as "incidentId", g.number, g.body as text, g.area_codes as areas, g.post_ids as posts, g.due_at as "dueAt",
  g.given_by as "givenBy", g.given_at as "givenAt", o.id as "callOutId"`;
type Times = 'dueAt' | 'givenAt';

export async function orderById(tx: Tx, id: OrderId): Promise<(KeptOrder & { callOutId: CallOutId }) | undefined> {
  const row = await tx.one<Row & Omit<KeptOrder, Times> & Record<Times, Date> & { callOutId: CallOutId }>(
    `select ${columns} from incident_order g join call_out o on o.notice_id = g.id where g.id = $1`,
    [id],
  );
  return row && { ...row, dueAt: row.dueAt.toISOString(), givenAt: row.givenAt.toISOString() };
}

const isOwed = among('c.state', owedStates);
const hasSaid = (progress: string) => countOf(`c.state = 'answered' and not c.cannot and c.progress in (${progress})`);

/** The newest first, with how the calls in the transaction's scope stand. */
export async function ordersOf(tx: Tx, incidentId: IncidentId): Promise<Order[]> {
  const rows = await tx.query<Row & Omit<Order, Times> & Record<Times, Date>>(
    `select ${columns}, coalesce(by.display_name, '') as by, stand.*, coalesce(told.counts, '{}') as counts
     from incident_order g join call_out o on o.notice_id = g.id left join app_user by on by.id = g.given_by
     cross join lateral (
       select ${countOf(isOwed)} as called, ${hasSaid(`'heard', 'onPost'`)} as accepted, ${hasSaid(`'acting'`)} as "underWay",
         ${hasSaid(`'done'`)} as done, ${countOf(`c.state = 'answered' and c.cannot`)} as declined, ${countOf(among('c.state', owingStates))} as silent
       from call c where c.call_out_id = o.id
     ) stand
     left join lateral (
       select jsonb_object_agg(what, people) as counts from (
         select each.key as what, sum(each.value::int)::int as people
         from (
           select distinct on (r.call_id, r.about_household_id) r.counts from standing_receipt r
           where r.call_out_id = o.id and r.counts is not null order by r.call_id, r.about_household_id, r.received_at desc, r.id
         ) last cross join lateral jsonb_each_text(last.counts) each group by each.key
       ) summed
     ) told on true
     where g.incident_id = $1 order by g.number desc`,
    [incidentId],
  );
  return rows.map(({ dueAt, givenAt, ...row }) => ({ ...row, dueAt: dueAt.toISOString(), givenAt: givenAt.toISOString() }));
}

/** The areas of those of these posts that people can be called at; the watchdog's device is none. */
export async function areasOfPosts(tx: Tx, ids: readonly number[]): Promise<{ id: number; areaCode: AreaCode }[]> {
  return tx.query<Row & { id: number; areaCode: AreaCode }>(
    `select id, area_code as "areaCode" from post where id = any($1::bigint[]) and kind <> 'testDevice' order by id`,
    [ids],
  );
}
