import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallOutId } from '#contract/calls.ts';
import { LinkClaim } from '#contract/field.ts';
import type { IncidentId } from '#contract/incidents.ts';
import { claimRings } from '../../server/field/rings.commands.ts';
import { escalateDue } from '../../server/ticks/escalation.job.ts';
import { openDatabase, wholeServer, type Database, type Row } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { damagedLogs } from '../../server/kernel/log/integrity.ts';
import { proveLog } from '../../server/kernel/log/log-proof.ts';
import { migrate } from '../../server/kernel/db/migrate.ts';
import { TokenSeal } from '../../server/kernel/security/signed-token.ts';
import { attemptStates, callStates } from '../support/calling.ts';
import { at } from '../support/climbing.ts';
import { databaseOfRelease, keptReleases } from '../support/kept-release.ts';
import { released } from '../support/release.ts';

const migrations = new URL('../../migrations', import.meta.url).pathname;
const ctx = (seconds: number) => ({ now: at(seconds), doorbell: new Doorbell() });
const links = new TokenSeal(Buffer.alloc(32, 7), LinkClaim);

/** What was said and by whom is evidence: it has to come through as it was. */
const evidence = {
  calls: `select id, call_out_id, person_id, area_code, state, rung, due_at from call order by id`,
  attempts: `select id, call_id, person_id, channel, state, queued_at, sent_at from attempt order by id`,
  receipts: `select id, call_id, kind, at from receipt order by id`,
  help: `select id, person_id, state, opened_at from help_request order by id`,
  log: `select incident_id, seq, at, kind, body::text, hash from change_log order by incident_id, seq`,
};

describe.each(keptReleases)('a database of the release with migration %s', (release) => {
  let database: Database;
  let drop: () => Promise<void>;
  let before: { rows: Record<string, number>; evidence: Record<string, Row[]> };

  beforeAll(async () => {
    const kept = await databaseOfRelease(release);
    drop = kept.drop;
    database = openDatabase('postgres', { connectionString: kept.url, max: 4 });
    before = { rows: await rowsOf(), evidence: await readEvidence() };
    await migrate(database.pool, migrations);
  });
  afterAll(async () => {
    await database.close();
    await drop();
  });

  async function rowsOf(): Promise<Record<string, number>> {
    const tables = await database.asOwner((tx) =>
      tx.query<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'spatial_ref_sys'`),
    );
    const counts = tables.map(({ name }) => `select '${name}' as name, count(*)::int as rows from "${name}"`).join(' union all ');
    const rows = await database.asOwner((tx) => tx.query<{ name: string; rows: number }>(counts));
    return Object.fromEntries(rows.filter(({ name }) => name !== 'migration').map(({ name, rows }) => [name, rows]));
  }
  async function readEvidence(): Promise<Record<string, Row[]>> {
    const read: Record<string, Row[]> = {};
    for (const [name, sql] of Object.entries(evidence)) read[name] = await database.asOwner((tx) => tx.query(sql));
    return read;
  }
  const callOutOf = async (level: string, mode = 'actual') =>
    (await database.asOwner((tx) =>
      tx.one<{ id: CallOutId; state: string }>(`select id, state from call_out where level = $1 and incident_mode = $2`, [level, mode]),
    ))!;

  it('keeps every row, and what was called, sent, answered, asked and logged as it was', async () => {
    expect(Object.keys(before.rows).length).toBeGreaterThan(40);
    for (const name of ['call', 'attempt', 'receipt', 'help_request', 'call_sheet_line', 'app_user']) {
      expect(before.rows[name], name).toBeGreaterThan(0);
    }
    expect(await rowsOf()).toMatchObject(before.rows);
    expect(await readEvidence()).toEqual(before.evidence);
    expect(before.evidence.help).toMatchObject([{ state: 'open' }]);
  });

  it('calls about a notice in the words of each warning, whose calls are its own still', async () => {
    const about = await database.asOwner((tx) =>
      tx.query<{ kind: string; level: string; isSame: boolean }>(
        `select n.kind, n.level, n.words -> 'zh' ->> 'headline' = w.headline and n.words -> 'en' ->> 'instruction' = w.instruction
           and n.area_codes = w.area_codes and n.version = w.version and o.level = n.level and o.urgency = n.level as "isSame"
         from call_out o join notice n on n.id = o.notice_id join warning w on w.id = n.id order by o.id`,
      ),
    );
    expect(about).toHaveLength(before.rows.call_out!);
    expect(about).toMatchObject(about.map(() => ({ kind: 'warning', isSame: true })));
    const notices = await database.asOwner((tx) => tx.query(`select from notice where kind = 'warning'`));
    expect(notices).toHaveLength(before.rows.warning!);
  });

  it('has logs that end where they should and prove themselves from the first fact', async () => {
    expect(await damagedLogs(database)).toEqual([]);
    const incidents = await database.asOwner((tx) => tx.query<{ id: IncidentId }>(`select id from incident`));
    expect(incidents).toHaveLength(2);
    for (const { id } of incidents) expect(await proveLog(database, id)).toMatchObject({ ok: true });
  });

  it('calls nobody again at the first tick, and hands out what was queued once', async () => {
    const { id } = await callOutOf('blue');
    const attempts = await attemptStates(database, id);
    await escalateDue(database, ctx(31));
    expect(await attemptStates(database, id)).toEqual(attempts);
    const queued = attempts.filter(({ state, channel }) => state === 'queued' && channel === 'inApp');
    const personIds = [...new Set(attempts.map(({ personId }) => personId))];
    const claim = () => database.transaction(wholeServer, (tx) => claimRings(tx, ctx(32), { personIds, links }));
    const ours = (await claim()).filter(({ ring }) => ring.field.call.callOutId === id);
    expect(ours.map(({ ring }) => ring.attemptId).sort((a, b) => a - b)).toEqual(queued.map((attempt) => attempt.id));
    expect(await claim()).toEqual([]);
  });

  it('still awaits the second person for the red one, who can let it ring: everybody once', async () => {
    const { id, state } = await callOutOf('red');
    expect(state).toBe('awaitingRelease');
    expect(await attemptStates(database, id)).toEqual([]);
    await released(database, ctx(40), id);
    expect((await callOutOf('red')).state).toBe('running');
    const rung = (await attemptStates(database, id)).map(({ personId }) => personId).sort((a, b) => a - b);
    expect(rung).toEqual((await callStates(database, id)).map(({ personId }) => personId));
  });
});
