import { randomUUID } from 'node:crypto';
import { areasNamed } from '../areas/areas.store.ts';
import { callOut } from '../calls/call-out.commands.ts';
import type { AreaCode } from '../contract/areas.ts';
import type { NewFact } from '../contract/facts.ts';
import { OrderId, type GivenOrder, type NewOrder, type OrderMark } from '../contract/orders.ts';
import type { Session } from '../contract/session.ts';
import { insertAudit } from '../audit/audit.store.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { incidentById } from '../incidents/incidents.store.ts';
import { record } from '../kernel/log/change-log.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { refuseOutside } from '../notices/notices.rules.ts';
import { lockNotices, saveNotices } from '../notices/notices.store.ts';
import { isSame, orderNotice, orderPolicy, refusePast } from './orders.rules.ts';
import { areasOfPosts, insertOrder, nextNumber, orderById, type KeptOrder } from './orders.store.ts';

export interface OrderGiving {
  order: NewOrder;
  session: Session;
  /** Network address of who gives it. */
  address?: string;
}

/**
 * Gives an order: keeps it with its notice and calls out whom it is for. One under the id of an order that says the same is that order
 * again, and calls nobody. The transaction must see the whole server; what the session may touch is checked here.
 *
 * @returns `isNew: false` for an order that was given before
 */
export async function giveOrder(tx: Tx, ctx: Ctx, { order, session, address }: OrderGiving): Promise<GivenOrder & { isNew: boolean }> {
  const incident = await incidentById(tx, order.incident);
  if (!incident) throw new Refusal('incident/unknown');
  await lockNotices(tx, incident.id);
  const areas = await areasOf(tx, order);
  refuseOutside(areas, session.areaCode);
  const before = order.id && (await orderById(tx, order.id));
  if (before) return again(before, { ...order, areas });
  if (incident.state === 'closed') throw new Refusal('incident/closed');
  const now = incidentNow(incident, ctx.now);
  refusePast(order.dueAt, now);

  const kept: KeptOrder = {
    ...{ id: order.id ?? OrderId.parse(randomUUID()), incidentId: incident.id, number: await nextNumber(tx, incident.id) },
    ...{ text: order.text, areas, posts: order.posts ?? null, dueAt: new Date(order.dueAt).toISOString() },
    ...{ givenBy: session.userId, givenAt: now.toISOString() },
  };
  const notice = orderNotice(kept, kept.text);
  await saveNotices(tx, [notice]);
  await insertOrder(tx, kept);
  const wanted = { incident, notice, policy: orderPolicy, requestedBy: session.userId, posts: kept.posts };
  const called = await callOut(tx, ctx, wanted);
  if (!called.callOutId) throw new Refusal('order/nobody');
  const { text: _, posts: __, ...mark } = kept;
  const put: NewFact = { kind: 'order.put', areaCode: null, order: { ...mark, callOutId: called.callOutId } satisfies OrderMark };
  await audited(tx, ctx, { kept, session, ...(address !== undefined && { address }), areaCode: incident.areaCode });
  await record(tx, { incidentId: incident.id, at: now, doorbell: ctx.doorbell }, [put, ...called.facts]);
  return { id: kept.id, callOutId: called.callOutId, isNew: true };
}

function again(before: NonNullable<Awaited<ReturnType<typeof orderById>>>, order: NewOrder & { areas: AreaCode[] }) {
  const said = { ...before, incident: before.incidentId };
  if (!isSame({ ...order, posts: order.posts ?? null }, said)) throw new Refusal('order/conflict');
  return { id: before.id, callOutId: before.callOutId, isNew: false };
}

/** Where it is to be done: the areas that it names, or those of the posts. */
async function areasOf(tx: Tx, { areas, posts }: NewOrder): Promise<AreaCode[]> {
  if (!posts) {
    const named = [...new Set(areas)];
    if ((await areasNamed(tx, named)).length < named.length) throw new Refusal('area/unknown');
    return named;
  }
  const known = await areasOfPosts(tx, posts);
  if (known.length < new Set(posts).size) throw new Refusal('post/unknown');
  return [...new Set(known.map(({ areaCode }) => areaCode))];
}

interface Audited extends Pick<OrderGiving, 'session' | 'address'> {
  kept: KeptOrder;
  areaCode: AreaCode;
}

async function audited(tx: Tx, { now }: Ctx, { kept, session: { userId, username }, address, areaCode }: Audited): Promise<void> {
  await insertAudit(tx, {
    ...{ at: now, userId, username, action: 'order.given', subject: `order ${kept.id}`, areaCode },
    ...(address !== undefined && { address }),
  });
}
