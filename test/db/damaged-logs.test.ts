import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Incident } from '#contract/incidents.ts';
import { endingRoutes } from '../../server/endings/endings.routes.ts';
import { LogDamaged, setDamagedApart } from '../../server/incidents/damaged.commands.ts';
import { incidentsToWorkIn } from '../../server/incidents/incidents.store.ts';
import { record } from '../../server/kernel/log/change-log.ts';
import { wholeServer, type Database } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { openEmbedded } from '../../server/kernel/db/embedded.ts';
import { damagedLogs } from '../../server/kernel/log/integrity.ts';
import { Refusal } from '../../server/kernel/refusal.ts';
import { noon } from '../support/builders.ts';
import { FakeClock } from '../support/clock.ts';
import { cloneDataFolder, onBothDatabases } from '../support/database.ts';
import { openDoors } from '../support/doors.ts';
import { aLayerFact } from '../support/facts.ts';
import { openedIncident } from '../support/incident.ts';
import { aUser } from '../support/release.ts';
import { tinyCity } from '../support/tiny-city.ts';

const now = new Date(noon);

async function grown(database: Database, { id: incidentId }: Incident, facts = 4): Promise<void> {
  const log = { incidentId, at: now, doorbell: new Doorbell() };
  await database.transaction(wholeServer, (tx) =>
    record(
      tx,
      log,
      Array.from({ length: facts }, (_, row) => aLayerFact(row)),
    ),
  );
}

onBothDatabases('a log that is not as it was written', (database) => {
  beforeAll(async () => {
    await database().asOwner(tinyCity);
    await database().asOwner((tx) => tx.query(`alter table change_log disable trigger user`));
  });
  beforeEach(() => database().asOwner((tx) => tx.query(`delete from change_log; delete from incident`)));

  const loses = ({ id }: Incident, which: string) =>
    database().asOwner((tx) => tx.query(`delete from change_log where incident_id = $1 and ${which}`, [id]));
  const states = async () =>
    Object.fromEntries(
      (await database().transaction(wholeServer, incidentsToWorkIn)).map(({ name, state, apart }) => [name, [state, apart?.brokenAt]]),
    );

  it.each([
    ['its end', 'seq > 3', 4],
    ['a fact in between', 'seq = 2', 2],
    ['its beginning', 'seq = 1', 1],
    ['everything', 'true', 1],
  ])('sets a drill apart that has lost %s, names it, and lets everything else go on', async (_what, which, brokenAt) => {
    const real = await openedIncident(database(), { name: '真实' });
    const drill = await openedIncident(database(), { name: '演练', mode: 'exercise' });
    for (const incident of [real, drill]) await grown(database(), incident);
    await loses(drill, which);

    const apart = await setDamagedApart(database(), now);
    expect(apart).toMatchObject([{ name: '演练', apart: { at: noon, brokenAt } }]);
    expect(await states()).toEqual({ 真实: ['open', undefined], 演练: ['closed', brokenAt] });
    await expect(grown(database(), drill)).rejects.toEqual(new Refusal('incident/closed'));
    await grown(database(), real);
    // The next start finds it as it was.
    expect(await setDamagedApart(database(), new Date('2026-01-01'))).toEqual(apart);
  });

  it('opens one that is set apart to nobody again, however many ask', async () => {
    const drill = await openedIncident(database(), { mode: 'exercise' });
    await loses(drill, 'true');
    await setDamagedApart(database(), now);
    for (const username of ['duty', 'commander']) {
      const user = await aUser(database(), username === 'duty' ? 'dutyOfficer' : 'commander');
      const doors = openDoors(user, endingRoutes({ database: database(), clock: new FakeClock(now), doorbell: new Doorbell() }));
      const { status, body } = await doors.send('post', `/api/incidents/${drill.id}/reopen`, { reason: '再试' });
      expect([status, body]).toMatchObject([409, { code: 'incident/set-apart' }]);
    }
  });

  it('refuses the start by the name of an actual incident that is open, and changes nothing', async () => {
    const drill = await openedIncident(database(), { name: '演练', mode: 'exercise' });
    const real = await openedIncident(database(), { name: '真实' });
    for (const incident of [real, drill]) {
      await grown(database(), incident);
      await loses(incident, 'seq = 3');
    }
    await expect(setDamagedApart(database(), now)).rejects.toThrow(LogDamaged);
    await expect(setDamagedApart(database(), now)).rejects.toThrow(/“真实” .*people work in it.*Restore a backup/);
    expect(await states()).toEqual({ 真实: ['open', undefined], 演练: ['open', undefined] });
  });

  it('sets an actual incident apart that is over', async () => {
    const real = await openedIncident(database(), { name: '旧事' });
    await database().asOwner((tx) => tx.query(`update incident set state = 'closed', closed_at = $2 where id = $1`, [real.id, now]));
    await loses(real, 'true');
    expect(await setDamagedApart(database(), now)).toMatchObject([{ name: '旧事', state: 'closed', closedAt: noon }]);
  });
});

describe('a page of the log that cannot be read', () => {
  it('tells whose facts lie on it, and nobody else', { timeout: 240_000 }, async () => {
    const home = await cloneDataFolder(false);
    const folder = join(home, 'database');
    const ended = (error: Error): never => {
      throw error;
    };
    let database = await openEmbedded(folder, ended);
    await database.asOwner(tinyCity);
    const [real, drill] = [await openedIncident(database), await openedIncident(database, { mode: 'exercise' })];
    await grown(database, real, 200);
    await grown(database, drill, 200);
    const at = (await database.asOwner((tx) =>
      tx.one<{ path: string; block: number }>(
        `select pg_relation_filepath('change_log') as path, max((ctid::text::point)[0])::int as block from change_log where incident_id = $1`,
        [drill.id],
      ),
    ))!;
    await database.asOwner((tx) => tx.query('checkpoint'));
    await database.close();
    const file = openSync(join(folder, at.path), 'r+');
    writeSync(file, Buffer.alloc(8192, 0x5a), 0, 8192, at.block * 8192);
    closeSync(file);
    database = await openEmbedded(folder, ended);
    const damaged = await damagedLogs(database);
    await database.close();
    rmSync(home, { recursive: true });
    expect(damaged.map(({ id }) => id)).toEqual([drill.id]);
  });
});
