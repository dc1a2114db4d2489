import type { ReceiptKind } from '../contract/calls.ts';
import type { AttemptState, GatewayChannel, GatewayOutcome } from '../contract/channels.ts';
import { defaultMessageSeconds, type GatewayReport } from '../contract/gateways.ts';
import type { Reach } from '../contract/policies.ts';
import { replyKind } from './sms-reply.rules.ts';

/** What a gateway says of an attempt, by callback or over its line. */
export type Reported = Pick<GatewayReport, 'heardSeconds' | 'messageSeconds' | 'digits'> & { outcome: GatewayOutcome };

/** How the message went that a report is about: over which channel, and to its own person or to somebody who is reached for that one. */
export interface Carried {
  channel: GatewayChannel;
  reach: Reach;
}

/** How a report is read. */
export interface ReportReading {
  outcome: GatewayOutcome;
  /** The answer that it is taken for; null for none. */
  kind: ReceiptKind | null;
  /** Keys or words that mean nothing here: a person looks at them, whatever else the report says. */
  unread: string | null;
}

/**
 * Reads what a gateway says of an attempt. Over the phone only who has heard the whole message has answered, and everybody hangs up in
 * the end; who did so before is called again. Who was asked to reach somebody else has not done so by listening, or by saying so: that
 * is said with a key, or with words that name it. A call for help counts however little was heard: losing it would be worse than a slip of the thumb. In a chat the message is
 * before the person's eyes, and only what was pressed or written is an answer.
 */
export function readReport({ channel, reach }: Carried, { outcome, heardSeconds, messageSeconds, digits }: Reported): ReportReading {
  const said = digits === undefined ? null : replyKind(digits, reach);
  const read = readAs({ channel, reach }, { outcome, heardSeconds, messageSeconds, said });
  // A call for help that comes with what cannot be is looked at as well.
  const isLost = said === null || ((said === 'needHelp' || said === 'cannot') && read.kind !== said);
  return { ...read, unread: isLost && digits !== undefined && digits.trim() !== '' ? digits : null };
}

type Heard = Pick<Reported, 'outcome' | 'heardSeconds' | 'messageSeconds'> & { said: ReceiptKind | null };

function readAs({ channel, reach }: Carried, { outcome, heardSeconds, messageSeconds, said }: Heard): Omit<ReportReading, 'unread'> {
  const isPickedUp = outcome === 'answered' || (outcome === 'hungUp' && channel === 'voice');
  if (!isPickedUp) return { outcome, kind: null };
  if (channel !== 'voice') return said ? { outcome, kind: said } : { outcome: 'delivered', kind: null };
  if (said === 'needHelp' || said === 'cannot') return { outcome, kind: said };
  const isWhole = (heardSeconds ?? 0) >= (messageSeconds ?? defaultMessageSeconds);
  if (!isWhole) return { outcome: 'hungUp', kind: null };
  return { outcome: 'answered', kind: said ?? (reach === 'self' ? 'heard' : null) };
}

/** Whether the gateway of a channel posts to us. What becomes of the others' messages comes back over their own lines. */
export function callsBack(channel: GatewayChannel): boolean {
  return channel === 'voice' || channel === 'chat';
}

/** How much an outcome says. Reports come twice and in any order: what says less than is known changes nothing. */
const weight: Record<GatewayOutcome, number> = {
  simulated: 0,
  accepted: 0,
  noAnswer: 1,
  rejected: 1,
  voicemail: 1,
  invalidNumber: 1,
  off: 1,
  expired: 1,
  undeliverable: 1,
  delivered: 2,
  hungUp: 2,
  answered: 3,
};

export function isNews(known: GatewayOutcome | null, said: GatewayOutcome): boolean {
  return known === null || (known !== said && weight[said] >= weight[known]);
}

/** Outcomes after which the message will never have reached anyone. */
const hopeless: readonly GatewayOutcome[] = ['invalidNumber', 'off', 'expired', 'undeliverable'];

/**
 * The state of an attempt after a report: one that a server still holds, lost, or is to hand over again did leave, and does not leave
 * twice. That it was shown is noted apart.
 */
export function stateAfter(state: AttemptState, outcome: GatewayOutcome): AttemptState {
  if (state === 'shown') return state;
  return hopeless.includes(outcome) ? 'failed' : 'sent';
}

/** Whether the message was on the person's device or in the person's ear. */
export function hasReached(outcome: GatewayOutcome): boolean {
  return outcome === 'delivered' || outcome === 'answered';
}
