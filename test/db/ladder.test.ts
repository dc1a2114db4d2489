import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallPolicy } from '#contract/policies.ts';
import { defaultPolicy } from '../../server/policies/policies.rules.ts';
import { aStep, noon } from '../support/builders.ts';
import { calledOut, callStates } from '../support/calling.ts';
import { at, Climbing, ladder, reachedBy, shown } from '../support/climbing.ts';
import { onBothDatabases } from '../support/database.ts';
import { openedIncident } from '../support/incident.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

const village = '320623101200';
/** Somebody who holds no post until a test gives one. */
const spare = 900;

onBothDatabases('a step of a ladder', (database) => {
  const climbing = new Climbing(database);

  beforeAll(() =>
    climbing.owner(async (tx) => {
      await tinyCity(tx);
      await tx.query(`insert into person (id, area_code, name) values ($1, $2, '测试0900')`, [spare, village]);
    }),
  );
  beforeEach(async () => {
    await climbing.calm();
    await climbing.owner((tx) => tx.query(`delete from contact where ordinal > 1`));
  });

  describe('over its channels', () => {
    it('reaches by those that are configured and switched on, and by the page', async () => {
      await climbing.configure('sms', 'voice', 'mail');
      await climbing.owner((tx) => tx.query(`update channel set enabled = false where id = 'voice'`));
      const calling = await calledOut(database(), { policy: ladder(), level: 'orange' });
      expect(shown(await climbing.attemptsFor(calling, person.yangkouVillageLead)).sort()).toEqual([
        '0 self inApp - queued',
        '0 self sms 1 queued',
      ]);
    });

    it('uses the second number for a redial, and the last where there are fewer', async () => {
      await climbing.configure('sms', 'voice');
      await climbing.owner((tx) =>
        tx.query(`insert into contact (person_id, ordinal, area_code, channel, address) values ($1, 4, $2, 'landline', '0513100000')`, [
          person.yangkouVillageLead,
          village,
        ]),
      );
      const calling = await calledOut(database(), { policy: ladder({ channels: ['sms', 'voice'], contact: 2 }), level: 'orange' });
      await climbing.owner((tx) => tx.query(`update attempt set state = 'sent' where state = 'queued'`));
      await climbing.tick(60);
      const redials = (await climbing.attemptsFor(calling, person.yangkouVillageLead)).filter(({ rung }) => rung === 1);
      expect(shown(redials).sort()).toEqual(['1 self sms 1 queued', '1 self voice 4 queued']);
      expect(
        (await climbing.attemptsFor(calling, person.sanchangVillageLead)).filter(({ rung }) => rung === 1).map(({ contact }) => contact),
      ).toEqual([1, 1]);
    });

    it('lets a redial wait for the place that the call has in a gateway’s queue already', async () => {
      await climbing.configure('voice');
      const calling = await calledOut(database(), { policy: ladder({ channels: ['voice'] }, { channels: ['voice'] }), level: 'orange' });
      await climbing.tick(60);
      expect(shown(await climbing.attemptsFor(calling, person.yangkouVillageLead))).toEqual([
        '0 self inApp - queued',
        '0 self voice 1 queued',
      ]);
      expect(await climbing.callOf(calling, person.yangkouVillageLead)).toMatchObject({ rung: 1, dueAt: at(120) });
      await climbing.owner((tx) => tx.query(`update attempt set state = 'sent' where channel = 'voice'`));
      await climbing.tick(120);
      expect(shown(await climbing.attemptsFor(calling, person.yangkouVillageLead)).at(-1)).toBe('2 self voice 1 queued');
    });

    it('dials the second number though the first still waits for the gateway', async () => {
      await climbing.configure('voice');
      await climbing.owner((tx) =>
        tx.query(`insert into contact (person_id, ordinal, area_code, channel, address) values ($1, 2, $2, 'landline', '0513100000')`, [
          person.yangkouVillageLead,
          village,
        ]),
      );
      const policy = ladder({ channels: ['voice'], contact: 2 }, { channels: ['voice'] });
      const calling = await calledOut(database(), { policy, level: 'orange' });
      await climbing.tick(60);
      await climbing.tick(120);
      const dialled = (await climbing.attemptsFor(calling, person.yangkouVillageLead)).filter(({ channel }) => channel === 'voice');
      expect(shown(dialled)).toEqual(['0 self voice 1 queued', '1 self voice 2 queued']);
    });

    it('lets everybody be called once before anybody is called again', async () => {
      await climbing.configure('voice');
      const calling = await calledOut(database(), { policy: ladder({ channels: ['voice'] }), level: 'orange' });
      await climbing.owner((tx) => tx.query(`update attempt set state = 'sent' where channel = 'voice'`));
      await climbing.tick(60);
      const [first, , again] = (await climbing.attemptsFor(calling, person.yangkouVillageLead)).sort((a, b) => a.priority - b.priority);
      expect(again!.priority - first!.priority).toBe(1_000_000);
    });

    it('stands for every gateway by one attempt in a drill, which never leaves', async () => {
      await climbing.configure('sms', 'voice');
      const incident = await openedIncident(database(), { mode: 'exercise', startAt: noon });
      const calling = await calledOut(database(), { policy: ladder(), level: 'orange', incident });
      const attempts = await climbing.attemptsFor(calling, person.yangkouVillageLead);
      expect(shown(attempts).sort()).toEqual(['0 self exercise 1 sent', '0 self inApp - queued']);
      expect(attempts.find(({ channel }) => channel === 'exercise')!.outcome).toBe('simulated');
    });

    it('does not wait for somebody whom nothing can reach', async () => {
      await climbing.configure('mail');
      const policy: CallPolicy = {
        ...ladder({ reaches: ['superior'] }),
        ladder: [aStep({ channels: ['mail'] }), aStep({ reaches: ['superior'] })],
      };
      const calling = await calledOut(database(), { policy, level: 'orange' });
      expect(await climbing.callOf(calling, person.yangkouVillageLead)).toMatchObject({ state: 'silent', rung: 0, dueAt: at(0) });
      await climbing.tick(0);
      expect(reachedBy(await climbing.attemptsFor(calling, person.yangkouVillageLead), 1)).toEqual([['superior', person.yangkouDesk]]);
    });

    it('lets gateways and ladders rest at night where the policy is quiet: who was not rung is not silent', async () => {
      await climbing.configure('sms');
      const night = { from: '11:30', to: '12:30', rings: false };
      const calling = await calledOut(database(), { policy: { ...ladder(), night }, level: 'orange' });
      const attempts = await climbing.attemptsFor(calling, person.yangkouVillageLead);
      expect(attempts.map(({ channel, nextAt }) => [channel, nextAt]).sort()).toEqual([
        ['inApp', null],
        ['sms', at(1800)],
      ]);
      expect(await climbing.callOf(calling, person.yangkouVillageLead)).toMatchObject({ dueAt: at(1860) });
      await climbing.tick(1859);
      expect(await climbing.callOf(calling, person.yangkouVillageLead)).toMatchObject({ state: 'silent', rung: 0 });
      await climbing.tick(1860);
      expect(await climbing.callOf(calling, person.yangkouVillageLead)).toMatchObject({ state: 'unroused', rung: 1 });
    });

    it('rings at night all the same where somebody at a desk asks for it', async () => {
      await climbing.configure('sms');
      const night = { from: '11:30', to: '12:30', rings: false };
      const calling = await calledOut(database(), { policy: { ...ladder(), night }, level: 'orange' });
      await climbing.callAgain(calling, person.yangkouVillageLead);
      const written = (await climbing.attemptsFor(calling, person.yangkouVillageLead)).filter(({ channel }) => channel === 'sms');
      expect(written.map(({ nextAt }) => nextAt)).toEqual([at(1800), null]);
      await climbing.callAgain(calling, person.yangkouVillageLead);
      expect((await climbing.attemptsFor(calling, person.yangkouVillageLead)).filter(({ channel }) => channel === 'sms')).toHaveLength(2);
    });
  });

  describe('up the tree', () => {
    it('reaches the superior of the superior as its own step, and passes over a level that is not there', async () => {
      const levels = [1, 2, 3, 4].map((superiorLevel) => ({ reaches: ['superior' as const], superiorLevel }));
      const calling = await calledOut(database(), { policy: ladder(...levels), level: 'orange' });
      for (const seconds of [60, 120, 180, 240, 241]) await climbing.tick(seconds);
      const attempts = await climbing.attemptsFor(calling, person.yangkouVillageLead);
      expect(attempts.filter(({ reach }) => reach === 'superior').map(({ rung, personId }) => [rung, personId])).toEqual([
        [1, person.yangkouDesk],
        [2, person.rudongDesk],
        [3, person.cityDesk],
      ]);
      expect(await climbing.callOf(calling, person.yangkouVillageLead)).toMatchObject({ state: 'unroused', rung: 5 });
    });

    it('passes over who was reached before, without waiting again', async () => {
      const policy = ladder({ reaches: ['deputy'] }, { reaches: ['superior'] }, { reaches: ['superior'], superiorLevel: 2 });
      // Deputy and superior of the head are the same desk.
      const calling = await calledOut(database(), { policy: { ...policy, postKinds: ['townshipHead'] }, level: 'orange' });
      for (const seconds of [60, 120, 121]) await climbing.tick(seconds);
      const attempts = await climbing.attemptsFor(calling, person.yangkouHead);
      expect(attempts.filter(({ reach }) => reach !== 'self').map(({ rung, reach, personId }) => [rung, reach, personId])).toEqual([
        [1, 'deputy', person.yangkouDesk],
        [3, 'superior', person.rudongDesk],
      ]);
      expect(await climbing.callOf(calling, person.yangkouHead)).toMatchObject({ rung: 3, dueAt: at(181) });
    });

    it.each(['yellow', 'orange', 'red'] as const)('leaves the township by default (%s)', async (level) => {
      const postKinds = { yellow: ['townshipDutyDesk'], orange: ['villageLead'], red: ['guardian'] }[level];
      const policy = { ...defaultPolicy(level), postKinds };
      const calling = await calledOut(database(), { policy, level, areas: [code.yangkou] });
      for (let seconds = 0; seconds <= 2700; seconds += 60) await climbing.tick(seconds);
      const [call] = await callStates(database(), calling.callOutId);
      const attempts = await climbing.attemptsFor(calling, call!.personId);
      expect(attempts.filter(({ reach }) => reach === 'superior').map(({ personId }) => personId)).toContain(person.rudongDesk);
      expect(call).toMatchObject({ state: 'unroused' });
    });

    it('ends in a circle of superiors as anywhere', async () => {
      await climbing.owner((tx) =>
        tx.query(`update post set superior_post_id = $1 where id = $2`, [person.yangkouVillageLead, person.yangkouDesk]),
      );
      const calling = await calledOut(database(), { policy: ladder({ reaches: ['superior'], superiorLevel: 2 }), level: 'orange' });
      await climbing.tick(60);
      expect(reachedBy(await climbing.attemptsFor(calling, person.yangkouVillageLead), 1)).toEqual([]);
      expect(await climbing.callOf(calling, person.yangkouVillageLead)).toMatchObject({ dueAt: at(60) });
      await climbing.owner((tx) =>
        tx.query(`update post set superior_post_id = $1 where id = $2`, [person.rudongDesk, person.yangkouDesk]),
      );
    });

    it('goes from a household to its guardian, then to the guardian’s superior', async () => {
      const steps = [{ reaches: ['deputy' as const, 'superior' as const] }, { reaches: ['superior' as const], superiorLevel: 2 }];
      const policy = { ...ladder(...steps), postKinds: [], callsHouseholds: true };
      const calling = await calledOut(database(), { policy, level: 'orange', areas: [code.yangkou] });
      await climbing.tick(60);
      await climbing.tick(120);
      const attempts = await climbing.attemptsFor(calling, person.yangkouEvacuee);
      expect(reachedBy(attempts, 1)).toEqual([['superior', person.yangkouGuardian]]);
      expect(reachedBy(attempts, 2)).toEqual([['superior', person.yangkouVillageLead]]);
    });

    it('reaches who is on duty for the post above, not who it belongs to', async () => {
      await climbing.owner((tx) =>
        tx.query(
          `insert into duty_shift (post_id, area_code, person_id, kind, starts_at, ends_at) values ($1, $2, $3, 'override', $4, $5)`,
          [person.yangkouDesk, code.yangkou, spare, at(0), at(3600)],
        ),
      );
      const calling = await calledOut(database(), { policy: ladder({ reaches: ['superior'] }), level: 'orange' });
      await climbing.tick(60);
      expect(reachedBy(await climbing.attemptsFor(calling, person.yangkouVillageLead), 1)).toEqual([['superior', spare]]);
      await climbing.owner((tx) => tx.query(`delete from duty_shift`));
    });
  });
});
