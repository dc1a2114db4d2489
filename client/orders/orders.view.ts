import type { CallOut } from '#contract/calls.ts';
import type { Order } from '#contract/orders.ts';
import { tallyOfCallOut } from '../state/select.ts';
import type { World } from '#contract/world.ts';
import { noTally } from '#contract/tallies.ts';

/** An order of the incident as it stands at the time shown. */
export interface OrderCard {
  number: number;
  callOut: CallOut | null;
  areas: readonly string[];
  dueAt: string;
  /** Its words and how far it is; null: not read yet, or an earlier time is shown, of which nobody knows who had done what. */
  told: Order | null;
  /** Who owes an answer, and who has given one, by the facts. */
  answered: number;
  silent: number;
  /** Its time has passed, and somebody has not said that it is done. */
  isLate: boolean;
}

/** The newest first. */
export function orderCards(world: World, told: readonly Order[], at: Date): OrderCard[] {
  return [...world.orders.values()]
    .sort((a, b) => b.number - a.number)
    .map(({ id, number, areas, dueAt, callOutId }) => {
      const callOut = world.callOuts.get(callOutId) ?? null;
      const { answered, silent } = callOut ? tallyOfCallOut(world, callOutId) : noTally;
      const order = told.find((each) => each.id === id) ?? null;
      const isOpen = callOut?.state === 'running' && (order === null || order.done < order.called);
      return { number, callOut, areas, dueAt, told: order, answered, silent, isLate: isOpen && Date.parse(dueAt) < at.getTime() };
    });
}

/** What changes when somebody answers an order, or goes a step further, which no tally tells: then its words and counts are read anew. */
export function ordersKey(world: World): string {
  if (world.orders.size === 0) return '';
  const newest = world.recent.find(({ call }) => world.orders.has(call.callOutId));
  const standing = [...world.orders.keys()].map((id) => [id, tallyOfCallOut(world, id), world.callOuts.get(id)?.state]);
  return JSON.stringify([newest?.seq ?? 0, standing]);
}
