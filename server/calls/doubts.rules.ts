import type { CallId, QualityFlag } from '../contract/calls.ts';
import type { Answerer, CallBefore } from './answer.rules.ts';

/** A device has answered a call. `at`: when that arrived, in the incident's time. */
export interface DeviceUse {
  device: string;
  callId: CallId;
  at: string;
}

/**
 * Answers to so many different calls within so short a time are hardly given by the people who are called: one who taps through a list
 * needs about that long for each. Default values (默认值) of our own.
 */
export const manyFromDevice = { calls: 5, withinSeconds: 60 } as const;

/** An answer on its way in, and how often its device has answered before. */
export interface Doubted {
  by: Answerer;
  use: DeviceUse | null;
  earlier: readonly DeviceUse[];
}

/** What speaks against an answer. Shown beside it; it counts all the same, since a doubt is no proof. */
export function doubtsAbout(standing: Pick<CallBefore, 'call' | 'reached'>, { by, use, earlier }: Doubted): QualityFlag[] {
  const flags: QualityFlag[] = [];
  if (use && isOneOfMany(use, earlier)) flags.push('manyFromDevice');
  if (isBeforeDelivery(standing, by)) flags.push('beforeDelivery');
  return flags;
}

function isOneOfMany(use: DeviceUse, earlier: readonly DeviceUse[]): boolean {
  const since = Date.parse(use.at) - manyFromDevice.withinSeconds * 1000;
  const recent = earlier.filter(({ device, at }) => device === use.device && Date.parse(at) >= since);
  return new Set([use, ...recent].map(({ callId }) => callId)).size >= manyFromDevice.calls;
}

/**
 * Whether the answer that ends the silence came before anything had left for whoever gives it. Later answers say nothing new about that;
 * an officer is not called, and paper is delivered by being there.
 */
function isBeforeDelivery({ call, reached }: Pick<CallBefore, 'call' | 'reached'>, by: Answerer): boolean {
  if ('userId' in by || by.via === 'sheet' || call.answeredAt !== null) return false;
  return !reached.some(({ personId, hasLeft }) => personId === by.personId && hasLeft);
}
