import pg from 'pg';
import type { LogProof } from '#contract/incidents.ts';
import { emptyWorld, fold } from '../../client/state/world.ts';
import type { Fact } from '#contract/facts.ts';
import type { Ring } from '#contract/socket.ts';
import type { Desk } from './desk.ts';

/** What must be empty after any fault, each entry naming the row that breaks the promise. */
export interface Broken {
  /** Accepted by the server, and not there. */
  lost: string[];
  /** There more than once. */
  doubled: string[];
  /** A receipt is there and its call does not say answered. */
  answeredButAbsent: string[];
  /** Somebody who was not called exactly once on a rung that the call has taken. */
  notOncePerRung: string[];
  /** Shown twice as if it were another ring. */
  shownTwice: string[];
  /** A count on the screens that the rows do not give. */
  miscounted: string[];
  /** Incidents whose chain of hashes does not hold. */
  brokenLogs: string[];
}

export const unbroken: Broken = {
  lost: [],
  doubled: [],
  answeredButAbsent: [],
  notOncePerRung: [],
  shownTwice: [],
  miscounted: [],
  brokenLogs: [],
};

/** What the world outside the server knows: what it sent, what was accepted, and what was shown to it. */
export class FaultLedger {
  readonly #accepted = new Map<string, string>();
  readonly #shown = new Map<string, Set<number>>();
  readonly #shownTwice: string[] = [];

  /** The server answered 200 to this receipt. */
  accepted(receiptId: string, callId: string): void {
    this.#accepted.set(receiptId, callId);
  }

  /** A page was rung. The same attempt again is the same ring; another one for the same rung and person would be a second ring. */
  shown(personId: number, { attemptId, purpose, field }: Ring): void {
    const key = `${field.call.id} rung ${field.call.rung} ${purpose} to person ${personId}`;
    const known = this.#shown.get(key) ?? new Set();
    if (known.size > 0 && !known.has(attemptId)) this.#shownTwice.push(key);
    this.#shown.set(key, known.add(attemptId));
  }

  get acceptedCount(): number {
    return this.#accepted.size;
  }

  /** Compares what is known outside with what the database and the logs hold now. */
  async check(databaseUrl: string, desk: Desk, incidentIds: readonly string[]): Promise<Broken> {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      const rows = async (sql: string, values: unknown[]) => (await client.query<{ id: string }>(sql, values)).rows.map(({ id }) => id);
      const ids = [...this.#accepted.keys()];
      return {
        lost: await rows(`select id from unnest($1::uuid[]) id where not exists (select from receipt r where r.id = id.id)`, [ids]),
        doubled: await rows(doubledReceipts, [incidentIds]),
        answeredButAbsent: await rows(absentAnswers, [incidentIds]),
        notOncePerRung: await rows(callsNotOncePerRung, [incidentIds]),
        shownTwice: this.#shownTwice,
        miscounted: (await Promise.all(incidentIds.map((id) => miscounted(client, desk, id)))).flat(),
        brokenLogs: await brokenLogs(desk, incidentIds),
      };
    } finally {
      await client.end();
    }
  }
}

const doubledReceipts = `
  select c.id || ' ' || r.kind as id from receipt r join call c on c.id = r.call_id
  where c.incident_id = any($1::uuid[]) and r.person_id is not null
  group by c.id, r.kind, r.person_id having count(*) > 1`;

const absentAnswers = `
  select distinct c.id from receipt r join call c on c.id = r.call_id
  where c.incident_id = any($1::uuid[]) and c.answered_at is null and c.state not in ('superseded', 'stale')`;

/** For every rung that a call has taken and that calls the person again: one attempt over the page, neither none nor two. */
const callsNotOncePerRung = `
  select c.id || ' rung ' || step.rung || ': ' || count(a.id) as id
  from call c
  join call_out o on o.id = c.call_out_id and o.state <> 'awaitingRelease'
  cross join lateral generate_series(0, c.rung) as step (rung)
  left join attempt a on a.call_id = c.id and a.rung = step.rung and a.person_id = c.person_id and a.reach = 'self'
    and a.channel = 'inApp' and a.purpose = 'call' and a.again = 0
  where c.incident_id = any($1::uuid[]) and o.policy -> 'ladder' -> step.rung -> 'reaches' ? 'self'
  group by c.id, step.rung having count(a.id) <> 1`;

/** The screens' picture is folded from the log alone: it must give the counts of the rows. */
async function miscounted(client: pg.Client, desk: Desk, incidentId: string): Promise<string[]> {
  const log = await client.query<{ seq: number; at: Date; body: Fact; areaCode: string | null }>(
    `select seq::int, at, body, area_code as "areaCode" from change_log where incident_id = $1 order by seq`,
    [incidentId],
  );
  const facts = log.rows.map(({ body, at, ...row }) => ({ ...body, ...row, at: at.toISOString() }));
  const world = fold(emptyWorld, { facts, seq: facts.at(-1)?.seq ?? 0 });
  const wrong: string[] = [];
  for (const { id } of world.callOuts.values()) {
    const report = await desk.callOut(id);
    const folded = [...(world.tallies.get(id)?.values() ?? [])].reduce((sum, { answered }) => sum + answered, 0);
    if (folded !== report.answered) wrong.push(`${id}: ${folded} on the screens, ${report.answered} in the rows`);
  }
  return wrong;
}

async function brokenLogs(desk: Desk, incidentIds: readonly string[]): Promise<string[]> {
  const proofs = await Promise.all(
    incidentIds.map(async (id) => ({ id, proof: (await desk.get<LogProof>(`/api/incidents/${id}/log/verify`)).body })),
  );
  return proofs.filter(({ proof }) => !proof.ok).map(({ id }) => id);
}
