import { Logger, run, runMigrations } from 'graphile-worker';
import type pg from 'pg';
import { escalateDue } from '../../server/ticks/escalation.job.ts';
import type { Database } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { noon } from '../support/builders.ts';
import { calledOut, everybody } from '../support/calling.ts';
import { openedIncident } from '../support/incident.ts';
import { timed, type Figure } from './measure.ts';

/** Calls out the whole city so many times in one incident, and takes the time of one step of all those ladders. */
async function tickOver(database: Database, times: number): Promise<{ calls: number; milliseconds: number }> {
  const incident = await openedIncident(database);
  const policy = await everybody(database);
  for (let made = 0; made < times; made += 1) await calledOut(database, { incident, policy });
  const due = new Date(Date.parse(noon) + 24 * 60 * 60 * 1000);
  const { result, milliseconds } = await timed(() => escalateDue(database, { now: due, doorbell: new Doorbell() }));
  return { calls: result, milliseconds };
}

/** One tick over all ladders of the city, over ten times as many, and the same ladders as one job each. */
export async function measureTicks(database: Database): Promise<Figure[]> {
  const one = await tickOver(database, 1);
  const ten = await tickOver(database, 10);
  const jobs = await oneJobPerCall(database, one.calls);
  return [
    {
      engine: 'postgres',
      what: `tick over ${one.calls.toLocaleString('en')} due ladders`,
      value: one.milliseconds,
      unit: 'ms',
      beside: { what: 'one graphile-worker job each', value: jobs },
    },
    {
      engine: 'postgres',
      what: `tick over ${ten.calls.toLocaleString('en')}, for each ${one.calls.toLocaleString('en')}`,
      value: (ten.milliseconds * one.calls) / ten.calls,
      unit: 'ms',
      beside: { what: 'one tick alone', value: one.milliseconds },
    },
  ];
}

/**
 * The usual way: a job for each ladder, which takes its step and queues its attempt. Without facts, tallies, deputies or superiors.
 *
 * @returns milliseconds until every job is done
 */
async function oneJobPerCall({ pool }: Database, count: number): Promise<number> {
  await runMigrations({ pgPool: pool });
  await pool.query(`
    create table job_call (id int primary key, rung int not null default 0, due_at timestamptz);
    create table job_attempt (call_id int, rung int, queued_at timestamptz, primary key (call_id, rung))`);
  await pool.query(`insert into job_call select id, 0, now() from generate_series(1, $1) id`, [count]);
  await pool.query(
    `select graphile_worker.add_jobs(array_agg(json_populate_record(null::graphile_worker.job_spec,
       json_build_object('identifier', 'climb', 'payload', json_build_object('id', id))))) from generate_series(1, $1) id`,
    [count],
  );
  const { milliseconds } = await timed(() => drained(pool, count));
  return milliseconds;
}

async function drained(pool: pg.Pool, count: number): Promise<void> {
  let done = 0;
  let finish: () => void = () => undefined;
  const all = new Promise<void>((fulfil) => (finish = fulfil));
  const runner = await run({
    pgPool: pool,
    concurrency: 8,
    noHandleSignals: true,
    // A line for each of tens of thousands of jobs would be measured as well.
    logger: new Logger(() => () => undefined),
    taskList: {
      climb: async (payload, { withPgClient }) => {
        const { id } = payload as { id: number };
        await withPgClient(async (client) => {
          await client.query(`update job_call set rung = rung + 1, due_at = now() + interval '75 seconds' where id = $1`, [id]);
          await client.query(`insert into job_attempt select id, rung, now() from job_call where id = $1`, [id]);
        });
        done += 1;
        if (done === count) finish();
      },
    },
  });
  await all;
  await runner.stop();
}
