import { describe, expect, it } from 'vitest';
import type { Order } from '#contract/orders.ts';
import { orderCards, ordersKey } from '../../../client/orders/orders.view.ts';
import { emptyWorld, fold, type World } from '#contract/world.ts';
import { aCall, aCallOut, aFact, anOrder, aTally, noon } from '../../support/builders.ts';

const area = '320623101000';
const order = anOrder({ number: 2 });
const callOut = aCallOut({ id: order.callOutId, noticeKind: 'order', warningId: null, level: null });

function worldOf(answered: number): World {
  return fold(emptyWorld, {
    seq: 3,
    facts: [
      aFact(1, { kind: 'order.put', areaCode: null, order }),
      aFact(2, { kind: 'callOut.put', areaCode: null, callOut }),
      aFact(3, {
        kind: 'calls.put',
        areaCode: area,
        callOutId: callOut.id,
        tallyCode: area,
        calls: [],
        tally: aTally({ total: 3, answered, silent: 3 - answered }),
      }),
    ],
  });
}

function told(about: Partial<Order> = {}): Order {
  return {
    ...{
      ...order,
      text: '封路',
      posts: null,
      by: '值班员',
      called: 3,
      accepted: 1,
      underWay: 0,
      done: 0,
      declined: 0,
      silent: 2,
      counts: {},
    },
    ...about,
  };
}

const before = new Date('2026-07-26T05:00:00.000Z');
const late = new Date('2026-07-26T06:00:01.000Z');

describe('an order beside the warnings', () => {
  it('stands by the facts alone until its words were read', () => {
    expect(orderCards(worldOf(1), [], before)).toMatchObject([{ number: 2, told: null, answered: 1, silent: 2, isLate: false }]);
    expect(orderCards(worldOf(1), [told()], before)).toMatchObject([{ told: { text: '封路', accepted: 1 } }]);
  });

  it('is late once its time has passed and somebody has not said that it is done', () => {
    expect(orderCards(worldOf(3), [told({ done: 2 })], late)).toMatchObject([{ isLate: true }]);
    expect(orderCards(worldOf(3), [told({ done: 3 })], late)).toMatchObject([{ isLate: false }]);
  });

  it('is read anew when somebody answers, and not otherwise', () => {
    expect(ordersKey(worldOf(1))).toBe(ordersKey(worldOf(1)));
    expect(ordersKey(worldOf(2))).not.toBe(ordersKey(worldOf(1)));
    const call = aCall({ callOutId: callOut.id, state: 'answered', progress: 'done', answeredAt: noon });
    const tally = aTally({ total: 3, answered: 1, silent: 2 });
    const further = {
      kind: 'calls.put',
      areaCode: area,
      callOutId: callOut.id,
      tallyCode: area,
      calls: [call],
      tally,
      receipts: [call.id],
    } as const;
    const done = fold(worldOf(1), { seq: 4, facts: [aFact(4, { ...further, calls: [call], receipts: [call.id] })] });
    expect(ordersKey(done)).not.toBe(ordersKey(worldOf(1)));
    expect(ordersKey(emptyWorld)).toBe('');
  });
});
