import type { Catalogue } from './catalogue.ts';

/** What people are called about. */
export const notices = {
  'notice/warning': { zh: '预警', en: 'Warning' },
  'notice/warning.sign': { zh: '警', en: 'W' },
  'notice/order': { zh: '指令', en: 'Order' },
  'notice/order.sign': { zh: '令', en: 'O' },
  'notice/check': { zh: '通信检查', en: 'Communications check' },
  'notice/check.sign': { zh: '检', en: 'C' },
  'notice/test': { zh: '系统自检', en: 'Self-test' },
  'notice/test.sign': { zh: '检', en: 'T' },
  'event/指令': { zh: '指令', en: 'Order' },
  'event/系统自检': { zh: '系统自检', en: 'Self-test' },

  'orders/title': { zh: '指令', en: 'Orders' },
  'orders/number': { zh: '指令 {number} 号', en: 'Order {number}' },
  'orders/open': { zh: '在地图上看它的区域', en: 'Show its areas on the map' },
  'orders/due': { zh: '{time} 前完成', en: 'Due {time}' },
  'orders/late': { zh: '已过时限 {time}', en: 'Overdue since {time}' },
  'orders/answered': { zh: '已应答 {answered}/{called}', en: '{answered} of {called} answered' },
  'orders/stand': {
    zh: '下达 {called} 人 · 接受 {accepted} · 进行中 {underWay} · 完成 {done} · 无法执行 {declined} · 未应答 {silent}',
    en: 'Given to {called} · accepted {accepted} · under way {underWay} · done {done} · declined {declined} · silent {silent}',
  },
  'orders/count.moved': { zh: '已转移', en: 'moved' },
  'orders/count.refused': { zh: '拒绝', en: 'refused' },
  'orders/count.absent': { zh: '不在', en: 'absent' },
  'orders/count.sheltered': { zh: '已安置', en: 'sheltered' },
  'orders/count.withRelatives': { zh: '投亲靠友', en: 'with relatives' },
  'orders/state.awaitingRelease': { zh: '待第二人放行，还没有下达', en: 'Awaits a second person: not given to anybody yet' },
  'orders/state.closed': { zh: '已停止叫应', en: 'Calling has stopped' },
  'orders/state.cancelled': { zh: '已撤销', en: 'Called off' },

  'orderReply/heard': { zh: '已接受', en: 'accepted' },
  'orderReply/onPost': { zh: '已到岗', en: 'on post' },
  'orderReply/acting': { zh: '进行中', en: 'under way' },
  'orderReply/done': { zh: '完成', en: 'done' },
  'orderReply/cannot': { zh: '无法执行', en: 'declined' },
} satisfies Catalogue;
