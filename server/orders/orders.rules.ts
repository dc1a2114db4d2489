import { answersTo } from '../contract/notice-answers.ts';
import { NoticeId, type NoticeWords } from '../contract/notices.ts';
import type { NewOrder, OrderMark } from '../contract/orders.ts';
import type { CallPolicy } from '../contract/policies.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Notice } from '../notices/notices.rules.ts';
import { defaultPolicyOf, stamped } from '../policies/policies.rules.ts';

/**
 * By which orders are called out: as pressing as an orange warning and to the same posts, up to the deputy and the superior. Nobody is
 * sent to a door: who does not answer an order is passed by, not in danger. Default values (默认值).
 */
export const orderPolicy: CallPolicy = stamped({ ...defaultPolicyOf('orange'), id: 'order', then: [['deputy'], ['superior']] });

/** Nobody can do something until a time that has passed. */
export function refusePast(dueAt: string, now: Date): void {
  if (Date.parse(dueAt) <= now.getTime()) throw new Refusal('order/past-due');
}

/** Whether an order says what another one says that came under the same id. */
export function isSame(
  order: Pick<NewOrder, 'incident' | 'text' | 'dueAt'> & { areas: readonly string[]; posts: readonly number[] | null },
  other: typeof order,
): boolean {
  const said = ({ incident, text, dueAt, areas, posts }: typeof order) =>
    JSON.stringify([incident, text, Date.parse(dueAt), posts === null ? [...areas].sort() : [], posts && [...posts].sort((a, b) => a - b)]);
  return said(order) === said(other);
}

/** What people are called about: the order's own words, under a headline with its number and until when. */
export function orderNotice({ id, incidentId, number, areas, dueAt, givenAt }: Omit<OrderMark, 'callOutId'>, text: string): Notice {
  return {
    ...{ id: NoticeId.parse(id), incidentId, kind: 'order', subject: String(number), version: 1, level: null, areas },
    words: orderWords({ number, dueAt, text }),
    ...{ answers: answersTo.order, policyId: orderPolicy.policyId, sentAt: givenAt, beginsAt: null, dueAt },
  };
}

/** The text is in whatever language it was given; of a message that is too long it is cut, never until when. */
function orderWords({ number, dueAt, text }: { number: number; dueAt: string; text: string }): NoticeWords {
  const { month, day, time } = inBeijing(dueAt);
  return {
    zh: { event: '指令', headline: `指令${number}号：请于${month}月${day}日${time}前完成`, description: '', instruction: text },
    en: {
      event: 'Order',
      headline: `Order ${number}, to be done by ${time} on ${day} ${months[month - 1]!}`,
      description: '',
      instruction: text,
    },
  };
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** China keeps one time and no summer time. */
function inBeijing(at: string): { month: number; day: number; time: string } {
  const local = new Date(Date.parse(at) + 8 * 60 * 60_000);
  return { month: local.getUTCMonth() + 1, day: local.getUTCDate(), time: local.toISOString().slice(11, 16) };
}
