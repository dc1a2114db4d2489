import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Incident, IncidentId } from '#contract/incidents.ts';
import type { HazardState } from '#contract/registers.ts';
import { emptyWorld, fold } from '#contract/world.ts';
import { closeIncident } from '../../server/endings/closing.commands.ts';
import { moveHazard } from '../../server/hazards/hazards.commands.ts';
import { factsAfter } from '../../server/kernel/log/change-log.ts';
import { openDatabase, wholeServer, type Database, type Scope } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { openEmbedded } from '../../server/kernel/db/embedded.ts';
import { migrate } from '../../server/kernel/db/migrate.ts';
import { noon } from '../support/builders.ts';
import { emptyDatabase, onBothDatabases, type Engine } from '../support/database.ts';
import { openedIncident } from '../support/incident.ts';
import { aUser } from '../support/release.ts';
import { code, tinyCity } from '../support/tiny-city.ts';
import { record, tinyRegisters } from '../support/tiny-registers.ts';

const ctx = { now: new Date(noon), doorbell: new Doorbell() };
const rudong: Scope = { area: '320623' };
const haimen: Scope = { area: '320614' };

interface Move {
  hazardId?: number;
  scope?: Scope;
}

onBothDatabases('what an incident makes of a hazard', (database) => {
  let userId: number;

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    await database().asOwner(tinyRegisters);
    ({ userId } = await aUser(database(), 'steward'));
  });
  beforeEach(() =>
    database().asOwner(async (tx) => {
      await tx.query(`update incident set state = 'closed', closed_at = opened_at where state = 'open'`);
      await tx.query(`update hazard set state = 'assigned', closed_on = null`);
    }),
  );

  const move = ({ id }: Incident, state: HazardState, { hazardId = record.rudong, scope = wholeServer }: Move = {}) =>
    database().transaction(scope, (tx) => moveHazard(tx, ctx, { incidentId: id, hazardId, state, userId }));
  async function closed(incident: Incident) {
    await move(incident, 'reviewed');
    await move(incident, 'closed');
  }
  const inRegister = async (id: number = record.rudong) =>
    database().asOwner((tx) => tx.one(`select state, closed_on as "closedOn" from hazard where id = $1`, [id]));
  /** What the map of an incident shows: the overlay as its facts tell it, over the register. */
  async function onMap({ id }: Incident, scope: Scope = wholeServer) {
    const { facts } = await database().transaction(scope, (tx) => factsAfter(tx, { incidentId: id, since: 0, limit: 100 }));
    const world = fold(emptyWorld, { facts, seq: facts.at(-1)?.seq ?? 0 });
    const register = await database().transaction(scope, (tx) => tx.query<{ id: number; state: string }>(`select id, state from hazard`));
    return Object.fromEntries(register.map((row) => [row.id, world.layerRows.get('hazards')?.get(row.id)?.state ?? row.state]));
  }
  const laidOver = ({ id }: Incident, scope: Scope = wholeServer) =>
    database().transaction(scope, (tx) =>
      tx.query(
        `select subject_id::int as id, state, changed_at as at, changed_by as by from incident_overlay where incident_id = $1 order by 1`,
        [id],
      ),
    );

  it('is the drill its own: the register stays, and other incidents see the register', async () => {
    const drill = await openedIncident(database(), { mode: 'exercise' });
    const another = await openedIncident(database(), { mode: 'exercise' });
    const actual = await openedIncident(database());
    await closed(drill);
    expect(await inRegister()).toEqual({ state: 'assigned', closedOn: null });
    expect(await laidOver(drill)).toEqual([
      { id: record.rudong, state: { state: 'closed', closedOn: '2026-07-26' }, at: new Date(noon), by: userId },
    ]);
    expect(await onMap(drill)).toEqual({ [record.rudong]: 'closed', [record.haimen]: 'assigned' });
    for (const other of [another, actual]) {
      expect(await laidOver(other)).toEqual([]);
      expect(await onMap(other)).toEqual({ [record.rudong]: 'assigned', [record.haimen]: 'assigned' });
      await expect(move(other, 'closed')).rejects.toMatchObject({ code: 'hazard/not-reviewed' });
    }
  });

  it('is written through to the register where the incident is actual', async () => {
    const actual = await openedIncident(database());
    const drill = await openedIncident(database(), { mode: 'exercise' });
    await closed(actual);
    expect(await inRegister()).toEqual({ state: 'closed', closedOn: '2026-07-26' });
    expect(await laidOver(actual)).toMatchObject([{ id: record.rudong, state: { state: 'closed' } }]);
    expect(await onMap(drill)).toMatchObject({ [record.rudong]: 'closed' });
    expect(await laidOver(drill)).toEqual([]);
  });

  it('is one and the same in all actual incidents that have changed it, and no drill is told', async () => {
    const [first, second, untouched] = [
      await openedIncident(database()),
      await openedIncident(database()),
      await openedIncident(database()),
    ];
    const drill = await openedIncident(database(), { mode: 'exercise' });
    await move(drill, 'graded');
    await move(first, 'controlled');
    await move(second, 'rectified');
    expect(await onMap(first)).toMatchObject({ [record.rudong]: 'rectified' });
    expect(await laidOver(first)).toEqual(await laidOver(second));
    expect(await laidOver(untouched)).toEqual([]);
    expect(await onMap(untouched)).toMatchObject({ [record.rudong]: 'rectified' });
    expect(await onMap(drill)).toMatchObject({ [record.rudong]: 'graded' });
  });

  it('outlives that the registers are imported anew', async () => {
    const drill = await openedIncident(database(), { mode: 'exercise' });
    await closed(drill);
    await database().asOwner(async (tx) => {
      const kept = `select * from hazard where id = ${record.rudong}`;
      await tx.query(`create temporary table imported as ${kept}`);
      await tx.query(`delete from hazard where id = $1`, [record.rudong]);
      await tx.query(`insert into hazard select * from imported`);
      await tx.query(`update hazard set state = 'found' where id = $1`, [record.rudong]);
      await tx.query(`drop table imported`);
    });
    expect(await onMap(drill)).toMatchObject({ [record.rudong]: 'closed' });
    await move(drill, 'assigned');
    expect(await laidOver(drill)).toMatchObject([{ state: { state: 'assigned', closedOn: null } }]);
    expect(await inRegister()).toEqual({ state: 'found', closedOn: null });
  });

  it('is seen, and changed, in its own county alone', async () => {
    const drill = await openedIncident(database(), { mode: 'exercise' });
    await move(drill, 'controlled', { scope: rudong });
    await move(drill, 'graded', { hazardId: record.haimen, scope: haimen });
    expect(await laidOver(drill, rudong)).toMatchObject([{ id: record.rudong }]);
    expect(await laidOver(drill, haimen)).toMatchObject([{ id: record.haimen }]);
    expect(await laidOver(drill)).toHaveLength(2);
    expect(await onMap(drill, haimen)).toEqual({ [record.haimen]: 'graded' });
    await expect(move(drill, 'found', { scope: haimen })).rejects.toMatchObject({ code: 'hazard/unknown' });
    const reach = (scope: Scope) =>
      database().transaction(scope, (tx) =>
        tx.query(`update incident_overlay set changed_at = changed_at where subject_id = $1 returning 1`, [String(record.rudong)]),
      );
    expect(await reach(haimen)).toEqual([]);
    const ofOthers = `insert into incident_overlay (incident_id, kind, subject_id, area_code, state, changed_at) values ($1, 'team', '9', $2, '{}', now())`;
    await expect(database().transaction(haimen, (tx) => tx.query(ofOthers, [drill.id, code.yangkou]))).rejects.toThrow(
      'row-level security',
    );
  });

  it('comes one after the other where two change it at once, and both are told', async () => {
    const [drill, actual, second] = [
      await openedIncident(database(), { mode: 'exercise' }),
      await openedIncident(database()),
      await openedIncident(database()),
    ];
    await move(actual, 'graded');
    await move(second, 'graded');
    const states = ['controlled', 'rectified', 'reviewed', 'registered', 'found'] as const;
    await Promise.all(states.flatMap((state) => [drill, actual, second].map((incident) => move(incident, state))));
    for (const incident of [drill, actual, second]) {
      const [laid] = (await laidOver(incident)) as { state: { state: string } }[];
      expect(await onMap(incident)).toMatchObject({ [record.rudong]: laid!.state.state });
    }
    expect(await inRegister()).toMatchObject({ state: (await onMap(actual))[record.rudong] });
    expect((await onMap(second))[record.rudong]).toBe((await onMap(actual))[record.rudong]);
  });

  it('has not happened where the transaction is rolled back: no overlay, no register, no fact', async () => {
    const actual = await openedIncident(database());
    await move(actual, 'controlled');
    const before = [await laidOver(actual), await inRegister(), await onMap(actual)];
    const failing = database().transaction(wholeServer, async (tx) => {
      await moveHazard(tx, ctx, { incidentId: actual.id, hazardId: record.rudong, state: 'rectified', userId });
      throw new Error('at the very end');
    });
    await expect(failing).rejects.toThrow('at the very end');
    expect([await laidOver(actual), await inRegister(), await onMap(actual)]).toEqual(before);
  });

  it('changes no more once the incident is closed, whoever tries', async () => {
    const drill = await openedIncident(database(), { mode: 'exercise' });
    await closed(drill);
    const commander = await aUser(database(), 'commander');
    const by = { session: commander, address: '127.0.0.1' };
    await database().transaction(wholeServer, (tx) => closeIncident(tx, ctx, { id: drill.id, order: { reason: '演练结束' }, by }));
    const kept = await laidOver(drill);
    await expect(move(drill, 'graded')).rejects.toMatchObject({ code: 'incident/closed' });
    const past = `update incident_overlay set state = '{"state":"found","closedOn":null}' where incident_id = $1`;
    await expect(database().transaction(wholeServer, (tx) => tx.query(past, [drill.id]))).rejects.toThrow('row-level security');
    expect(await laidOver(drill)).toEqual(kept);
  });
});

describe.each<Engine>(['postgres', 'embedded'])('a database of the release before whose logs hold moved hazards, on %s', (engine) => {
  const migrations = new URL('../../migrations', import.meta.url).pathname;
  let database: Database;
  let drop: () => unknown;
  const [drill, over, actual] = ['1', '2', '3'].map((n) => `00000000-0000-4000-8000-00000000000${n}` as IncidentId);

  beforeAll(async () => {
    if (engine === 'embedded') {
      const folder = mkdtempSync(join(tmpdir(), 'jiaoying-overlays-'));
      drop = () => rmSync(folder, { recursive: true });
      database = await openEmbedded(join(folder, 'database'), (error) => {
        throw error;
      });
    } else {
      const made = await emptyDatabase();
      drop = made.drop;
      database = openDatabase('postgres', { connectionString: made.url, max: 2 });
    }
    await migrate(database.pool, migrations, '0085_log_checkpoints');
    await database.asOwner(tinyCity);
    await database.asOwner(tinyRegisters);
    for (const [id, mode] of [[drill, 'exercise'] as const, [over, 'test'] as const, [actual, 'actual'] as const]) await opened(id!, mode);
    await say(
      drill!,
      { layerId: 'hazards', rows: [{ id: 1, state: 6 }] },
      // Past midnight in Shanghai.
      {
        at: '2026-07-26T16:30:00Z',
        layerId: 'hazards',
        rows: [
          { id: 1, state: 7 },
          { id: 2, category: 3 },
        ],
      },
    );
    await say(
      over!,
      {
        layerId: 'hazards',
        rows: [
          { id: 1, state: 7 },
          { id: 99, state: 0 },
        ],
      },
      { v: 2, layerId: 'hazards', rows: [{ id: 1, state: 'found' }] },
      { v: 2, layerId: 'teams', rows: [{ id: 1, state: 'found' }] },
    );
    await say(actual!, { v: 2, layerId: 'hazards', rows: [{ id: 2, state: 'controlled' }] });
    await database.asOwner((tx) => tx.query(`update incident set state = 'closed', closed_at = opened_at where id = $1`, [over]));
    await migrate(database.pool, migrations);
  }, 120_000);
  afterAll(async () => {
    await database.close();
    await drop();
  });

  const opened = (id: IncidentId, mode: Incident['mode']) =>
    database.asOwner((tx) =>
      tx.query(
        `insert into incident (id, name, kind, mode, area_code, opened_at, clock_at, clock_set_at, clock_rate, clock_paused)
         values ($1, '台风', 'typhoon', $2, $3, $4, $5, $5, $6, $7)`,
        [id, mode, code.nantong, new Date(noon), ...(mode === 'actual' ? [null, null, null] : [new Date(noon), 1, false])],
      ),
    );
  const say = (id: IncidentId, ...told: { at?: string; v?: number; layerId: string; rows: object[] }[]) =>
    database.asOwner(async (tx) => {
      for (const [index, { at = noon, ...body }] of told.entries()) {
        await tx.query(
          `insert into change_log (incident_id, seq, at, kind, area_code, body, hash) values ($1, $2, $3, 'layer.put', $4, $5, '')`,
          [id, index + 1, new Date(at), code.rudong, JSON.stringify({ kind: 'layer.put', ...body })],
        );
      }
    });

  it('has them lie over the registers from then on, in the last form that each log gave them', async () => {
    const laid = await database.asOwner((tx) =>
      tx.query(
        `select incident_id as id, subject_id::int as hazard, area_code as "areaCode", state, changed_by as by from incident_overlay order by 1, 2`,
      ),
    );
    const found = { state: 'found', closedOn: null };
    expect(laid).toEqual([
      { id: drill, hazard: 1, areaCode: code.yangkou, state: { state: 'closed', closedOn: '2026-07-27' }, by: null },
      { id: over, hazard: 1, areaCode: code.yangkou, state: found, by: null },
      // Not in the register any more.
      { id: over, hazard: 99, areaCode: code.rudong, state: found, by: null },
      { id: actual, hazard: 2, areaCode: code.sanchang, state: { state: 'controlled', closedOn: null }, by: null },
    ]);
    const states = await database.asOwner((tx) => tx.query(`select state from hazard`));
    expect(states).toEqual([{ state: 'assigned' }, { state: 'assigned' }]);
  });
});
