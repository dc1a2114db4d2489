import type { ReceiptKind } from '../contract/calls.ts';
import type { MessageTemplate, Reach } from '../contract/policies.ts';
import { replyDigits } from '../contract/reply-digits.ts';

type Hints = Record<'sms' | 'voice', MessageTemplate>;

/** What a message over each channel says to the called person about how to answer it. */
const ownHints: Hints = {
  sms: {
    zh: '请回复：1收到 2到岗 3转移中 4完成 9求助 0无法执行',
    en: 'Reply: 1 heard, 2 on post, 3 acting, 4 done, 9 need help, 0 cannot',
  },
  voice: { zh: '请听完后按1确认收到，求助按9', en: 'Listen to the end, then press 1 to confirm, 9 for help' },
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

/** How to answer a message over a channel, for whoever is reached as this. */
export function replyHint(channel: keyof Hints, reach: Reach): MessageTemplate {
  return (reach === 'self' ? ownHints : othersHints)[channel];
}

const byDigit: ReadonlyMap<string, ReceiptKind> = new Map(replyDigits);

type Words = readonly (readonly [ReceiptKind, RegExp])[];

const needHelp = ['needHelp', /^(我?(需要|请求|请)?(求助|求救|救命|救援|支援|帮助)|sos|help|needhelp)/] as const;

/** In the order in which they are looked for: "无法到岗" is not 到岗, and whoever asks for help in passing asks for help. */
const ownWords: Words = [
  needHelp,
  ['cannot', /^(无法|不能|没法|执行不了|到不了|去不了|cannot|cant|unable)/],
  ['done', /^((已|全部|已经|已全部)?(完成|转移完毕|转移完成|完毕|转移到位)|done|finished)/],
  ['acting', /^((正在|正|已|已经|开始)?(转移中|转移|行动中|处置中|处置|执行中|组织转移)|acting)/],
  ['onPost', /^((已|已经)?(到岗|在岗|到位|上岗|就位)|onpost)/],
  ['heard', /^((已|已经)?(收到|知道|知悉|明白|好的?|是的?|听到|ok|okay)|yes|heard|received|roger)/],
];

/**
 * From somebody who is to reach the called person. Only that the person was reached is an answer; whom else they have called, or that they
 * are about to, is none, so these words have to be all there is.
 */
const othersWords: Words = [
  needHelp,
  ['cannot', /^(本人)?(联系不[上到]|打不通|叫不[醒应]|找不[到着]|敲不开|无人应答|没人应答|cannotreach|cantreach|unabletoreach|notreached)/],
  ['heard', /^(本人)?(已经?)?(联系[到上好]|叫[醒应]|[找见]到|通知到)了?(本人|他|她|人)?了?$/],
  ['heard', /^已经?联系了?(本人|他|她)?了?$/],
  ['heard', /^(ive|i|we|weve)?(have)?(reached|contacted|roused)(him|her|them|theperson)?$/],
];

/** Words that turn an answer into its opposite or into a question; such a message is read by a person. */
const doubts = /[没未不别吗呢?]|什么|哪|谁|几/;

/**
 * What a person who was reached as this means by a short message, or null when that is not clear. A digit alone, or one of the usual
 * words; full-width digits, blanks, quotes, brackets and punctuation do not matter. When in doubt null: a wrong "heard" would stop the
 * calling, while a message that nobody understood leaves the ladder climbing. So does "received" from anybody but the called person.
 */
export function replyKind(text: string, reach: Reach): ReceiptKind | null {
  const words = reach === 'self' ? ownWords : othersWords;
  const plain = plainOf(text);
  const digit = /^(?:回复)?([0-9])(?:号)?$/.exec(plain)?.[1];
  if (digit !== undefined) return byDigit.get(digit) ?? null;
  return byLeadingDigit(plain, words) ?? byWord(plain, words);
}

/** Half-width, small, without what stands around the words. A message longer than a note is no answer. */
function plainOf(text: string): string {
  const circled = text.slice(0, 200).normalize('NFKC').toLowerCase();
  return circled.replace(/[\p{P}\p{S}\p{Z}\p{C}]/gu, (mark) => (mark === '?' ? '?' : ''));
}

/** "1收到": the digit and the word have to agree. */
function byLeadingDigit(plain: string, words: Words): ReceiptKind | null {
  const match = /^([0-9])(\D+)$/.exec(plain);
  if (!match) return null;
  const kind = byDigit.get(match[1]!);
  return kind !== undefined && byWord(match[2]!, words) === kind ? kind : null;
}

function byWord(plain: string, words: Words): ReceiptKind | null {
  const found = words.find(([, pattern]) => pattern.test(plain));
  if (!found) return null;
  const [kind, pattern] = found;
  const isUrgent = kind === 'needHelp' || kind === 'cannot';
  const doubted = isUrgent ? plain.replace(pattern, '') : plain;
  if (!isUrgent && doubts.test(doubted)) return null;
  return kind;
}
