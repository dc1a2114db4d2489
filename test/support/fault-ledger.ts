import pg from 'pg';
import type { LogProof } from '#contract/incidents.ts';
import { Tally, type CallOutId } from '#contract/calls.ts';
import { tallyOfCallOut } from '../../client/state/select.ts';
import { emptyWorld, fold, type World } from '#contract/world.ts';
import type { Fact } from '#contract/facts.ts';
import type { CallRing } from '#contract/socket.ts';
import type { Desk } from './desk.ts';

/** What must be empty after any fault, each entry naming the row that breaks the promise. */
export interface Broken {
  /** Accepted by the server, and not there. */
  lost: string[];
  /** There more than once. */
  doubled: string[];
  /** A receipt is there and its call does not say answered. */
  answeredButAbsent: string[];
  /** Somebody whom a rung that a call has taken reaches, the door included, and who was not called exactly once for it. */
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
  shown(personId: number, { attemptId, purpose, field }: CallRing): void {
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
      const wrong: string[] = [];
      // One after another: they share the one connection.
      for (const id of incidentIds) wrong.push(...(await miscounted(client, desk, id)));
      return {
        lost: await rows(`select id from unnest($1::uuid[]) id where not exists (select from receipt r where r.id = id.id)`, [ids]),
        doubled: await rows(doubledReceipts, [incidentIds]),
        answeredButAbsent: await rows(absentAnswers, [incidentIds]),
        notOncePerRung: await rows(callsNotOncePerRung, [incidentIds]),
        shownTwice: this.#shownTwice,
        miscounted: wrong,
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

/**
 * For every rung that a call has taken, and for its door once the ladder is spent: one attempt over the page for each person whom it
 * reaches, neither none nor two, and none for anybody else; and one door where the policy knows one.
 */
const callsNotOncePerRung = `
  with step as (
    select o.id as call_out_id, nr - 1 as rung, array(select jsonb_array_elements_text(step -> 'reaches')) as reaches,
      (step ->> 'superiorLevel')::int as superior_level
    from call_out o cross join lateral jsonb_array_elements(o.policy -> 'ladder') with ordinality as ladder (step, nr)
    where o.incident_id = any($1::uuid[]) and o.state <> 'awaitingRelease'
  ), wanted as (
    select distinct reached.call_id, step.rung, reached.person_id
    from step
    cross join lateral (select array_agg(id) as ids from call where call_out_id = step.call_out_id and rung >= step.rung) taken
    cross join lateral reached_for(taken.ids, step.reaches, step.superior_level, now()) reached
    union all
    select c.id, c.rung, d.person_id from door_check d join call c on c.id = d.call_id
    where c.incident_id = any($1::uuid[]) and d.person_id is not null
  ), made as (
    select a.call_id, a.rung, a.person_id, count(*) as times
    from attempt a join call c on c.id = a.call_id
    where c.incident_id = any($1::uuid[]) and a.channel = 'inApp' and a.purpose = 'call' and a.again = 0 and a.reach <> 'assignee'
    group by a.call_id, a.rung, a.person_id
  )
  select call_id || ' rung ' || rung || ' person ' || person_id || ': ' || coalesce(times, 0) || case when wanted is null then ' unwanted' else '' end as id
  from wanted full join made using (call_id, rung, person_id) where times is distinct from 1 or wanted is null
  union all
  select c.id || ' doors: ' || count(d.id)
  from call c join call_out o on o.id = c.call_out_id left join door_check d on d.call_id = c.id
  where c.incident_id = any($1::uuid[])
  group by c.id, o.id
  having count(d.id) <> ((o.policy ->> 'hasDoor')::boolean and c.rung >= jsonb_array_length(o.policy -> 'ladder'))::int`;

/** The screens' picture is folded from the log alone: it must give every count of the rows. What moves on meanwhile is looked at again. */
async function miscounted(client: pg.Client, desk: Desk, incidentId: string): Promise<string[]> {
  for (;;) {
    const { world, seq } = await worldOf(client, incidentId);
    const wrong = (await Promise.all([...world.callOuts.keys()].map((id) => miscount(world, desk, id)))).flat();
    if (wrong.length === 0 || (await worldOf(client, incidentId)).seq === seq) return wrong;
  }
}

async function miscount(world: World, desk: Desk, id: CallOutId): Promise<string[]> {
  const folded = tallyOfCallOut(world, id);
  const rows = Tally.parse(await desk.callOut(id));
  const wrong = (Object.keys(rows) as (keyof Tally)[]).filter((count) => folded[count] !== rows[count]);
  return wrong.map((count) => `${id}: ${count} ${String(folded[count])} on the screens, ${String(rows[count])} in the rows`);
}

async function worldOf(client: pg.Client, incidentId: string): Promise<{ world: World; seq: number }> {
  const log = await client.query<{ seq: number; at: Date; body: Fact; areaCode: string | null }>(
    `select seq::int, at, body, area_code as "areaCode" from change_log where incident_id = $1 order by seq`,
    [incidentId],
  );
  const facts = log.rows.map(({ body, at, ...row }) => ({ ...body, ...row, at: at.toISOString() }));
  const seq = facts.at(-1)?.seq ?? 0;
  return { world: fold(emptyWorld, { facts, seq }), seq };
}

async function brokenLogs(desk: Desk, incidentIds: readonly string[]): Promise<string[]> {
  const proofs = await Promise.all(
    incidentIds.map(async (id) => ({ id, proof: (await desk.get<LogProof>(`/api/incidents/${id}/log/verify`)).body })),
  );
  return proofs.filter(({ proof }) => !proof.ok).map(({ id }) => id);
}
