import { beforeAll, expect, it } from 'vitest';
import { gatewayChannels } from '#contract/channels.ts';
import type { CallId } from '#contract/calls.ts';
import { actOnCalls } from '../../server/calls/call-desk.commands.ts';
import { claimDeliveries } from '../../server/channels/deliveries.commands.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { calledOut, type Calling } from '../support/calling.ts';
import { at, Climbing, ladder } from '../support/climbing.ts';
import { noon } from '../support/builders.ts';
import { onBothDatabases } from '../support/database.ts';
import { links } from '../support/deliveries.ts';
import { openedIncident } from '../support/incident.ts';
import { aUser } from '../support/release.ts';
import { person, tinyCity } from '../support/tiny-city.ts';

const everywhere = { channels: [...gatewayChannels, 'inApp' as const] };
const policy = {
  ...ladder({ ...everywhere, contact: 2 }, { ...everywhere, reaches: ['deputy', 'superior'] }),
  ...{ hasDoor: true, reminderMinutes: 1 },
};

onBothDatabases('a drill with every gateway at hand and real numbers loaded', (database) => {
  const climbing = new Climbing(database);
  let drill: Calling;

  beforeAll(async () => {
    await climbing.owner(async (tx) => {
      await tinyCity(tx);
      await tx.query(
        `insert into post (id, area_code, level, kind, person_id)
         select 900, area_code, 'village', 'villageGridWorker', $1 from post where person_id = $2`,
        [person.yangkouGuardian, person.yangkouVillageLead],
      );
    });
    await climbing.configure(...gatewayChannels);
    drill = await calledOut(database(), {
      policy,
      level: 'orange',
      incident: await openedIncident(database(), { mode: 'exercise', startAt: noon }),
    });
  });

  /** Everything that ever makes an attempt: the ladder to its end, the door, the desk, reminders and the all-clear. */
  async function goThrough(): Promise<void> {
    const callIds = [(await climbing.callOf(drill, person.yangkouVillageLead)).id as CallId];
    const { userId, username } = await aUser(database(), 'dutyOfficer');
    const by = { userId, username, areaPrefix: '3206' };
    const act = (action: Parameters<typeof actOnCalls>[2]['action']) =>
      database().transaction(wholeServer, (tx) => actOnCalls(tx, { now: at(30), doorbell: new Doorbell() }, { action, by }));
    await act({ action: 'callAgain', callIds });
    await act({ action: 'reassign', callIds, personId: person.cityDesk });
    await climbing.answer(drill, person.sanchangVillageLead, { seconds: 10 });
    for (const seconds of [60, 120, 180, 240]) await climbing.tick(seconds);
    await climbing.cancel(drill);
  }

  it('makes every kind of attempt, and none that could leave through a gateway', async () => {
    await goThrough();
    const made = await climbing.owner((tx) =>
      tx.query<{ kind: string; channel: string }>(
        `select case purpose when 'call' then reach else purpose end as kind, channel from attempt where call_id in (select id from call where call_out_id = $1)`,
        [drill.callOutId],
      ),
    );
    expect(new Set(made.map(({ kind }) => kind))).toEqual(new Set(['self', 'superior', 'door', 'assignee', 'reminder', 'allClear']));
    expect(new Set(made.map(({ channel }) => channel))).toEqual(new Set(['inApp', 'exercise']));
  });

  it.each(gatewayChannels)('hands nothing to the gateway for %s', async (channel) => {
    const maker = { links, publicUrl: null };
    const claimed = await database().transaction({ ...wholeServer, personal: true }, (tx) =>
      claimDeliveries(tx, at(300), { channel, maker }),
    );
    expect(claimed.dispatches).toEqual([]);
  });

  it.each(gatewayChannels)('cannot even be written down for %s', async (channel) => {
    const forced = climbing.owner((tx) =>
      tx.query(`update attempt set channel = $2 where call_id in (select id from call where call_out_id = $1)`, [drill.callOutId, channel]),
    );
    await expect(forced).rejects.toThrow(/attempt_exercise_cannot_dial/);
  });
});
