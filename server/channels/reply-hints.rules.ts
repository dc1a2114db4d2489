import type { NoticeKind } from '../contract/notices.ts';
import type { MessageTemplate, Reach } from '../contract/policies.ts';

type Hints = Record<'sms' | 'voice', MessageTemplate>;

/** What a message over each channel says to the called person about how to answer it. */
const ownHints: Hints = {
  sms: {
    zh: '请回复：1收到 2到岗 3转移中 4完成 9求助 0无法执行',
    en: 'Reply: 1 heard, 2 on post, 3 acting, 4 done, 9 need help, 0 cannot',
  },
  voice: { zh: '请听完后按1确认收到，求助按9', en: 'Listen to the end, then press 1 to confirm, 9 for help' },
};

/** The same of an order: the digits say what they say of a warning, so that none means two things on one phone. */
const orderHints: Hints = {
  sms: {
    zh: '请回复：1接受 3进行中 4完成 0无法执行 9求助',
    en: 'Reply: 1 accept, 3 under way, 4 done, 0 decline, 9 need help',
  },
  voice: { zh: '请听完后按1接受，无法执行按0，求助按9', en: 'Listen to the end, then press 1 to accept, 0 to decline, 9 for help' },
};

/** The same to whoever is to reach that person: that this message has come says nothing about the person. */
const othersHints: Hints = {
  sms: {
    zh: '联系到本人后回复1，联系不上回复0，需要救援回复9',
    en: 'Reply 1 once you have reached the person, 0 if you cannot, 9 if rescue is needed',
  },
  voice: {
    zh: '请听完。已联系到本人请按1，联系不上请按0，需要救援请按9',
    en: 'Listen to the end. Press 1 if you have reached the person, 0 if you cannot, 9 if rescue is needed',
  },
};

/** The same where one message names many: an answer is for all of them, or with a place for that one alone. */
const manyHints: Hints = {
  sms: {
    zh: '全部联系到后回复1，只联系到其中一人回复1#序号，联系不上回复0#序号，需要救援回复9#序号',
    en: 'Reply 1 once you have reached all of them, 1#place for one, 0#place if you cannot reach that one, 9#place if rescue is needed',
  },
  voice: {
    zh: '请听完。已全部联系到请按1，联系不上请按0，需要救援请按9，名单见短信',
    en: 'Listen to the end. Press 1 if you have reached all of them, 0 if you cannot, 9 if rescue is needed; the list is in the short message',
  },
};

/** How to answer a message over a channel, for whoever is reached as this; `many`: for all whom it names. */
export function replyHint(channel: keyof Hints, reach: Reach | 'many', noticeKind: NoticeKind): MessageTemplate {
  if (reach === 'many') return manyHints[channel];
  if (reach !== 'self') return othersHints[channel];
  return (noticeKind === 'order' ? orderHints : ownHints)[channel];
}

/** Every hint that goes out, in both languages: who sends one back has forwarded or quoted our message. */
export const everyHint: readonly string[] = [ownHints, orderHints, othersHints, manyHints].flatMap((hints) =>
  Object.values(hints).flatMap(({ zh, en }) => [zh, en]),
);
