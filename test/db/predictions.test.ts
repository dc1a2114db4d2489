import { beforeAll, expect, it } from 'vitest';
import type { CallOutId } from '#contract/calls.ts';
import { noticeIdOf } from '#contract/notices.ts';
import type { CallOutPlan } from '#contract/plans.ts';
import { PredictionRecord } from '#contract/predictions.ts';
import type { Session } from '#contract/session.ts';
import { cancelCallOuts } from '../../server/calls/endings.commands.ts';
import { record } from '../../server/kernel/log/change-log.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { callOutRoutes } from '../../server/releases/call-outs.routes.ts';
import { followPredictions } from '../../server/plans/predictions.job.ts';
import { keepWarning } from '../../server/warnings/keeping.commands.ts';
import { aWarning, noon } from '../support/builders.ts';
import { calledOut, type Calling } from '../support/calling.ts';
import { at, Climbing } from '../support/climbing.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { openDoors } from '../support/doors.ts';
import { openedIncident } from '../support/incident.ts';
import { aUser } from '../support/release.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

onBothDatabases('what predictions rest on', (database) => {
  const climbing = new Climbing(database);
  const clock = new FakeClock(noon);
  let officer: Session;
  let rudong: Session;
  let calling: Calling;

  const minutes = (count: number) => at(count * 60);
  const doors = (user: Session) => openDoors(user, callOutRoutes(database(), clock, new Doorbell()));
  const recordFor = async (user: Session) => PredictionRecord.parse((await doors(user).get('/api/predictions')).body);
  const learnt = (callOutId: CallOutId) =>
    climbing.owner((tx) =>
      tx.query(
        `select way, hours, rung, wait, tried, answered from learnt_share where call_out_id = $1 order by array_position(array['others', 'first', 'again'], rung), way, wait`,
        [callOutId],
      ),
    );
  const cancelled = ({ incident, warning }: Calling, minute: number) => {
    const ctx = { now: minutes(minute), doorbell: new Doorbell() };
    return database().transaction(wholeServer, async (tx) => {
      const ended = await cancelCallOuts(tx, ctx, { incident, noticeIds: [noticeIdOf(warning.id)], reason: 'cancelled' });
      await record(tx, { incidentId: incident.id, at: ctx.now, doorbell: ctx.doorbell }, ended);
    });
  };
  const planned = async (mode: 'actual' | 'exercise') => {
    const incident = await openedIncident(database(), { mode });
    const warning = aWarning({ incidentId: incident.id, level: 'orange', identifier: crypto.randomUUID() });
    await database().transaction(wholeServer, (tx) => keepWarning(tx, warning, { source: '', supersedes: [], unresolved: [] }));
    const { body } = await doors(officer).send('post', '/api/call-outs/plan', { warningId: warning.id });
    return (body as CallOutPlan).prediction.basis!;
  };

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    officer = await aUser(database(), 'dutyOfficer');
    rudong = await aUser(database(), 'countyDuty', code.rudong);
  });

  it('are defaults while the ledger is empty, and say so', async () => {
    expect(await planned('actual')).toEqual({ from: 'default', calls: 0, callOuts: 0, isPartial: false, learntAt: null });
  });

  it('holds a prediction against what happened at fixed times, each once', async () => {
    calling = await calledOut(database(), { level: 'orange' });
    await climbing.answer(calling, person.yangkouHead, { seconds: 99 });
    for (const seconds of [100, 200, 300]) await climbing.tick(seconds);
    await followPredictions(database(), minutes(5));
    expect((await recordFor(officer)).callOuts).toEqual([]);
    await climbing.answer(calling, person.yangkouDesk, { seconds: 390 });
    for (const minute of [7, 8, 17]) await followPredictions(database(), minutes(minute));
    const [scored, ...others] = (await recordFor(officer)).callOuts;
    expect(others).toEqual([]);
    expect(scored).toMatchObject({ callOutId: calling.callOutId, level: 'orange', incidentMode: 'actual', basis: { from: 'default' } });
    expect(scored!.scores.map(({ mark, at: time, answered }) => [mark, time, answered])).toEqual([
      ['5', minutes(5).toISOString(), 1],
      ['15', minutes(15).toISOString(), 2],
    ]);
    const { people, low, expected, high } = scored!.scores[0]!;
    expect(people).toBe(7);
    expect(low <= expected && expected <= high && high <= 7).toBe(true);
  });

  it('learns from what is over how many of those silent at a step had answered when it was over', async () => {
    await climbing.tick(600);
    await followPredictions(database(), minutes(18));
    expect(await learnt(calling.callOutId)).toEqual([]);
    await cancelled(calling, 20.5);
    for (const minute of [21, 22]) await followPredictions(database(), minutes(minute));
    const day = { way: 'inApp', hours: 'day' };
    expect(await learnt(calling.callOutId)).toEqual([
      { ...day, way: 'any', rung: 'others', wait: 'long', tried: 1, answered: 0 },
      { ...day, rung: 'first', wait: 'brief', tried: 7, answered: 1 },
      { ...day, rung: 'again', wait: 'brief', tried: 12, answered: 0 },
      { ...day, rung: 'again', wait: 'long', tried: 6, answered: 1 },
    ]);
    expect(await planned('actual')).toEqual({
      from: 'ledger',
      calls: 7,
      callOuts: 1,
      isPartial: false,
      learntAt: minutes(21).toISOString(),
    });
  });

  it('does not blame a prediction for calls that were stopped', async () => {
    const { actual, callOuts } = await recordFor(officer);
    expect(callOuts[0]!.scores.map(({ mark, answered }) => [mark, answered])).toEqual([
      ['5', 1],
      ['15', 2],
      ['30', null],
      ['end', null],
    ]);
    expect(actual.times).toBe(2);
  });

  it('leaves out a step in which calling ended, whoever had answered until then', async () => {
    const short = await calledOut(database(), { level: 'orange' });
    await climbing.answer(short, person.yangkouHead, { seconds: 10 });
    await cancelled(short, 1);
    await followPredictions(database(), minutes(22));
    expect(await learnt(short.callOutId)).toEqual([]);
    expect((await planned('actual')).calls).toBe(7);
  });

  it('keeps drills apart: they speak for what is real only while nothing else does', async () => {
    const drill = await calledOut(database(), { level: 'orange', incident: await openedIncident(database(), { mode: 'exercise' }) });
    expect(await planned('exercise')).toMatchObject({ from: 'ledger', calls: 7 });
    await cancelled(drill, 3);
    await followPredictions(database(), minutes(23));
    expect(await planned('exercise')).toMatchObject({ from: 'drills', calls: 7, isPartial: true });
    expect(await planned('actual')).toMatchObject({ from: 'ledger', calls: 7 });
    const { actual, drills } = await recordFor(officer);
    expect([actual.times, drills.times]).toEqual([2, 0]);
  });

  it('tells a county of its own call-outs alone', async () => {
    const own = await calledOut(database(), { level: 'orange', areas: [code.rudong] });
    const others = await calledOut(database(), { level: 'orange', areas: [code.haimen] });
    await followPredictions(database(), minutes(7));
    const seen = async (user: Session) => (await recordFor(user)).callOuts.map(({ callOutId }) => callOutId);
    expect(await seen(officer)).toEqual(expect.arrayContaining([own.callOutId, others.callOutId, calling.callOutId]));
    expect(await seen(rudong)).toEqual([own.callOutId]);
  });
});
