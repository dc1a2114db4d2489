import { PolicyRules, type Policy } from '../contract/policies.ts';
import type { Row, Tx } from '../kernel/db/db.ts';

interface PolicyRow extends Row, Pick<Policy, 'id' | 'event' | 'level' | 'version'> {
  rules: unknown;
  updatedAt: Date;
}

const columns = `id, event, level, version, rules, updated_at as "updatedAt"`;

/** Only what somebody has edited: everything else is as built in. */
export async function editedPolicies(tx: Tx): Promise<Policy[]> {
  return (await tx.query<PolicyRow>(`select ${columns} from policy order by event nulls first, level, id`)).map(policyFrom);
}

/** Those of the named policies that were edited. */
export async function editedPoliciesById(tx: Tx, ids: readonly string[]): Promise<Policy[]> {
  return (await tx.query<PolicyRow>(`select ${columns} from policy where id = any($1::text[])`, [ids])).map(policyFrom);
}

/** What an editor saves. */
export interface Edit {
  policy: Pick<Policy, 'id' | 'event' | 'level'> & { rules: PolicyRules };
  /** The version that was edited, 0 for the one built in; null: whatever it is now. No number comes twice. */
  version: number | null;
  at: Date;
  userId: number;
}

/** @returns undefined when somebody else has saved another version meanwhile */
export async function savePolicy(tx: Tx, { policy, version, at, userId }: Edit): Promise<Policy | undefined> {
  const row = await tx.one<PolicyRow>(
    `insert into policy as held (id, event, level, rules, version, updated_at, updated_by)
     select $1, $2, $3, $4, nextval('policy_version'), $5, $6 where coalesce($7::int, 0) = 0 or exists (select from policy where id = $1)
     on conflict (id) do update
       set rules = excluded.rules, version = excluded.version, updated_at = excluded.updated_at, updated_by = excluded.updated_by
       where $7::int is null or held.version = $7
     returning ${columns}`,
    [policy.id, policy.event, policy.level, policy.rules, at, userId, version],
  );
  return row && policyFrom(row);
}

/** Back to what is built in. @returns false when nothing was edited */
export async function deletePolicy(tx: Tx, id: string): Promise<boolean> {
  return (await tx.query(`delete from policy where id = $1 returning id`, [id])).length > 0;
}

/** Parsed, since a row may be older than a field that every policy has by now. */
function policyFrom({ rules, updatedAt, ...row }: PolicyRow): Policy {
  return { ...PolicyRules.parse(rules), ...row, isDefault: false, updatedAt: updatedAt.toISOString() };
}
