import { beforeAll, expect, it } from 'vitest';
import type { CallOutReport } from '#contract/calls.ts';
import { watchdogKind, type Incident } from '#contract/incidents.ts';
import type { Session } from '#contract/session.ts';
import type { WaitingIncident } from '#contract/waiting.ts';
import { waitingIncidents } from '../../server/calls/waiting.store.ts';
import { callOutRoutes } from '../../server/releases/call-outs.routes.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { keepWarning } from '../../server/warnings/keeping.commands.ts';
import { aWarning, noon } from '../support/builders.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { openDoors } from '../support/doors.ts';
import { openedIncident } from '../support/incident.ts';
import { aUser, released } from '../support/release.ts';
import { code, tinyCity } from '../support/tiny-city.ts';

onBothDatabases('what waits for a desk in other incidents', (database) => {
  const clock = new FakeClock(noon);
  let duty: Session;

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    duty = await aUser(database(), 'dutyOfficer');
  });

  async function calledOut(incident: Incident): Promise<CallOutReport> {
    const warning = aWarning({ incidentId: incident.id, level: 'red', identifier: crypto.randomUUID() });
    await database().transaction(wholeServer, (tx) => keepWarning(tx, warning, { source: '', supersedes: [], unresolved: [] }));
    const doors = openDoors(duty, callOutRoutes(database(), clock, new Doorbell()));
    return (await doors.send('post', '/api/call-outs', { warningId: warning.id })).body as CallOutReport;
  }

  const waitingIn = (area: string): Promise<WaitingIncident[]> => database().transaction({ area }, waitingIncidents);

  it('is a release with who asked for it, then who needs help, each as far as the area reaches, and nothing of the watchdog', async () => {
    const incident = await openedIncident(database(), { mode: 'exercise' });
    const watched = await openedIncident(database(), { mode: 'test', kind: watchdogKind });
    const { id } = await calledOut(incident);
    await calledOut(watched);

    expect(await waitingIn('3206')).toEqual([
      {
        incidentId: incident.id,
        name: incident.name,
        mode: 'exercise',
        awaitingRelease: [{ callOutId: id, level: 'red', requestedBy: duty.userId, areas: aWarning().areas }],
        ...{ needHelp: 0, cannot: 0, unroused: 0 },
      },
    ]);

    await released(database(), { now: clock.now(), doorbell: new Doorbell() }, id);
    expect(await waitingIn('3206')).toEqual([]);

    await database().asOwner((tx) =>
      tx.query(`update call set need_help = true where call_out_id = $1 and area_code = $2`, [id, code.sanchang]),
    );
    expect(await waitingIn('3206')).toMatchObject([{ awaitingRelease: [], needHelp: 1 }]);
    expect(await waitingIn('320614')).toMatchObject([{ needHelp: 1 }]);
    expect(await waitingIn('320623')).toEqual([]);
  });
});
