import { progressSteps, type CallId, type Progress, type ReceiptKind } from '../contract/calls.ts';
import type { Reach } from '../contract/policies.ts';
import type { IncomingReply } from '../kernel/channels/channel.ts';
import { replyKind } from './sms-reply.rules.ts';

/** The newest message about a call that had left for a number before a reply came from it, or a call of which none had. */
export interface SentMessage {
  attemptId: number;
  /** The attempt as which its message travelled: itself, unless that message spoke of many. */
  carrierId: number;
  callId: CallId;
  personId: number;
  areaCode: string;
  reach: Reach;
  /** False: the person was called in other ways, and only a call for help is taken for an answer. */
  isWritten: boolean;
  sentAt: Date;
  /** over: its call-out has ended, or another version has replaced it. */
  standing: 'owing' | 'answered' | 'over';
  progress: Progress | null;
  /** When this person last said what about this call, over whichever channel. */
  said: Partial<Record<ReceiptKind, string>>;
}

/** What a reply says, null when that is not clear, and of which message; undefined: of none, nobody had written to that number. */
export interface Meaning {
  kind: ReceiptKind | null;
  written: SentMessage | undefined;
}

/** Within this the same words are a redelivery, or a second press of who was not sure about the first. */
export const repeatMilliseconds = 10 * 60_000;
/** Nobody reads a message and answers it in less. */
const readingMilliseconds = 10_000;

/**
 * Which of the messages that wait on a phone a reply means. Most urgent is what the person has yet to answer for himself, then what he was
 * to do for others; a later step belongs to the call that he is acting on. Among equals it is the message that he has read last. The same
 * words again are for the same call, unless something has asked for them since: a second press must not answer what nobody has read.
 *
 * Where this errs a call rings on, and its next message can be answered; an answer to a call that nobody meant would silence it.
 */
export function meaningOf({ text, at }: Pick<IncomingReply, 'text' | 'at'>, all: readonly SentMessage[]): Meaning {
  const read = all.flatMap((written): Read[] => {
    const kind = replyKind(text, written.reach);
    return kind === null || (kind !== 'needHelp' && !written.isWritten) ? [] : [{ kind, written }];
  });
  const sent = all.filter(({ isWritten }) => isWritten);
  if (read.length === 0) return { kind: sent.length === 0 ? replyKind(text, 'self') : null, written: sent.toSorted(newestFirst)[0] };
  return repeated(read, at) ?? read.toSorted((one, other) => rank(one) - rank(other) || writtenFirst(one.written, other.written))[0]!;
}

/** The messages as they stand after a reply, for the next one from the same number. */
export function afterwards(all: readonly SentMessage[], { kind, written }: Meaning, at: Date): SentMessage[] {
  return all.map((one) => {
    if (kind === null || one.callId !== written?.callId || one.personId !== written.personId) return one;
    const said = { ...one.said, [kind]: at.toISOString() };
    const isReached = one.reach === 'self' || isStep(kind);
    if (one.standing === 'over' || !isReached) return { ...one, said };
    return {
      ...one,
      said,
      standing: 'answered',
      progress: wants({ kind, written: one }) && isStep(kind) ? kind : (one.progress ?? 'heard'),
    };
  });
}

interface Read {
  kind: ReceiptKind;
  written: SentMessage;
}

function repeated(read: readonly Read[], at: Date): Read | undefined {
  const [last] = read
    .filter((one) => at.getTime() - saidAt(one) < repeatMilliseconds)
    .toSorted((one, other) => saidAt(other) - saidAt(one));
  if (!last) return undefined;
  const isAskedAnew = read.some((one) => {
    const sentAt = one.written.sentAt.getTime();
    return wants(one) && sentAt > saidAt(last) && at.getTime() - sentAt >= readingMilliseconds;
  });
  return isAskedAnew ? undefined : last;
}

function saidAt({ kind, written }: Read): number {
  const at = written.said[kind];
  return at === undefined ? -Infinity : Date.parse(at);
}

function rank(read: Read): number {
  const { kind, written } = read;
  const isOwn = written.reach === 'self';
  if (written.standing === 'over') return 4;
  if (kind === 'needHelp') return isOwn ? 0 : 2;
  if (!wants(read)) return kind === 'cannot' && isOwn ? 2 : 3;
  if (!isOwn) return 2;
  return written.standing === 'owing' && isLaterStep(kind) ? 1 : 0;
}

/** Whether this would be news to the call: it owes an answer, or has not come so far. */
function wants({ kind, written: { standing, progress } }: Read): boolean {
  if (standing !== 'answered') return standing === 'owing';
  return isLaterStep(kind) && progressSteps.indexOf(kind) > progressSteps.indexOf(progress ?? 'heard');
}

function isStep(kind: ReceiptKind): kind is Progress {
  return (progressSteps as readonly ReceiptKind[]).includes(kind);
}

function isLaterStep(kind: ReceiptKind): kind is Progress {
  return isStep(kind) && kind !== 'heard';
}

function writtenFirst(one: SentMessage, other: SentMessage): number {
  return Number(other.isWritten) - Number(one.isWritten) || newestFirst(one, other);
}

function newestFirst(one: SentMessage, other: SentMessage): number {
  return other.sentAt.getTime() - one.sentAt.getTime() || other.attemptId - one.attemptId;
}
