import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { IssuedWarning, Warning } from '#contract/warnings.ts';
import { stopCallOut } from '../../server/endings/stop.commands.ts';
import type { CallOutId } from '#contract/calls.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { warningRoutes } from '../../server/warnings/warnings.routes.ts';
import { callStates } from '../support/calling.ts';
import { onBothDatabases } from '../support/database.ts';
import { openDoors } from '../support/doors.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';
import { WarningDesk } from '../support/warning-desk.ts';

onBothDatabases('a warning that likely says another one again', (database) => {
  let desk: WarningDesk;
  const province = { sender: 'jiangsu@example.invalid', area: code.rudong };

  beforeAll(async () => {
    await database().asOwner(tinyCity);
    desk = await WarningDesk.of(database());
  });
  beforeEach(() => desk.begin());

  const decide = (id: string, choice: object, user = desk.duty) =>
    openDoors(user, warningRoutes(database(), desk.clock, desk.doorbell)).send('post', `/api/warnings/${id}/double`, choice) as Promise<{
      status: number;
      body: Warning & { code?: string };
    }>;
  const apart = { choice: 'apart', reason: '省台另有范围，重新叫应' };
  const called = async ({ callOutId }: Pick<IssuedWarning, 'callOutId'>) =>
    (await callStates(database(), callOutId as CallOutId)).map(({ personId }) => personId);
  const cancel = (identifier: string) => desk.issue(`${identifier}-over`, { about: identifier, type: 'Cancel' });
  const callOutIdOf = async ({ id }: IssuedWarning) => (await desk.warningOf({ id })).callOutId;

  it('calls at once whom it adds and nobody whom the other one calls', async () => {
    const first = await desk.issue('A', { area: code.yangkou });
    const double = await desk.issue('P', province);
    expect(double.merge).toMatchObject({ warningId: first.id, state: 'proposed' });
    expect(await desk.ringing(first.callOutId)).toEqual([person.yangkouDesk]);
    expect(await desk.ringing(double.callOutId)).toEqual([person.fengliDesk]);
  });

  it('of a higher level is no double but calls everybody', async () => {
    await desk.issue('A', { area: code.yangkou });
    const graver = await desk.issue('P', { ...province, level: 'yellow' });
    expect(graver.merge).toBeNull();
    expect(await called(graver)).toContain(person.yangkouDesk);
  });

  it('is planned with those alone whom it adds', async () => {
    await desk.issue('A', { area: code.yangkou });
    const double = await desk.issue('P', province);
    const { status, body } = await desk.callOut(double.id, '/plan');
    expect([status, (body as { people: number }).people]).toEqual([200, 2 - 1]);
  });

  it('calls whom it had left to the other one when that is cancelled, also who was told that it is over', async () => {
    const first = await desk.issue('A');
    const double = await desk.issue('P', province);
    await desk.answer(first.callOutId, person.yangkouDesk);
    await cancel('A');
    const own = await callOutIdOf(double);
    expect(own).not.toBe(first.callOutId);
    expect(await desk.ringing(own)).toEqual([person.yangkouDesk, person.fengliDesk]);
    expect(await desk.facts()).toContainEqual(
      expect.objectContaining({ kind: 'warning.put', warning: expect.objectContaining({ id: double.id, callOutId: own }) as unknown }),
    );
  });

  it('adds them to the calls that it has', async () => {
    await desk.issue('A', { area: code.yangkou });
    const double = await desk.issue('P', province);
    await cancel('A');
    expect(await callOutIdOf(double)).toBe(double.callOutId);
    expect(await desk.ringing(double.callOutId)).toEqual([person.yangkouDesk, person.fengliDesk]);
  });

  it('does not ring again who has answered the other one when its time passes', async () => {
    const first = await desk.issue('A', { until: 60 });
    const double = await desk.issue('P', { ...province, until: 600 });
    await desk.answer(first.callOutId, person.yangkouDesk);
    await desk.tick(61);
    const own = await callOutIdOf(double);
    expect(await called({ callOutId: own })).toEqual([person.fengliDesk]);
    await desk.tick(62);
    expect(await callOutIdOf(double)).toBe(own);
  });

  it('leaves nobody uncalled where the other one is replaced by a lower level', async () => {
    await desk.issue('A', { level: 'yellow' });
    const double = await desk.issue('P', { ...province, level: 'yellow' });
    await desk.issue('B', { level: 'blue', about: 'A' });
    expect(await called({ callOutId: await callOutIdOf(double) })).toEqual(expect.arrayContaining([person.yangkouDesk, person.fengliDesk]));
  });

  it('is merged once: nobody is rung for it, and the audit knows who did it', async () => {
    const first = await desk.issue('A', { area: code.yangkou });
    const double = await desk.issue('P', province);
    const { status, body } = await decide(double.id, { choice: 'merge' });
    expect([status, body.merge?.state, body.callOutId]).toEqual([200, 'merged', double.callOutId]);
    const facts = await desk.facts();
    expect(facts.at(-1)).toMatchObject({ kind: 'warning.put', warning: { id: double.id, merge: { state: 'merged' } } });
    expect((await decide(double.id, { choice: 'merge' })).status).toBe(200);
    expect(await desk.facts()).toEqual(facts);
    expect(await called(first)).toEqual([person.yangkouDesk]);
    const [trail] = await database().asOwner((tx) => tx.query(`select action, subject, username from audit order by id desc limit 1`));
    expect(trail).toEqual({ action: 'warning.merged', subject: `warning ${double.id}`, username: desk.duty.username });
  });

  it('kept apart calls everybody itself, for a reason', async () => {
    const first = await desk.issue('A', { area: code.yangkou });
    const double = await desk.issue('P', province);
    expect((await decide(double.id, { choice: 'apart', reason: ' ' })).status).toBe(400);
    expect(await called(double)).toEqual([person.fengliDesk]);
    expect((await decide(double.id, apart)).body.merge?.state).toBe('apart');
    expect(await desk.ringing(double.callOutId)).toEqual([person.yangkouDesk, person.fengliDesk]);
    expect(await desk.ringing(first.callOutId)).toEqual([person.yangkouDesk]);
    const [trail] = await database().asOwner((tx) => tx.query(`select action, purpose from audit order by id desc limit 1`));
    expect(trail).toEqual({ action: 'warning.keptApart', purpose: apart.reason });
    expect((await decide(double.id, { choice: 'merge' })).body.code).toBe('warning/double-apart');
    await cancel('A');
    expect(await desk.ringing(double.callOutId)).toEqual([person.yangkouDesk, person.fengliDesk]);
  });

  it('is decided by whoever may warn all of its areas, while it holds', async () => {
    const first = await desk.issue('A');
    const double = await desk.issue('P', { sender: 'jiangsu@example.invalid' });
    expect((await decide(first.id, { choice: 'merge' })).body.code).toBe('warning/no-double');
    expect((await decide(double.id, { choice: 'merge' }, desk.rudong)).body.code).toBe('area/outside');
    await desk.issue('P-over', { about: 'P', type: 'Cancel', sender: 'jiangsu@example.invalid' });
    expect((await decide(double.id, { choice: 'merge' })).body.code).toBe('warning/not-in-force');
  });

  it('keeps what was decided when a later version comes', async () => {
    const first = await desk.issue('A', { area: code.yangkou });
    const double = await desk.issue('P', province);
    await decide(double.id, { choice: 'merge' });
    const later = await desk.issue('P2', { ...province, about: 'P' });
    expect(later.merge).toMatchObject({ warningId: first.id, state: 'merged' });
    expect(await desk.ringing(first.callOutId)).toEqual([person.yangkouDesk]);
    expect(await desk.ringing(double.callOutId)).toEqual([person.fengliDesk]);
  });

  it('is stopped with the other one where both are said to be one', async () => {
    const halt = async (callOutId: string | null) => {
      const by = { session: desk.duty };
      const order = { reason: '演练结束', allClear: false };
      await database().transaction(wholeServer, (tx) => stopCallOut(tx, desk.ctx, { id: callOutId as CallOutId, order, by }));
    };
    const first = await desk.issue('A');
    const merged = await desk.issue('P', province);
    await decide(merged.id, { choice: 'merge' });
    await halt(first.callOutId);
    expect(await callOutIdOf(merged)).toBe(first.callOutId);
    expect(await desk.ringing(first.callOutId)).toEqual([]);
    await desk.begin();
    const other = await desk.issue('A');
    const proposed = await desk.issue('P', province);
    await halt(other.callOutId);
    expect(await called({ callOutId: await callOutIdOf(proposed) })).toEqual([person.yangkouDesk, person.fengliDesk]);
  });

  it('rings a red one for nobody before a second person lets it, and calls nobody of it twice', async () => {
    const first = await desk.issue('A', { area: code.yangkou, level: 'red' });
    const double = await desk.issue('P', { ...province, level: 'red' });
    const [own, added] = [await called(first), await called(double)];
    expect(added.length).toBeGreaterThan(0);
    expect(added.filter((personId) => own.includes(personId))).toEqual([]);
    expect(await desk.ringing(double.callOutId)).toEqual([]);
  });
});
