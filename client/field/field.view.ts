import type { Call, CallId, Progress, ReceiptKind } from '#contract/calls.ts';
import type { FieldCall, FieldDoorCheck, FieldPage } from '#contract/field.ts';
import { answersTo, receiptKindOf } from '#contract/notice-answers.ts';
import type { Locale, Say } from './say.ts';

/** Where a call stands for the one who is called. */
export type Phase = 'calling' | 'escalated' | 'unroused' | 'answered' | 'stale' | 'superseded' | 'cancelled';

export function phaseOf({ call, callOutState }: Pick<FieldCall, 'call' | 'callOutState'>): Phase {
  if (callOutState === 'cancelled') return 'cancelled';
  return call.state === 'silent' ? 'calling' : call.state;
}

/** Over: nobody waits for an answer to this version any more. */
export function isOver(phase: Phase): phase is 'stale' | 'superseded' | 'cancelled' {
  return phase === 'stale' || phase === 'superseded' || phase === 'cancelled';
}

/** Whether somebody still waits for the first answer. */
export function isOwed(held: Pick<FieldCall, 'call' | 'callOutState'>): boolean {
  const phase = phaseOf(held);
  return phase !== 'answered' && !isOver(phase);
}

/** What it is about, in the language of the page: an order says it in both. */
export function headlineOf({ headline, words }: Pick<FieldCall, 'headline' | 'words'>, locale: Locale): string {
  return (locale === 'en' ? words?.en : words?.zh)?.headline ?? headline;
}

/** What a page says below the headline. A call that was kept by an earlier version of this page has no words of its policy. */
export function wordsOf({ message, words, ...kept }: Pick<FieldCall, 'message' | 'words' | 'description' | 'instruction'>, locale: Locale) {
  const { description, instruction } = (locale === 'en' ? words?.en : words?.zh) ?? kept;
  const own = (locale === 'en' ? message?.en : message?.zh) ?? '';
  const unless = (text: string) => (text !== '' && own.includes(text) ? '' : text);
  return { own, description: unless(description), instruction: unless(instruction) };
}

/** A call as it was read at a moment of this device's clock. */
export interface KeptCall {
  token: string;
  field: FieldCall;
  /** Milliseconds of the device's clock. */
  readAt: number;
}

/** Anything that says what time it was in its incident when it was read. */
export interface Clocked {
  field: Pick<FieldCall, 'now' | 'clockRate'>;
  readAt: number;
}

/** What time it is in the incident, carried on from when the call was read. */
export function incidentTime({ field, readAt }: Clocked, nowMilliseconds: number): Date {
  return new Date(Date.parse(field.now) + Math.max(0, nowMilliseconds - readAt) * field.clockRate);
}

/** Incident seconds until somebody else is called; negative when that is past, null when nothing is due. */
export function secondsLeft(held: KeptCall, nowMilliseconds: number): number | null {
  const { dueAt } = held.field.call;
  return dueAt === null ? null : Math.ceil((Date.parse(dueAt) - incidentTime(held, nowMilliseconds).getTime()) / 1000);
}

/** `14 分 11 秒`, `1 时 4 分`: `14:11` would be read as a time of day. */
export function countdown(seconds: number, say: Say): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  if (hours > 0) return say('field/span.hours', { hours, minutes });
  return minutes > 0 ? say('field/span.minutes', { minutes, seconds: seconds % 60 }) : say('field/span.seconds', { seconds });
}

/** Silent reading at 12 characters a second, no less than 3 and no more than 20 seconds: as long as the message would be spoken. */
export function readingSeconds(text: string): number {
  return Math.min(20, Math.max(3, Math.ceil(text.length / 12)));
}

const order: readonly Progress[] = ['heard', 'onPost', 'acting', 'done'];

/** What a device knows of a call besides the call. */
export interface Saying {
  /** What it has yet to send. */
  pending: readonly ReceiptKind[];
  /** Whether it speaks for its own person, or for somebody else whom that person has to reach. */
  isOwn: boolean;
}

/** How far the call is, including what is yet to be sent. Who asks for help, or cannot act, has heard; who says so of somebody else has not. */
export function progressOf(call: Pick<Call, 'progress'>, { pending, isOwn }: Saying): Progress | null {
  const said = pending.map((kind) => (isOwn && (kind === 'needHelp' || kind === 'cannot' || kind === 'helped') ? 'heard' : kind));
  return order.findLast((step) => step === call.progress || said.includes(step)) ?? null;
}

export interface ProgressStep {
  kind: Progress;
  /** locked: the message has not been read. next: what is expected now. */
  state: 'locked' | 'open' | 'next' | 'sending' | 'said';
}

/** Whether all that was said is a cry for help: it counts as an answer, but no step was chosen, and nothing about it is well. */
export function isHelpAlone(call: Pick<Call, 'progress' | 'needHelp'>, saying: Saying): boolean {
  const asks = call.needHelp || (saying.isOwn && saying.pending.includes('needHelp'));
  return asks && progressOf(call, saying) === 'heard';
}

/** What a call asks for, as it counts: of an order that it is accepted counts as heard. A page that was kept by an earlier version says nothing of it. */
export function askedKinds({ answers }: Pick<FieldCall, 'answers'>): ReceiptKind[] {
  return (answers ?? answersTo.warning).map((answer) => receiptKindOf[answer]);
}

/** The answers that can be given, in order, and how each stands. */
export function stepsOf(
  call: Pick<Call, 'progress' | 'needHelp'>,
  { isRead, asked = order, ...saying }: Saying & { isRead: boolean; asked?: readonly ReceiptKind[] },
): ProgressStep[] {
  const progress = progressOf(call, saying);
  const reached = order.indexOf(progress ?? 'heard');
  const isHeard = progress !== null;
  const isHelp = isHelpAlone(call, saying);
  const next = order.find((kind, at) => at > reached && asked.includes(kind));
  return order.map((kind, at) => ({ kind, state: stateOf(at) })).filter(({ kind }) => asked.includes(kind));

  function stateOf(at: number): ProgressStep['state'] {
    const kind = order[at]!;
    if (isHeard && at <= reached) return saying.pending.includes(kind) ? 'sending' : 'said';
    if (!isHeard && !isRead) return 'locked';
    if (!isHeard) return at === 0 ? 'next' : 'open';
    return kind === next && !isHelp ? 'next' : 'open';
  }
}

/** Numbers that are reported belong to a step: to the one reached, and to acting before that. */
export function reportKind(progress: Progress | null): Progress {
  return progress === 'done' ? 'done' : 'acting';
}

/** Whether a call that rings takes the place of the one on the screen. */
export function takesOver(ringing: FieldCall, shown: FieldCall | null): boolean {
  if (!shown || shown.call.id === ringing.call.id) return true;
  return !isOwed(shown) || Date.parse(ringing.call.calledAt) > Date.parse(shown.call.calledAt);
}

/** The call that a page opens with: what waits for the person's own answer, then what waits for one by hand, then the newest. */
export function firstToShow({ calls, answersFor }: Pick<FieldPage, 'calls' | 'answersFor'>): CallId | null {
  const first = calls.find(isOwed) ?? answersFor.find(isOwed) ?? calls[0] ?? answersFor[0];
  return first?.call.id ?? null;
}

/** Opens a place in the map application of the phone. */
export function mapLink({ lng, lat }: { lng: number; lat: number }): string {
  return `geo:${lat},${lng}?q=${lat},${lng}`;
}

/** The door to go to, as long as somebody has to: to rouse who is silent, or to people who refuse or cannot be found. A call that was kept by an earlier version of this page names none. */
export function doorCheckOf(field: Pick<FieldCall, 'call' | 'callOutState'> & Partial<Pick<FieldCall, 'door'>>): FieldDoorCheck | null {
  const door = field.door ?? null;
  const isAnswered = phaseOf(field) === 'answered';
  return isOwed(field) || (isAnswered && door?.reason !== undefined && door.reason !== 'unroused') ? door : null;
}

/** `07-28 11:20` in Shanghai; with the year when it is not that of `now`. */
export function shanghaiTime(at: string, now: string): string {
  const time = isoInShanghai(at);
  return time.slice(time.slice(0, 4) === isoInShanghai(now).slice(0, 4) ? 5 : 0);
}

/** `11:20` on the day of `now`, else with its date. */
export function shanghaiTimeToday(at: string, now: string): string {
  return isoInShanghai(at).slice(0, 10) === isoInShanghai(now).slice(0, 10) ? isoInShanghai(at).slice(11) : shanghaiTime(at, now);
}

/** Swedish writes dates as ISO does. */
function isoInShanghai(at: string): string {
  return new Date(at).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 16);
}
