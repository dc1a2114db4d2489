import type { Row, Tx } from '../db/db.ts';

/** Whose rows facts vouch for. */
export const evidencedTables = ['receipt', 'call_out'] as const;
export type EvidencedTable = (typeof evidencedTables)[number];

/** By table, the ids of rows and their digests. */
export type Evidence = Partial<Record<EvidencedTable, (readonly [id: string, digest: string])[]>>;

const inUtc = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/**
 * The columns that nothing changes once a fact has told of them; of a call-out those that a release or an override sets. Words about
 * people are left out, since they are sealed anew when the data key changes.
 */
const columns: Record<EvidencedTable, readonly string[]> = {
  receipt: [
    ...['id', 'call_id', 'area_code', 'person_id', 'user_id', 'kind', inUtc('at'), inUtc('received_at'), 'counts::text', 'via'],
    ...['answered_by', 'device', `array_to_string(flags, ',')`, 'household_id', `array_to_string(replaces, ',')`],
  ],
  call_out: [
    ...['id', 'incident_id', 'incident_mode', 'notice_id', 'level', 'policy_id', 'policy::text', inUtc('opened_at'), 'requested_by'],
    ...['released_by', inUtc('released_at'), 'override_reason'],
  ],
};

/** In SQL, the digest of a row: half of a SHA-256, so that nobody finds another row with the same one. */
export function digestOf(table: EvidencedTable): string {
  const text = `json_build_array(${columns[table].join(', ')})::text`;
  return `encode(substr(sha256(convert_to(${text}, 'UTF8')), 1, 16), 'hex')`;
}

/** How these rows stand now; those that are not there are left out. */
export async function digests(tx: Tx, table: EvidencedTable, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<{ id: string; digest: string } & Row>(
    `select id, ${digestOf(table)} as digest from ${table} where id = any($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ id, digest }) => [id, digest]));
}
