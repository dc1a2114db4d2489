import type { Catalogue } from './catalogue.ts';

/** What people are called about. */
export const notices = {
  'notice/warning': { zh: '预警', en: 'Warning' },
  'notice/order': { zh: '指令', en: 'Order' },
  'notice/order.sign': { zh: '令', en: 'O' },
  'notice/check': { zh: '通信检查', en: 'Communications check' },
  'notice/check.sign': { zh: '检', en: 'C' },
  'notice/test': { zh: '系统自检', en: 'Self-test' },
  'notice/test.sign': { zh: '检', en: 'T' },
} satisfies Catalogue;
