import { backUpWhenDue, planBackups } from '../../../server/backups/backups.commands.ts';
import { escalateDue } from '../../../server/ticks/escalation.job.ts';
import { startOutbox } from '../../../server/field/outbox.job.ts';
import { startDeliveries } from '../../../server/channels/deliveries.job.ts';
import { tellUnread } from '../../../server/channels/reply-counts.job.ts';
import { Returns } from '../../../server/channels/returns.job.ts';
import { AnchorKeeper } from '../../../server/incidents/anchors.commands.ts';
import type { BackupStorage } from '../../../server/kernel/backup/backup-storage.ts';
import type { Channel } from '../../../server/kernel/channels/channel.ts';
import type { Clock } from '../../../server/kernel/db/clock.ts';
import type { Database } from '../../../server/kernel/db/db.ts';
import { Doorbell } from '../../../server/kernel/log/doorbell.ts';
import { PriorityGate } from '../../../server/kernel/async/priority-gate.ts';
import { followPredictions } from '../../../server/plans/predictions.job.ts';
import { proveNightly } from '../../../server/tree/tree-proof.job.ts';
import { anchored } from '../anchors.ts';
import { silentLog } from '../app.ts';
import { at } from '../climbing.ts';
import { FakeClock } from '../clock.ts';
import { links } from '../deliveries.ts';
import { FakeGateway } from '../fake-gateway.ts';
import type { Askable } from './asking.ts';

/** The database as the job sees it, and what it is to find there. */
export interface JobAbout {
  database: Database;
  ask: Askable;
}

const doorbell = new Doorbell();
const many = 2_000;
const pagesOf = (personIds: readonly number[]) => ({
  connectedPeople: () => [...personIds],
  answering: () => Promise.resolve([...personIds]),
});
const parts = (database: Database, clock: Clock) => ({ database, clock, doorbell, log: silentLog });

async function calledPeople({ ask }: JobAbout): Promise<number[]> {
  return (await ask.rows<{ id: number }>('select person_id as id from call where call_out_id = $1', [ask.city.callOutId])).map(
    ({ id }) => id,
  );
}

/** What each job does when there is the most to do, in an order in which each leaves work for the next. */
export const jobs: Record<string, (about: JobAbout) => Promise<void>> = {
  /** An hour after everybody was called, half of them silent. */
  'ticks/escalation': async ({ database, ask }) => {
    await ask.rows(`update channel set configured = true, enabled = true, rate_per_second = 1000, concurrency = 100 where id = 'sms'`);
    for (const seconds of [3_600, 7_200, 10_800]) await escalateDue(database, { now: at(seconds), doorbell });
  },
  /** Everybody's page is open, and shows what it is sent. */
  'field/outbox': async (about) => {
    const personIds = await calledPeople(about);
    const shows = new ManyPages(personIds);
    const doors = parts(about.database, new FakeClock(at(10_801)));
    const outbox = startOutbox({ ...doors, channel: shows, ringing: new PriorityGate(), links, intervalMilliseconds: 1 });
    await shows.enough;
    await outbox.stop();
  },
  'channels/deliveries': async ({ database, ask }) => {
    const queued = await ask.one<number>(`select count(*)::int from attempt where state = 'queued' and channel = 'sms'`);
    await ask.rows(`update channel set tokens = 1000, refilled_at = 'epoch' where id = 'sms'`);
    const gateway = new FakeGateway('sms');
    const clock = new FakeClock(at(10_802));
    const stop = startDeliveries({ ...parts(database, clock), gateways: [gateway], links, publicUrl: null, intervalMilliseconds: 1 });
    await gateway.took(Math.min(100, queued));
    await stop();
  },
  /** Everybody whom a short message has reached writes back, and the gateway reports on each. */
  'channels/returns': async ({ database, ask }) => {
    const returns = new Returns(parts(database, new FakeClock(at(10_803))));
    const sent = await ask.rows<{ id: number; from: string; voice: number }>(
      `select attempt.id, address as from, spoken.id as voice from attempt
       join contact on contact.person_id = attempt.person_id and contact.ordinal = contact_ordinal
       join attempt spoken on spoken.call_id = attempt.call_id and spoken.channel = 'voice'
       where attempt.channel = 'sms' and attempt.state = 'sent' order by attempt.id limit $1`,
      [many],
    );
    const signature = null;
    const moment = at(10_803);
    await Promise.all([
      ...sent.map(({ id, from }) => returns.takeReply({ said: { messageId: `job-${id}`, from, text: '1', at: moment }, signature })),
      ...sent.map(({ voice }) => returns.takeReport({ said: { attemptId: voice, outcome: 'delivered', at: moment }, signature })),
    ]);
    await returns.stop();
  },
  'channels/reply-counts': ({ database }) => tellUnread(database, { now: at(10_804), doorbell }),
  /** What a program of its own writes is looked at by the test of backups. */
  'backups/backups': async ({ database }) => {
    const clock = new FakeClock(at(10_805));
    const parts = { database, clock, host: 'here' };
    await planBackups(parts, '03:10');
    clock.set(at(2 * 86_400));
    const storage: BackupStorage = { prepare: (file) => ({ ok: true, path: file }), files: () => [], remove: () => undefined };
    const write = (path: string) => Promise.resolve({ ok: true, said: `${path}: 1 rows, 1 bytes, read back and as it should be` });
    await backUpWhenDue({ ...parts, schedule: { storage, timeOfDay: '03:10', keep: 2 }, write });
  },
  /** Everything that was called before is over and is learnt from, in as many turns as it takes. */
  'plans/predictions': async ({ database }) => {
    for (const seconds of [10_900, 11_000, 11_100, 11_200]) await followPredictions(database, at(seconds));
  },
  /** Everything that was told so far is signed. */
  'incidents/anchors': async ({ database }) => {
    const keeper = await AnchorKeeper.open(database, anchored().anchors);
    await keeper.keep(at(11_300));
    await keeper.fallenBehind();
  },
  'tree/tree-proof': async (about) => {
    const nextNight = new FakeClock(at(86_400));
    await proveNightly({ database: about.database, clock: nextNight, presence: pagesOf(await calledPeople(about)) });
  },
};

/** Pages that are all open. */
class ManyPages implements Channel {
  readonly #personIds: number[];
  #left = many;
  #isEnough: () => void = () => undefined;
  readonly enough = new Promise<void>((fulfil) => (this.#isEnough = fulfil));

  constructor(personIds: number[]) {
    this.#personIds = personIds;
  }

  reachable(): number[] {
    return this.#personIds;
  }

  onlookers(): number[] {
    return [];
  }

  carry(): Promise<boolean> {
    this.#left -= 1;
    if (this.#left === 0) this.#isEnough();
    return Promise.resolve(true);
  }
}
