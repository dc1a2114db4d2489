import type { CallId, CallOut, CallOutId } from '../contract/calls.ts';
import type { Incident, IncidentId } from '../contract/incidents.ts';
import type { Prediction } from '../contract/plans.ts';
import type { CallPolicy } from '../contract/policies.ts';
import type { NoticeId, NoticeKind } from '../contract/notices.ts';
import { WarningId, type WarningLevel } from '../contract/warnings.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import type { Notice } from '../notices/notices.rules.ts';

interface CallOutRow extends Row, Omit<CallOut, 'openedAt' | 'closedAt' | 'releasedAt' | 'warningId' | 'noticeId' | 'noticeKind'> {
  noticeId: NoticeId;
  noticeKind: NoticeKind;
  openedAt: Date;
  closedAt: Date | null;
  releasedAt: Date | null;
}

const columns = `id, incident_id as "incidentId", notice_id as "noticeId",
  (select kind from notice where notice.id = call_out.notice_id) as "noticeKind", level, state, opened_at as "openedAt", closed_at as "closedAt",
  close_reason as "closeReason", (policy->>'answerWithinMinutes')::float8 as "answerWithinMinutes",
  policy_id as "policyId", (policy->>'isDefault')::boolean as "policyIsDefault", requested_by as "requestedBy", released_by as "releasedBy",
  released_at as "releasedAt", override_reason as "overrideReason", prediction`;

export interface NewCallOut {
  id: CallOutId;
  incident: Incident;
  notice: Pick<Notice, 'id' | 'level'>;
  policy: CallPolicy;
  openedAt: Date;
  /** Made ready, and rings only when a second person lets it. */
  needsRelease: boolean;
  requestedBy: number | null;
  prediction: Prediction;
  /** Ordered although the time of what it is about has passed. */
  isByHand: boolean;
}

export async function insertCallOut(tx: Tx, { incident, notice, policy, openedAt, needsRelease, ...made }: NewCallOut): Promise<CallOut> {
  const [row] = await tx.query<CallOutRow>(
    `insert into call_out (id, incident_id, incident_mode, notice_id, level, policy_id, policy, state, opened_at, released_at, requested_by,
       prediction, by_hand_at)
     values ($1, $2, $3, $4, $5, $6::jsonb->>'policyId', $6, $7, $8, $9, $10, $11, $12) returning ${columns}`,
    [
      ...[made.id, incident.id, incident.mode, notice.id, notice.level, policy],
      ...(needsRelease ? ['awaitingRelease', openedAt, null] : ['running', openedAt, openedAt]),
      ...[made.requestedBy, made.prediction, made.isByHand ? openedAt : null],
    ],
  );
  return callOutFrom(row!);
}

export interface SavedRelease {
  id: CallOutId;
  by: number;
  at: Date;
  overrideReason: string | null;
  prediction: Prediction | null;
}

export async function saveRelease(tx: Tx, { id, by, at, overrideReason, prediction }: SavedRelease): Promise<CallOut> {
  const [row] = await tx.query<CallOutRow>(
    `update call_out set state = 'running', released_by = $2, released_at = $3, override_reason = $4, prediction = $5 where id = $1
     returning ${columns}`,
    [id, by, at, overrideReason, prediction],
  );
  return callOutFrom(row!);
}

/** Why a call-out was closed when the time of what it is about has passed: the desk may have it go on. */
export const expiredReason = 'expired';
/** Why one was closed that somebody has stopped, or whose incident was closed: the desk may have it go on as well. */
export const stoppedReason = 'stopped';
export const incidentClosedReason = 'incidentClosed';

/** All call-outs of an incident that run or wait to, locked. */
export async function lockAllOpenIn(tx: Tx, incidentId: IncidentId): Promise<CallOut[]> {
  const rows = await tx.query<CallOutRow>(
    `select ${columns} from call_out where incident_id = $1 and state in ('awaitingRelease', 'running') order by id for no key update`,
    [incidentId],
  );
  return rows.map(callOutFrom);
}

/** The open call-outs of an incident that an expiry may stop, locked against answers that would arrive meanwhile. */
export async function lockOpenIn(tx: Tx, incidentId: IncidentId): Promise<CallOut[]> {
  const rows = await tx.query<CallOutRow>(
    `select ${columns} from call_out where incident_id = $1 and state in ('awaitingRelease', 'running') and by_hand_at is null
     order by id for no key update`,
    [incidentId],
  );
  return rows.map(callOutFrom);
}

/** One call-out, locked. */
export async function lockCallOut(tx: Tx, id: CallOutId): Promise<(CallOut & { byHandAt: Date | null }) | undefined> {
  const row = await tx.one<CallOutRow & { byHandAt: Date | null }>(
    `select ${columns}, by_hand_at as "byHandAt" from call_out where id = $1 for no key update`,
    [id],
  );
  return row && { ...callOutFrom(row), byHandAt: row.byHandAt };
}

/**
 * Opens a call-out again that had come to rest or was stopped: as it was, running or waiting for its release.
 *
 * @param byHandAt since when no expiry stops it any more; null: one may
 */
export async function reopenCallOut(tx: Tx, id: CallOutId, byHandAt: Date | null): Promise<CallOut> {
  const [row] = await tx.query<CallOutRow>(
    `update call_out set state = case when released_at is null then 'awaitingRelease' else 'running' end, closed_at = null,
       close_reason = null, closed_by = null, closed_by_notice = null, by_hand_at = $2
     where id = $1 returning ${columns}`,
    [id, byHandAt],
  );
  return callOutFrom(row!);
}

/** The call-outs of earlier versions that go on for this one, since the level is the same; newest first. */
export async function keptCallOuts(tx: Tx, version: WarningId): Promise<CallOutId[]> {
  const rows = await tx.query<{ id: CallOutId }>(`select id from kept_call_outs($1) where state in ('awaitingRelease', 'running')`, [
    version,
  ]);
  return rows.map(({ id }) => id);
}

/** The same for a version that is not there yet: by the warnings that it would replace, and its level. */
export async function callOutsKeptBeside(
  tx: Tx,
  { replaced, level }: { replaced: readonly WarningId[]; level: WarningLevel },
): Promise<CallOutId[]> {
  const rows = await tx.query<{ id: CallOutId }>(
    `select id from call_outs_kept_beside($1, $2) where state in ('awaitingRelease', 'running')`,
    [replaced, level],
  );
  return rows.map(({ id }) => id);
}

/** Call-outs by which people are called already for what is likely the same as this warning, at least as grave. */
export async function callOutsShared(
  tx: Tx,
  { other, level }: { other: WarningId; level: WarningLevel },
): Promise<{ id: CallOutId; isStopped: boolean }[]> {
  return tx.query<{ id: CallOutId; isStopped: boolean }>(
    `select shared.id, coalesce(call_out.close_reason = $3, false) as "isStopped" from call_outs_shared($1, $2) shared join call_out using (id)`,
    [other, level, stoppedReason],
  );
}

export async function callOutById(tx: Tx, id: CallOutId): Promise<CallOut | undefined> {
  const row = await tx.one<CallOutRow>(`select ${columns} from call_out where id = $1`, [id]);
  return row && callOutFrom(row);
}

/** The one that was made for this very notice. */
export async function callOutOf(tx: Tx, noticeId: NoticeId): Promise<CallOutId | null> {
  const row = await tx.one<{ id: CallOutId }>(`select id from call_out where notice_id = $1`, [noticeId]);
  return row?.id ?? null;
}

/** Newest first. */
export async function callOutsOf(tx: Tx, incidentId: IncidentId): Promise<CallOut[]> {
  const rows = await tx.query<CallOutRow>(`select ${columns} from call_out where incident_id = $1 order by opened_at desc, id`, [
    incidentId,
  ]);
  return rows.map(callOutFrom);
}

/** The call-outs of these notices that run or wait to, locked against answers that would arrive while they are being stopped. */
export async function lockOpen(tx: Tx, noticeIds: readonly NoticeId[]): Promise<CallOut[]> {
  const rows = await tx.query<CallOutRow>(
    `select ${columns} from call_out where notice_id = any($1::uuid[]) and state in ('awaitingRelease', 'running') order by id for no key update`,
    [noticeIds],
  );
  return rows.map(callOutFrom);
}

/** The call-outs of these notices that run or wait to. */
export async function openCallOutsOf(tx: Tx, noticeIds: readonly NoticeId[]): Promise<CallOutId[]> {
  const rows = await tx.query<{ id: CallOutId }>(
    `select id from call_out where notice_id = any($1::uuid[]) and state in ('awaitingRelease', 'running') order by id`,
    [noticeIds],
  );
  return rows.map(({ id }) => id);
}

/** Whether a call-out of one of these notices waits for a second person. */
export async function isAnyAwaiting(tx: Tx, noticeIds: readonly NoticeId[]): Promise<boolean> {
  const text = `select id from call_out where notice_id = any($1::uuid[]) and state = 'awaitingRelease' limit 1`;
  return noticeIds.length > 0 && (await tx.one(text, [noticeIds])) !== undefined;
}

/** Keeps the call-outs of these calls from being stopped until the transaction ends; others may answer calls of them meanwhile. */
export async function holdCallOuts(tx: Tx, callIds: readonly CallId[]): Promise<void> {
  await tx.query(`select id from call_out where id in (select call_out_id from call where id = any($1::uuid[])) order by id for share`, [
    callIds,
  ]);
}

/** What each of these call-outs was stamped with. */
export async function policiesOf(tx: Tx, ids: readonly CallOutId[]): Promise<Map<CallOutId, CallPolicy>> {
  const rows = await tx.query<{ id: CallOutId; policy: CallPolicy }>(`select id, policy from call_out where id = any($1::uuid[])`, [ids]);
  return new Map(rows.map(({ id, policy }) => [id, policy]));
}

/** The same of all call-outs of these notices that no cancel has ended yet: those that run, and those that others took the place of. */
export async function uncancelledPolicies(tx: Tx, noticeIds: readonly NoticeId[]): Promise<Map<CallOutId, CallPolicy>> {
  const rows = await tx.query<{ id: CallOutId }>(`select id from call_out where notice_id = any($1::uuid[]) and state <> 'cancelled'`, [
    noticeIds,
  ]);
  return policiesOf(
    tx,
    rows.map(({ id }) => id),
  );
}

export interface Stop {
  ids: readonly CallOutId[];
  state: 'closed' | 'cancelled';
  at: Date;
  reason: string;
  /** Absent: the server ends them by itself. */
  closer?: Closer | undefined;
}

/** Who has ended a call-out, and by which notice: that of a cancel, or of the version that took its place. */
export interface Closer {
  userId: number;
  /** Null: no notice did, but a word of the desk. */
  noticeId: NoticeId | null;
}

export async function stopCallOuts(tx: Tx, { ids, state, at, reason, closer }: Stop): Promise<CallOut[]> {
  const rows = await tx.query<CallOutRow>(
    `update call_out set state = $2, closed_at = $3, close_reason = $4, closed_by = $5, closed_by_notice = $6
     where id = any($1::uuid[]) returning ${columns}`,
    [ids, state, at, reason, closer?.userId ?? null, closer?.noticeId ?? null],
  );
  return rows.map(callOutFrom);
}

function callOutFrom({ openedAt, closedAt, releasedAt, ...row }: CallOutRow): CallOut {
  return {
    ...row,
    warningId: row.noticeKind === 'warning' ? WarningId.parse(row.noticeId) : null,
    openedAt: openedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    releasedAt: releasedAt?.toISOString() ?? null,
  };
}
