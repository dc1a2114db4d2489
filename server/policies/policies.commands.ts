import type { EditedPolicy, Policy, PolicyPreview, PutPolicy, WeatherKind } from '../contract/policies.ts';
import { weatherKinds } from '../contract/policies.ts';
import type { Session } from '../contract/session.ts';
import { warningLevels, type Warning, type WarningLevel } from '../contract/warnings.ts';
import { insertAudit } from '../audit/audit.store.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { deletePolicy, editedPolicies, editedPoliciesById, savePolicy } from './policies.store.ts';
import { checkPolicy } from './policy-check.rules.ts';
import { defaultPolicyOf, ladderOf } from './policies.rules.ts';
import { policyIdOf, weatherOf } from './weather.rules.ts';

/** Every policy that holds: for each level the one for any weather, as edited or as built in; then those made for one kind of weather. */
export async function policies(tx: Tx): Promise<Policy[]> {
  const edited = await editedPolicies(tx);
  const general = warningLevels.map((level) => edited.find(({ id }) => id === policyIdOf(null, level)) ?? defaultPolicyOf(level));
  return [...general, ...edited.filter(({ event }) => event !== null)];
}

/**
 * The policy that a warning is called out by: the named one, else that of its weather and level, else that of its level.
 *
 * @throws Refusal `policy/unknown` for a name that no weather and level have
 */
export function policyFor(tx: Tx, warning: Pick<Warning, 'event' | 'eventCode' | 'level'>, policyId?: string): Promise<Policy> {
  if (policyId === undefined) return policyOf(tx, weatherOf(warning), warning.level);
  const { event, level } = subjectOf(policyId);
  return policyOf(tx, event, level);
}

interface EditOrder {
  id: string;
  put: PutPolicy;
  session: Session;
}

/** Call-outs that run keep the policy they were stamped with. */
export async function editPolicy(tx: Tx, { now }: Ctx, { id, put, session }: EditOrder): Promise<Policy> {
  const subject = subjectOf(id);
  const { event = subject.event, level = subject.level, version = null, ...rules } = put;
  checkPolicy(id, { event, level, ...rules });
  const unique = { ...rules, postKinds: [...new Set(rules.postKinds)] };
  const saved = await savePolicy(tx, { policy: { id, event, level, rules: unique }, version, at: now, userId: session.userId });
  if (!saved) throw new Refusal('policy/conflict');
  await audited(tx, { now, session, action: 'policy.edited', id });
  return saved;
}

/** What edited rules amount to; refuses what {@link editPolicy} would refuse, and saves nothing. */
export function previewed(edited: EditedPolicy): PolicyPreview {
  checkPolicy(policyIdOf(edited.event, edited.level), edited);
  return { ladder: ladderOf(edited), hasDoor: edited.then.flat().includes('door') };
}

/** @returns the policy that holds for that weather and level from now on */
export async function resetPolicy(tx: Tx, { now }: Ctx, { id, session }: { id: string; session: Session }): Promise<Policy> {
  const { event, level } = subjectOf(id);
  if (await deletePolicy(tx, id)) await audited(tx, { now, session, action: 'policy.reset', id });
  return policyOf(tx, event, level);
}

async function policyOf(tx: Tx, event: WeatherKind | null, level: WarningLevel): Promise<Policy> {
  const [own, general] = [policyIdOf(event, level), policyIdOf(null, level)];
  const edited = await editedPoliciesById(tx, [own, general]);
  return edited.find(({ id }) => id === own) ?? edited.find(({ id }) => id === general) ?? defaultPolicyOf(level);
}

function subjectOf(id: string): { event: WeatherKind | null; level: WarningLevel } {
  for (const level of warningLevels) {
    for (const event of [null, ...weatherKinds]) if (policyIdOf(event, level) === id) return { event, level };
  }
  throw new Refusal('policy/unknown');
}

async function audited(tx: Tx, { now, session, action, id }: { now: Date; session: Session; action: string; id: string }): Promise<void> {
  const { userId, username, areaCode } = session;
  await insertAudit(tx, { at: now, userId, username, action, subject: `policy ${id}`, areaCode });
}
