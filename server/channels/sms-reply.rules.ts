import { progressSteps, type ReceiptKind } from '../contract/calls.ts';
import type { Reach } from '../contract/policies.ts';
import { replyDigits } from '../contract/reply-digits.ts';
import { clauseSaid, type ClauseSaid } from './answer-words.rules.ts';
import { helpIn, withoutCalm } from './help-words.rules.ts';
import { everyHint } from './reply-hints.rules.ts';
import { questionMark, replyText, unclearPicture, type ReplyText } from './reply-text.rules.ts';

const byDigit: ReadonlyMap<string, ReceiptKind> = new Map(replyDigits);
const chineseDigits = new Map(Array.from('〇一二三四九', (sign, at) => [sign, '012349'[at]!]));

/** Behind a digit: then it counts or dates something. 3人, 8点, 2楼. */
const measures = /^(?:[个人户点分天日月楼组队栋层米吨辆条份年次位名家里公元号只头亩厘度级]|小时|街|村|社|区|来|多|余|几|:)/u;

/** A longer message is no answer; what it says of help is read all the same. */
const longestAnswer = 200;

/**
 * What a person who was reached as this means by a short message, or null when that is not clear: then a person reads it. Whoever asks for
 * help anywhere in it asks for help; else it is a digit, or words that say so much and nothing against it. When in doubt null: a wrong
 * "heard" would stop the calling, while a message that nobody understood leaves the ladder climbing. So does "received" from anybody but
 * the called person.
 */
export function replyKind(text: string, reach: Reach): ReceiptKind | null {
  const said = replyText(text);
  if (isQuoted(said)) return null;
  if (asksForHelp(said)) return 'needHelp';
  if (said.whole.length > longestAnswer) return null;
  return reach === 'self' ? ownKind(said) : othersKind(said.whole);
}

/** A reply for some of those whom a message names: `1#2`, `0#3,5`. */
const forSome = /^\s*(?:回复)?\s*([0-9])\s*号?\s*#\s*([0-9]{1,4}(?:[\s,、#和]+[0-9]{1,4})*)\s*[。.!]?\s*$/u;

/** What a reply says, and of which places in the list that its message gave; null: of no place by name. */
export function repliedFor(text: string): { text: string; places: readonly number[] | null } {
  const [, digit, places] = forSome.exec(text.normalize('NFKC')) ?? [];
  if (digit === undefined || places === undefined) return { text, places: null };
  return { text: digit, places: places.split(/[^0-9]+/).map(Number) };
}

const hints = everyHint.map((hint) => replyText(hint).whole);

/** Our own message sent back: it names every answer. */
function isQuoted({ whole }: ReplyText): boolean {
  return hints.some((hint) => whole.includes(hint));
}

/** Digits of help alone, pressed more than once by who is in a hurry; or words, also where blanks stand between their signs. */
function asksForHelp({ clauses, whole }: ReplyText): boolean {
  if (/^9{1,4}囧*$/u.test(whole)) return true;
  const each = clauses.map(helpIn);
  if (each.includes('needHelp')) return true;
  return each.every((one) => one === 'none') && clauses.length > 1 && helpIn(whole) === 'needHelp';
}

function ownKind(said: ReplyText): ReceiptKind | null {
  if (said.clauses.some((clause, at) => measures.test(clause) && /^[0-9]+$/.test(said.clauses[at - 1] ?? ''))) return null;
  const read = said.clauses.flatMap(readClause);
  const digits = new Set(read.flatMap(({ digit }) => digit ?? []));
  const kinds = new Set(read.flatMap(({ kind }) => kind ?? []));
  const [digit] = digits;
  if (digits.size > 1) return null;
  if (digit === undefined) return wordsKind(kinds);
  const meant = byDigit.get(digit);
  const isDoubted = [...kinds].some((kind) => kind !== 'nothing' && kind !== meant);
  return meant === undefined || isDoubted ? null : meant;
}

/** Words alone: what says that it cannot be done weighs most, then any doubt, then the furthest step. */
function wordsKind(kinds: ReadonlySet<ClauseSaid>): ReceiptKind | null {
  if (kinds.has('cannot')) return 'cannot';
  if (kinds.has('unclear')) return null;
  return progressSteps.findLast((step) => kinds.has(step)) ?? null;
}

interface Clause {
  digit?: string;
  kind?: ClauseSaid;
}

function readClause(clause: string): Clause[] {
  const alone = /^(?:回复|我?回|按|我?选|答)?([0-9〇一二三四九])(?:号|键)?$/u.exec(clause)?.[1];
  if (alone !== undefined) return [{ digit: chineseDigits.get(alone) ?? alone }];
  const leading = /^([0-9])([^0-9].*)$/u.exec(clause);
  if (leading && !measures.test(leading[2]!)) return [{ digit: leading[1]! }, { kind: wordKind(leading[2]!) }];
  const trailing = /^([^0-9]*[^0-9_])([0-9])$/u.exec(clause);
  if (trailing) return [{ digit: trailing[2]! }, { kind: wordKind(trailing[1]!) }];
  return [{ kind: /^[0-9]{2,}$/u.test(clause) ? 'unclear' : wordKind(clause) }];
}

function wordKind(clause: string): ClauseSaid {
  if (helpIn(clause) === 'open') return 'unclear';
  const said = withoutCalm(clause);
  return said === '' ? 'nothing' : clauseSaid(said);
}

/**
 * From somebody who is to reach the called person. Only that the person was reached is an answer; whom else they have called, or that they
 * are about to, is none, so these words have to be all there is.
 */
const reached: readonly RegExp[] = [
  /^(本人)?(已经?)?(联系[到上好]|叫[醒应]|[找见]到|通知到)了?(本人|他|她|人)?了?$/u,
  /^已经?联系了?(本人|他|她)?了?$/u,
  /^(ive|i|we|weve)?(have)?(reached|contacted|roused)(him|her|them|theperson)?$/u,
];
const notReached =
  /^(?:[^0-9]{0,8})(联系不[上到]|打不通|叫不[醒应]|找不[到着]|敲不开|无人应答|没人应答|cannotreach|cantreach|unabletoreach|notreached)/u;

function othersKind(whole: string): ReceiptKind | null {
  const [, digit, words = ''] = /^(?:回复)?([0-9])(?:号)?([^0-9]*)$/u.exec(whole) ?? [];
  const spoken = othersWords(digit === undefined ? whole : words);
  if (digit === undefined) return spoken;
  const meant = byDigit.get(digit) ?? null;
  return words === '' || spoken === meant ? meant : null;
}

function othersWords(words: string): ReceiptKind | null {
  if (words.includes(questionMark) || words.includes(unclearPicture)) return null;
  if (notReached.test(words)) return 'cannot';
  return reached.some((pattern) => pattern.test(words)) ? 'heard' : null;
}
