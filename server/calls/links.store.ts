import type { CallId } from '../contract/calls.ts';
import type { LinkClaim, LinkRevocation } from '../contract/field.ts';
import type { IncidentId } from '../contract/incidents.ts';
import type { RefusalCode } from '../contract/refusals.ts';
import { rolesWith } from '../contract/session.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import type { OpenedToken } from '../kernel/security/signed-token.ts';

export type OpenedLink = OpenedToken<LinkClaim>;

/** Withdraws what was given out until now; withdrawing again moves the moment on. `areaCode`: of the call, else of the person. */
export async function insertRevocation(
  tx: Tx,
  { callId, personId }: LinkRevocation,
  by: { areaCode: string; userId: number; at: Date },
): Promise<void> {
  await tx.query(
    `insert into link_revocation (call_id, person_id, area_code, revoked_at, user_id) values ($1, $2, $3, $4, $5)
     on conflict (call_id, person_id) do update set revoked_at = greatest(link_revocation.revoked_at, excluded.revoked_at), user_id = excluded.user_id`,
    [callId ?? null, personId ?? null, by.areaCode, by.at, by.userId],
  );
}

/**
 * Of these links, those that open nothing any more, and why: withdrawn after they were given out, of an officer who may not answer there
 * any more, or of a call whose incident is closed.
 */
export async function deadAmong(tx: Tx, links: readonly OpenedLink[]): Promise<Map<OpenedLink, RefusalCode>> {
  if (links.length === 0) return new Map();
  const rows = await tx.query<{ nr: number; code: RefusalCode }>(
    `with link as (
       select * from unnest($1::uuid[], $2::bigint[], $3::timestamptz[], $4::bigint[], $5::text[])
         with ordinality as link (call_id, person_id, issued_at, officer_id, officer_area, nr)
     ), officer as materialized (
       select id, area_code from answering_officers($6::bigint[], $7::text[])
     ), judged as (
       select nr, case
         when exists (select from link_revocation r where r.person_id = link.person_id
                        and (r.call_id is null or r.call_id = link.call_id) and r.revoked_at >= link.issued_at)
           or exists (select from link_revocation r where r.call_id = link.call_id and r.person_id is null and r.revoked_at >= link.issued_at)
           or (officer_id is not null and not exists (select from officer o where o.id = officer_id and o.area_code = officer_area))
           then 'token/revoked'
         when exists (select from call c join incident i on i.id = c.incident_id where c.id = link.call_id and i.state <> 'open')
           then 'token/expired'
       end as code
       from link
     )
     select nr, code from judged where code is not null`,
    [
      links.map(({ claim }) => claim.callId ?? null),
      links.map(({ claim }) => claim.personId),
      links.map(({ issuedAt }) => issuedAt.toISOString()),
      links.map(({ claim }) => claim.officer?.userId ?? null),
      links.map(({ claim }) => claim.officer?.areaCode ?? null),
      links.flatMap(({ claim }) => claim.officer?.userId ?? []),
      rolesWith('call.answerFor'),
    ],
  );
  return new Map(rows.map(({ nr, code }) => [links[nr - 1]!, code]));
}

/** The incidents of those of these calls that there are. */
export async function incidentsOfCalls(tx: Tx, callIds: readonly CallId[]): Promise<Map<CallId, IncidentId>> {
  if (callIds.length === 0) return new Map();
  const rows = await tx.query<{ id: CallId; incidentId: IncidentId }>(
    `select id, incident_id as "incidentId" from call where id = any($1::uuid[])`,
    [callIds],
  );
  return new Map(rows.map(({ id, incidentId }) => [id, incidentId]));
}

/** A withdrawal; null stands for any call, or for any person. */
export interface Revocation {
  callId: CallId | null;
  personId: number | null;
  revokedAt: Date;
}

/** What was withdrawn since then, by the wall. */
export async function revocationsSince(tx: Tx, since: Date): Promise<Revocation[]> {
  return tx.query<Revocation & Row>(
    `select call_id as "callId", person_id as "personId", revoked_at as "revokedAt" from link_revocation where revoked_at >= $1`,
    [since],
  );
}

/** The area of the call, else of the person, as far as the scope reaches. */
export async function areaOfLinks(tx: Tx, { callId, personId }: LinkRevocation): Promise<string | undefined> {
  const table = callId === undefined ? 'person' : 'call';
  const row = await tx.one<{ areaCode: string }>(`select area_code as "areaCode" from ${table} where id = $1`, [callId ?? personId]);
  return row?.areaCode;
}
