import type { CallId, CallOut, CallOutId } from '../contract/calls.ts';
import type { Incident, IncidentId } from '../contract/incidents.ts';
import type { CallPolicy } from '../contract/policies.ts';
import type { WarningId } from '../contract/warnings.ts';
import type { Row, Tx } from '../kernel/db.ts';

interface CallOutRow extends Row, Omit<CallOut, 'openedAt' | 'closedAt' | 'releasedAt'> {
  openedAt: Date;
  closedAt: Date | null;
  releasedAt: Date | null;
}

const columns = `id, incident_id as "incidentId", warning_id as "warningId", level, state, opened_at as "openedAt", closed_at as "closedAt",
  close_reason as "closeReason", (policy->>'answerWithinMinutes')::float8 as "answerWithinMinutes",
  policy_id as "policyId", (policy->>'isDefault')::boolean as "policyIsDefault", requested_by as "requestedBy", released_by as "releasedBy",
  released_at as "releasedAt", override_reason as "overrideReason", prediction`;

export interface NewCallOut {
  id: CallOutId;
  incident: Incident;
  warningId: WarningId;
  policy: CallPolicy;
  openedAt: Date;
}

export async function insertCallOut(tx: Tx, { id, incident, warningId, policy, openedAt }: NewCallOut): Promise<CallOut> {
  const [row] = await tx.query<CallOutRow>(
    `insert into call_out (id, incident_id, incident_mode, warning_id, level, policy_id, policy, state, opened_at, released_at)
     values ($1, $2, $3, $4, $5, $6::jsonb->>'policyId', $6, 'running', $7, $7) returning ${columns}`,
    [id, incident.id, incident.mode, warningId, policy.level, policy, openedAt],
  );
  return callOutFrom(row!);
}

export async function callOutById(tx: Tx, id: CallOutId): Promise<CallOut | undefined> {
  const row = await tx.one<CallOutRow>(`select ${columns} from call_out where id = $1`, [id]);
  return row && callOutFrom(row);
}

/** Newest first. */
export async function callOutsOf(tx: Tx, incidentId: IncidentId): Promise<CallOut[]> {
  const rows = await tx.query<CallOutRow>(`select ${columns} from call_out where incident_id = $1 order by opened_at desc, id`, [
    incidentId,
  ]);
  return rows.map(callOutFrom);
}

/** The running call-outs of these warnings, locked against answers that would arrive while they are being stopped. */
export async function lockRunning(tx: Tx, warningIds: readonly WarningId[]): Promise<CallOut[]> {
  const rows = await tx.query<CallOutRow>(
    `select ${columns} from call_out where warning_id = any($1::uuid[]) and state = 'running' order by id for no key update`,
    [warningIds],
  );
  return rows.map(callOutFrom);
}

/** Keeps the call-outs of these calls from being stopped until the transaction ends; others may answer calls of them meanwhile. */
export async function holdCallOuts(tx: Tx, callIds: readonly CallId[]): Promise<void> {
  await tx.query(`select id from call_out where id in (select call_out_id from call where id = any($1::uuid[])) order by id for share`, [
    callIds,
  ]);
}

export interface Stop {
  ids: readonly CallOutId[];
  state: 'closed' | 'cancelled';
  at: Date;
  reason: string;
}

export async function stopCallOuts(tx: Tx, { ids, state, at, reason }: Stop): Promise<CallOut[]> {
  const rows = await tx.query<CallOutRow>(
    `update call_out set state = $2, closed_at = $3, close_reason = $4 where id = any($1::uuid[]) returning ${columns}`,
    [ids, state, at, reason],
  );
  return rows.map(callOutFrom);
}

function callOutFrom({ openedAt, closedAt, releasedAt, ...row }: CallOutRow): CallOut {
  return {
    ...row,
    openedAt: openedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    releasedAt: releasedAt?.toISOString() ?? null,
  };
}
