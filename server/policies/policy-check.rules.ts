import { postKinds, type EditedPolicy, type PolicyRules } from '../contract/policies.ts';
import type { RefusalCode } from '../contract/refusals.ts';
import { Refusal } from '../kernel/refusal.ts';
import { unknownPlaceholders } from './message.rules.ts';
import { ladderOf } from './policies.rules.ts';
import { policyIdOf } from './weather.rules.ts';

interface Fault {
  code: RefusalCode;
  path: string;
  reason: string;
}

/**
 * Refuses rules by which nobody would be called, or somebody without a pause or without an end.
 *
 * @throws Refusal with the code of the first kind of fault, and every fault of that kind with its path
 */
export function checkPolicy(id: string, edited: EditedPolicy): void {
  if (id !== policyIdOf(edited.event, edited.level))
    throw new Refusal('request/invalid', [{ path: 'event', reason: 'not-of-this-policy' }]);
  const faults = [...audienceFaults(edited), ...orderFaults(edited), ...pauseFaults(edited), ...messageFaults(edited)];
  const [first] = faults;
  if (!first) return;
  throw new Refusal(
    first.code,
    faults.filter(({ code }) => code === first.code).map(({ path, reason }) => ({ path, reason })),
  );
}

function audienceFaults({ postKinds: called, callsHouseholds }: PolicyRules): Fault[] {
  const known: readonly string[] = postKinds;
  const unknown = called.flatMap((kind, at): Fault[] =>
    known.includes(kind) ? [] : [{ code: 'policy/unknown-post', path: `postKinds.${at}`, reason: 'unknown' }],
  );
  if (called.length > 0 || callsHouseholds) return unknown;
  return [{ code: 'policy/nobody', path: 'postKinds', reason: 'nobody' }];
}

/** Nobody is reached twice in a circle, and whoever stands at the door is not waited for by a telephone. */
function orderFaults({ then, channels }: PolicyRules): Fault[] {
  const faults: Fault[] = [];
  const seen = new Set<string>();
  for (const [at, step] of then.entries()) {
    if (step.some((reach, position) => seen.has(reach) || step.indexOf(reach) !== position)) {
      faults.push({ code: 'policy/cycle', path: `then.${at}`, reason: 'twice' });
    }
    if (seen.has('door')) faults.push({ code: 'policy/cycle', path: `then.${at}`, reason: 'after-door' });
    if (step.includes('door') && step.length > 1) faults.push({ code: 'policy/cycle', path: `then.${at}`, reason: 'beside-door' });
    for (const reach of step) seen.add(reach);
  }
  if (new Set(channels.order).size < channels.order.length) {
    faults.push({ code: 'policy/cycle', path: 'channels.order', reason: 'twice' });
  }
  return faults;
}

function pauseFaults(rules: PolicyRules): Fault[] {
  const { answerWithinMinutes, redials, reminderMinutes } = rules;
  const zero = (path: string): Fault => ({ code: 'policy/zero-delay', path, reason: 'zero' });
  if (answerWithinMinutes <= 0) return [zero('answerWithinMinutes')];
  if (redials.count > 0 && redials.withinMinutes <= 0) return [zero('redials.withinMinutes')];
  if (ladderOf(rules).some(({ waitSeconds }) => waitSeconds < 1)) return [zero('redials.count')];
  return reminderMinutes === 0 ? [zero('reminderMinutes')] : [];
}

function messageFaults({ message }: PolicyRules): Fault[] {
  return (['zh', 'en'] as const).flatMap((locale) =>
    unknownPlaceholders(message[locale]).map((reason): Fault => ({
      code: 'policy/unknown-placeholder',
      path: `message.${locale}`,
      reason,
    })),
  );
}
