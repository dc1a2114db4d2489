import type { ReceiptKind } from '../contract/calls.ts';
import type { MessageTemplate } from '../contract/policies.ts';
import { replyDigits } from '../contract/reply-digits.ts';

/** What a message over each channel says about how to answer it. */
export const replyHints: Record<'sms' | 'voice', MessageTemplate> = {
  sms: {
    zh: '请回复：1收到 2到岗 3转移中 4完成 9求助 0无法执行',
    en: 'Reply: 1 heard, 2 on post, 3 acting, 4 done, 9 need help, 0 cannot',
  },
  voice: { zh: '请听完后按1确认收到，求助按9', en: 'Listen to the end, then press 1 to confirm, 9 for help' },
};

const byDigit: ReadonlyMap<string, ReceiptKind> = new Map(replyDigits);

/** In the order in which they are looked for: "无法到岗" is not 到岗, and whoever asks for help in passing asks for help. */
const byWords: readonly [ReceiptKind, RegExp][] = [
  ['needHelp', /^(我?(需要|请求|请)?(求助|求救|救命|救援|支援|帮助)|sos|help|needhelp)/],
  ['cannot', /^(无法|不能|没法|执行不了|到不了|去不了|cannot|cant|unable)/],
  ['done', /^((已|全部|已经|已全部)?(完成|转移完毕|转移完成|完毕|转移到位)|done|finished)/],
  ['acting', /^((正在|正|已|已经|开始)?(转移中|转移|行动中|处置中|处置|执行中|组织转移)|acting)/],
  ['onPost', /^((已|已经)?(到岗|在岗|到位|上岗|就位)|onpost)/],
  ['heard', /^((已|已经)?(收到|知道|知悉|明白|好的?|是的?|听到|ok|okay)|yes|heard|received|roger)/],
];

/** Words that turn an answer into its opposite or into a question; such a message is read by a person. */
const doubts = /[没未不别吗呢?]|什么|哪|谁|几/;

/**
 * What a person means by a short message, or null when that is not clear. A digit alone, or one of the usual words; full-width digits,
 * blanks, quotes, brackets and punctuation do not matter. When in doubt null: a wrong "heard" would stop the calling, while a message
 * that nobody understood leaves the ladder climbing.
 */
export function replyKind(text: string): ReceiptKind | null {
  const plain = plainOf(text);
  const digit = /^(?:回复)?([0-9])(?:号)?$/.exec(plain)?.[1];
  if (digit !== undefined) return byDigit.get(digit) ?? null;
  return byLeadingDigit(plain) ?? byWord(plain);
}

/** Half-width, small, without what stands around the words. A message longer than a note is no answer. */
function plainOf(text: string): string {
  const circled = text.slice(0, 200).normalize('NFKC').toLowerCase();
  return circled.replace(/[\p{P}\p{S}\p{Z}\p{C}]/gu, (mark) => (mark === '?' ? '?' : ''));
}

/** "1收到": the digit and the word have to agree. */
function byLeadingDigit(plain: string): ReceiptKind | null {
  const match = /^([0-9])(\D+)$/.exec(plain);
  if (!match) return null;
  const kind = byDigit.get(match[1]!);
  return kind !== undefined && byWord(match[2]!) === kind ? kind : null;
}

function byWord(plain: string): ReceiptKind | null {
  const found = byWords.find(([, words]) => words.test(plain));
  if (!found) return null;
  const [kind, words] = found;
  const isUrgent = kind === 'needHelp' || kind === 'cannot';
  const doubted = isUrgent ? plain.replace(words, '') : plain;
  if (!isUrgent && doubts.test(doubted)) return null;
  return kind;
}
