import type { Catalogue } from './catalogue.ts';

/** Replies that nothing here could read. */
export const replies = {
  'replies/unread': { zh: '{count} 条回复未识别', en: '{count, plural, one {# reply} other {# replies}} not understood' },
  'replies/rail': { zh: '未识别', en: 'unread' },
  'replies/open': { zh: '查看未识别的回复', en: 'Look at the replies that were not understood' },
  'replies/title': { zh: '未识别的回复', en: 'Replies not understood' },
  'replies/note': {
    zh: '系统读不懂，或不知道是谁发来的。在有人处理之前，这些人仍按未应答继续叫应。',
    en: 'They could not be read, or nobody knows who sent them. Until somebody deals with one, its sender is still called as silent.',
  },
  'replies/none': { zh: '没有未识别的回复。', en: 'No replies wait here.' },
  'replies/left': { zh: '仅列出最新 {shown} 条，共 {total} 条', en: 'The newest {shown} of {total}' },
  'replies/channel.sms': { zh: '短信', en: 'SMS' },
  'replies/channel.voice': { zh: '电话按键', en: 'Key pressed on the phone' },
  'replies/channel.chat': { zh: '即时通信', en: 'Chat' },
  'replies/unknown-sender': { zh: '号码不在册', en: 'Number of nobody here' },
  'replies/reveal': { zh: '显示号码', en: 'Show the number' },
  'replies/call': { zh: '应答哪一次叫应', en: 'Which call it answers' },
  'replies/kind': { zh: '作为什么应答', en: 'As which answer' },
  'replies/take': { zh: '登记为：{kind}', en: 'Record as: {kind}' },
  'replies/choose': { zh: '先选择应答类别', en: 'Choose what it says first' },
  'replies/no-call': {
    zh: '没有对应的叫应对象。如果知道是谁，请在叫应板上为本人登记应答，再略过这条。',
    en: 'No running call goes with it. If you know who it is, record the answer on the call board, then pass this over.',
  },
  'replies/pass-over': { zh: '不作应答…', en: 'Not an answer…' },
  'replies/reason': { zh: '原因', en: 'Why' },
  'replies/pass-over.now': { zh: '略过', en: 'Pass over' },
  'replies/taken': { zh: '已登记为应答：{kind}', en: 'Recorded as an answer: {kind}' },
  'replies/passed-over': { zh: '已略过这条回复', en: 'The reply was passed over' },
} satisfies Catalogue;
