import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openInAppAttempts } from '../../server/calls/in-app-attempts.store.ts';
import { factsAfter } from '../../server/kernel/log/change-log.ts';
import { wholeServer, type Row, type Tx } from '../../server/kernel/db/db.ts';
import { aStep } from '../support/builders.ts';
import { calledOut, orderedOut, type Calling } from '../support/calling.ts';
import { Climbing, ladder, reachedBy, shown } from '../support/climbing.ts';
import { onBothDatabases } from '../support/database.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

const village = '320623101200';
/** Somebody who holds no post until a test gives one. */
const spare = 900;

onBothDatabases('the end of a ladder', (database) => {
  const climbing = new Climbing(database);

  beforeAll(() =>
    climbing.owner(async (tx) => {
      await tinyCity(tx);
      await tx.query(`insert into person (id, area_code, name) values ($1, $2, '测试0900')`, [spare, village]);
    }),
  );
  beforeEach(async () => {
    await climbing.calm();
    await climbing.owner(async (tx) => {
      await tx.query(`delete from door_check`);
      await tx.query(`delete from team`);
      await tx.query(`delete from post where id >= $1`, [spare]);
    });
  });

  describe('at the door', () => {
    const toTheDoor = { ...ladder(), hasDoor: true };

    interface Door extends Row {
      personId: number | null;
      teamId: number | null;
      meters: number | null;
      state: string;
    }

    async function doorOf(calling: Calling, personId: number): Promise<Door | undefined> {
      const { id } = await climbing.callOf(calling, personId);
      return climbing.owner((tx) =>
        tx.one<Door>(
          `select person_id as "personId", team_id as "teamId", distance_meters as meters, state from door_check where call_id = $1`,
          [id],
        ),
      );
    }

    const addGridWorker = (tx: Tx, personId: number) =>
      tx.query(`insert into post (id, area_code, level, kind, person_id) values ($1, $2, 'village', 'villageGridWorker', $3)`, [
        ...[spare, village, personId],
      ]);

    async function addTeam(
      tx: Tx,
      { id, contact, lng = 121.03, lat = 32.51 }: { id: number; contact: number; lng?: number; lat?: number },
    ) {
      await tx.query(
        `insert into team (id, area_code, name_zh, name_en, type, position, members, contact_id)
         values ($1, $2, '救援队', 'Team', 'flood', st_setsrid(st_makepoint($3, $4), 4326), 5, $5)`,
        [id, code.yangkou, lng, lat, contact],
      );
    }

    it('is no ending where people refuse: the way to the door stays open, tells why, and is done when they are', async () => {
      await climbing.owner((tx) => addGridWorker(tx, spare));
      await climbing.configure('sms');
      const calling = await calledOut(database(), { policy: { ...ladder(), hasDoor: true }, level: 'orange' });
      await climbing.tick(60);
      const doorNow = async () => {
        const { id, state } = await climbing.callOf(calling, person.yangkouVillageLead);
        const door = await climbing.owner((tx) => tx.one(`select state, reason, people from door_check where call_id = $1`, [id]));
        return { call: state, ...door };
      };
      expect(await doorNow()).toEqual({ call: 'unroused', state: 'open', reason: 'unroused', people: null });
      await climbing.answer(calling, person.yangkouVillageLead, { kind: 'cannot', seconds: 70, counts: { refused: 3 } });
      expect(await doorNow()).toEqual({ call: 'answered', state: 'open', reason: 'refused', people: 3 });
      await climbing.answer(calling, person.yangkouVillageLead, { kind: 'acting', seconds: 80 });
      expect(await doorNow()).toMatchObject({ state: 'open', people: 3 });
      await climbing.answer(calling, person.yangkouVillageLead, { kind: 'done', seconds: 90, counts: { moved: 3 } });
      expect(await doorNow()).toMatchObject({ call: 'answered', state: 'done' });
      await climbing.answer(calling, person.yangkouVillageLead, { kind: 'done', seconds: 95, counts: { absent: 1 } });
      expect(await doorNow()).toMatchObject({ state: 'open', reason: 'unreachable', people: 1 });
    });

    it('sends somebody to people who refuse though nobody was silent', async () => {
      await climbing.owner((tx) => addGridWorker(tx, spare));
      const calling = await calledOut(database(), { policy: ladder(), level: 'orange' });
      await climbing.answer(calling, person.yangkouVillageLead, { kind: 'acting', counts: { moved: 20, refused: 2 } });
      expect(await doorOf(calling, person.yangkouVillageLead)).toMatchObject({ state: 'open', personId: spare });
      expect(await climbing.attemptsFor(calling, person.yangkouVillageLead)).toContainEqual(
        expect.objectContaining({ reach: 'door', personId: spare, state: 'queued' }),
      );
      await climbing.cancel(calling);
      expect(await doorOf(calling, person.yangkouVillageLead)).toMatchObject({ state: 'withdrawn' });
      expect(
        (await climbing.attemptsFor(calling, person.yangkouVillageLead)).filter(
          ({ state, purpose }) => state === 'queued' && purpose === 'call',
        ),
      ).toEqual([]);
    });

    it('sends the grid worker of the village', async () => {
      await climbing.owner((tx) => addGridWorker(tx, spare));
      const calling = await calledOut(database(), { policy: toTheDoor, level: 'orange' });
      await climbing.tick(60);
      expect(await doorOf(calling, person.yangkouVillageLead)).toEqual({ personId: spare, teamId: null, meters: null, state: 'open' });
      expect(reachedBy(await climbing.attemptsFor(calling, person.yangkouVillageLead), 1)).toEqual([['door', spare]]);
      // Nobody is sent to the door of another village.
      expect(await doorOf(calling, person.sanchangVillageLead)).toMatchObject({ personId: null });
    });

    it('sends the nearest team where the grid worker is the one who is silent', async () => {
      await climbing.owner(async (tx) => {
        await addGridWorker(tx, person.yangkouVillageLead);
        await addTeam(tx, { id: 1, contact: person.cityDesk, lng: 121.0301 });
        await addTeam(tx, { id: 2, contact: person.haimenDesk, lng: 121.5 });
      });
      const calling = await calledOut(database(), { policy: toTheDoor, level: 'orange' });
      await climbing.tick(60);
      const door = (await doorOf(calling, person.yangkouVillageLead))!;
      expect(door).toMatchObject({ personId: person.cityDesk, teamId: 1 });
      expect(door.meters).toBeCloseTo(9.4, 0);
    });

    it('sends the team that is nearest on the ground: here a degree to the east is shorter than one to the north', async () => {
      await climbing.owner(async (tx) => {
        await addTeam(tx, { id: 1, contact: person.haimenDesk, lat: 32.51 + 0.0095 });
        await addTeam(tx, { id: 2, contact: person.cityDesk, lng: 121.03 + 0.01 });
      });
      const calling = await calledOut(database(), { policy: toTheDoor, level: 'orange' });
      await climbing.tick(60);
      const door = (await doorOf(calling, person.yangkouVillageLead))!;
      expect(door).toMatchObject({ personId: person.cityDesk, teamId: 2 });
      expect(door.meters! / 1000).toBeCloseTo(0.94, 2);
    });

    it('may be answered for by whoever was sent there, which closes the door', async () => {
      await climbing.owner((tx) => addGridWorker(tx, spare));
      const calling = await calledOut(database(), { policy: toTheDoor, level: 'orange' });
      await climbing.tick(60);
      await climbing.answer(calling, person.yangkouVillageLead, { by: spare, seconds: 90 });
      expect(await doorOf(calling, person.yangkouVillageLead)).toMatchObject({ state: 'done' });
      expect(await climbing.callOf(calling, person.yangkouVillageLead)).toMatchObject({ state: 'answered' });
    });

    it('is open though nobody can be sent', async () => {
      const calling = await calledOut(database(), { policy: toTheDoor, level: 'orange' });
      await climbing.tick(60);
      expect(await doorOf(calling, person.yangkouVillageLead)).toEqual({ personId: null, teamId: null, meters: null, state: 'open' });
    });
  });

  describe('after an answer', () => {
    const reminding = { ...ladder(), reminderMinutes: 30 };

    async function flagsOf(calling: Calling, personId: number): Promise<string[]> {
      const { id } = await climbing.callOf(calling, personId);
      return (await climbing.owner((tx) => tx.one<{ flags: string[] }>(`select flags from call where id = $1`, [id])))!.flags;
    }

    const remindersOf = async (calling: Calling) =>
      (await climbing.attemptsFor(calling, person.yangkouVillageLead)).filter(({ purpose }) => purpose === 'reminder');

    it('reminds whoever has only heard, again and again, never by telephone, and marks the answer', async () => {
      await climbing.configure('sms', 'voice');
      const calling = await calledOut(database(), { policy: reminding, level: 'orange' });
      await climbing.answer(calling, person.yangkouVillageLead, { seconds: 10 });
      await climbing.tick(10 + 1799);
      expect(await remindersOf(calling)).toEqual([]);
      await climbing.tick(10 + 1800);
      expect(new Set((await remindersOf(calling)).map(({ channel }) => channel))).toEqual(new Set(['inApp', 'sms']));
      expect(await flagsOf(calling, person.yangkouVillageLead)).toContain('noLaterAction');
      await climbing.tick(10 + 3600);
      expect(shown((await remindersOf(calling)).filter(({ channel }) => channel === 'inApp'))).toEqual([
        '0 self inApp - withdrawn',
        '0 self inApp - queued',
      ]);
      const { facts } = await database().transaction(wholeServer, (tx) =>
        factsAfter(tx, { incidentId: calling.incident.id, since: 0, limit: 500 }),
      );
      expect(JSON.stringify(facts.at(-1))).toContain('noLaterAction');
    });

    it('takes the mark off again when action comes', async () => {
      const calling = await calledOut(database(), { policy: reminding, level: 'orange' });
      await climbing.answer(calling, person.yangkouVillageLead);
      await climbing.tick(1801);
      expect(await flagsOf(calling, person.yangkouVillageLead)).toContain('noLaterAction');
      await climbing.answer(calling, person.yangkouVillageLead, { kind: 'done', seconds: 1900 });
      expect(await flagsOf(calling, person.yangkouVillageLead)).not.toContain('noLaterAction');
    });

    it('reminds nobody who acts, and stops when action comes', async () => {
      const calling = await calledOut(database(), { policy: reminding, level: 'orange' });
      await climbing.answer(calling, person.sanchangVillageLead, { kind: 'onPost' });
      await climbing.answer(calling, person.yangkouVillageLead);
      await climbing.answer(calling, person.yangkouVillageLead, { kind: 'onPost', seconds: 600 });
      await climbing.tick(7200);
      expect(await remindersOf(calling)).toEqual([]);
      expect((await climbing.attemptsFor(calling, person.sanchangVillageLead)).filter(({ purpose }) => purpose === 'reminder')).toEqual([]);
    });

    it('tells those who have answered that it is over, and nobody else', async () => {
      await climbing.configure('sms');
      const calling = await calledOut(database(), { policy: reminding, level: 'orange' });
      await climbing.answer(calling, person.yangkouVillageLead);
      await climbing.cancel(calling);
      const told = (await climbing.attemptsFor(calling, person.yangkouVillageLead)).filter(({ purpose }) => purpose === 'allClear');
      expect(shown(told).sort()).toEqual(['0 self inApp - queued', '0 self sms 1 queued']);
      expect((await climbing.attemptsFor(calling, person.sanchangVillageLead)).map(({ purpose, state }) => `${purpose} ${state}`)).toEqual([
        'call withdrawn',
        'call withdrawn',
      ]);
      await climbing.tick(86_400);
      expect(await remindersOf(calling)).toEqual([]);
    });

    describe('tells', () => {
      const toldOf = async (calling: Calling, called: readonly number[]) => {
        const attempts = await Promise.all(called.map((personId) => climbing.attemptsFor(calling, personId)));
        return attempts.flat().flatMap(({ purpose, reach, personId }) => (purpose === 'allClear' ? [`${reach} ${personId}`] : []));
      };

      it('that it is over whoever has answered for others, once for however many they were', async () => {
        const policy = { ...ladder({ reaches: ['deputy', 'superior'] }), postKinds: ['villageLead', 'townshipHead'] };
        const calling = await calledOut(database(), { policy, level: 'orange', areas: [code.yangkou] });
        await climbing.tick(60);
        const called = [person.yangkouVillageLead, person.yangkouHead];
        for (const one of called) await climbing.answer(calling, one, { by: person.yangkouDesk, kind: 'onPost', seconds: 70 });
        await climbing.cancel(calling);
        const told = (await toldOf(calling, called)).map((one) => Number(one.split(' ')[1]));
        expect(told.sort()).toEqual([person.yangkouDesk, person.yangkouHead, person.yangkouVillageLead]);
      });

      it('that it is over who was sent to a door, also where nobody has answered', async () => {
        await climbing.owner((tx) =>
          tx.query(`insert into post (id, area_code, level, kind, person_id) values ($1, $2, 'village', 'villageGridWorker', $1)`, [
            ...[spare, village],
          ]),
        );
        const calling = await calledOut(database(), { policy: { ...ladder(), hasDoor: true }, level: 'orange', areas: [code.yangkou] });
        await climbing.tick(60);
        await climbing.owner((tx) => tx.query(`update attempt set state = 'sent' where reach = 'door' and state = 'queued'`));
        await climbing.cancel(calling);
        expect(await toldOf(calling, [person.yangkouVillageLead])).toEqual([`door ${spare}`]);
      });

      it('nobody whom nothing had reached, and nobody who was reached for others in vain', async () => {
        const policy = { ...ladder({ reaches: ['superior'] }), hasDoor: true };
        const calling = await calledOut(database(), { policy, level: 'orange', areas: [code.yangkou] });
        for (const seconds of [60, 120]) await climbing.tick(seconds);
        await climbing.cancel(calling);
        expect(await toldOf(calling, [person.yangkouVillageLead])).toEqual([]);
      });
    });

    it('reaches them over every channel of a ladder that takes one after the other', async () => {
      await climbing.configure('sms', 'voice');
      const steps = (['inApp', 'sms', 'voice'] as const).map((channel) => aStep({ channels: [channel] }));
      const calling = await calledOut(database(), { policy: { ...reminding, ladder: steps }, level: 'orange' });
      const ways = async (wanted: string, again = 0) =>
        (await climbing.attemptsFor(calling, person.yangkouVillageLead))
          .filter(({ purpose }) => purpose === wanted)
          .slice(again)
          .map(({ channel }) => channel)
          .sort();
      expect(await ways('call')).toEqual(['inApp']);
      await climbing.callAgain(calling, person.yangkouVillageLead);
      expect(await ways('call', 1)).toEqual(['inApp', 'sms', 'voice']);
      await climbing.answer(calling, person.yangkouVillageLead);
      await climbing.tick(1801);
      expect(await ways('reminder')).toEqual(['inApp', 'sms']);
      await climbing.cancel(calling);
      expect(await ways('allClear')).toEqual(['inApp', 'sms', 'voice']);
    });

    it('tells those as well who have answered an earlier version and were not called again for a newer one', async () => {
      const first = await calledOut(database(), { policy: reminding, level: 'orange' });
      await climbing.answer(first, person.yangkouVillageLead);
      await climbing.answer(first, person.sanchangVillageLead);
      await climbing.supersede(first);
      const second = await calledOut(database(), { policy: reminding, level: 'yellow', areas: [code.sanchang], incident: first.incident });
      await climbing.cancel(first);
      await climbing.cancel(second);
      const told = async (personId: number) =>
        (await climbing.attemptsFor(first, personId)).filter(({ purpose }) => purpose === 'allClear').map(({ state }) => state);
      expect(await told(person.yangkouVillageLead)).toEqual(['queued']);
      // For whom another version was in force it was not over by then.
      expect(await told(person.sanchangVillageLead)).toEqual([]);
      const rung = await database().transaction(wholeServer, (tx) => openInAppAttempts(tx, [person.yangkouVillageLead]));
      expect(rung.map(({ purpose }) => purpose)).toContain('allClear');
    });
  });

  it('is not taken while the call-out waits for a second person, who may be cancelled before', async () => {
    await climbing.configure('sms');
    const calling = await orderedOut(database(), { level: 'red' });
    expect(await climbing.tick(86_400)).toBe(0);
    expect(await climbing.attemptsFor(calling, person.yangkouDesk)).toEqual([]);
    await climbing.cancel(calling);
    const row = await climbing.owner((tx) => tx.one<{ state: string }>(`select state from call_out where id = $1`, [calling.callOutId]));
    expect(row).toEqual({ state: 'cancelled' });
    expect(await climbing.attemptsFor(calling, person.yangkouDesk)).toEqual([]);
  });
});
