import type { CallAction, CallActionResult, EscalationStep, LeftReason } from '../contract/call-details.ts';
import { isOwing, type Call, type CallId, type CallOutState } from '../contract/calls.ts';
import type { CallPolicy } from '../contract/policies.ts';
import { climb } from './escalation.rules.ts';

/** A call as far as it decides what a desk may do about it. */
export interface DeskCall extends Pick<Call, 'id' | 'callOutId' | 'state' | 'rung'> {
  callOutState: CallOutState;
  /** Whether its ladder goes on: it is due at some time. */
  climbs: boolean;
  /** Whether it lies in the area of the officer. */
  isWithin: boolean;
}

/** Why nothing can be done about a call, or null when something can. A note may be put on any call of the area. */
export function whyLeft(action: CallAction['action'], call: DeskCall): LeftReason | null {
  if (!call.isWithin) return 'outside';
  if (action === 'note') return null;
  if (call.state === 'stale' || call.state === 'superseded') return 'replaced';
  if (!isOwing(call)) return 'answered';
  if (call.callOutState === 'awaitingRelease') return 'awaitingRelease';
  if (call.callOutState !== 'running') return 'over';
  return action === 'escalateNow' && !call.climbs ? 'spent' : null;
}

/** What taking the next step does to a call that stands on this rung. */
export function nextStep(policy: Pick<CallPolicy, 'ladder'>, { rung }: Pick<DeskCall, 'rung'>, now: Date): EscalationStep {
  const next = climb(policy, { rung, dueAt: now }, { now });
  if (!next?.step) return 'door';
  return next.step.reaches.includes('self') ? 'redial' : 'others';
}

/** What became of the calls that were asked about, each of which counts once. */
export function counted(
  asked: readonly CallId[],
  became: ReadonlyMap<CallId, { left: LeftReason } | { step: EscalationStep | null }>,
): CallActionResult {
  const result: CallActionResult = { done: 0, left: 0, leftBy: {}, steps: {} };
  for (const id of asked) {
    const fate = became.get(id) ?? { left: 'outside' as const };
    if ('left' in fate) {
      result.left++;
      result.leftBy[fate.left] = (result.leftBy[fate.left] ?? 0) + 1;
      continue;
    }
    result.done++;
    if (fate.step) result.steps[fate.step] = (result.steps[fate.step] ?? 0) + 1;
  }
  return result;
}
