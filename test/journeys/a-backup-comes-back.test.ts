import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DataHealth } from '#contract/backups.ts';
import type { CallOutReport } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import { openEmbedded } from '../../server/kernel/db/embedded.ts';
import { ChildServer } from '../support/child-server.ts';
import { emptyDatabase } from '../support/database.ts';
import { Desk, sendReceipt } from '../support/desk.ts';
import { withOwnServer } from '../support/own-server.ts';
import { issued } from '../support/release.ts';

describe('a backup that is made while the server works', () => {
  const server = withOwnServer('embedded');
  const home = mkdtempSync(join(tmpdir(), 'jiaoying-kept-'));
  const file = join(home, 'evening.backup');
  let incident: Incident;
  let drill: Incident;
  let before: CallOutReport;
  const daily = join(home, 'daily');
  const older = ['jiaoying-20260101-031000.backup', 'jiaoying-20260102-031000.backup'];
  /** That the server has made by itself. */
  let newest: string;

  afterAll(() => rmSync(home, { recursive: true }));

  /** A command of the operator, in the environment of a data folder. */
  async function command(program: 'backup' | 'restore', folder: string, at = file) {
    const run = new ChildServer({ ...server().env, JIAOYING_DATA: folder }, ['server/launch.js', program, at]);
    return { ...(await run.end()), said: run.said };
  }

  /** As after a night in which no server ran, and with the beginning of a log gone. */
  async function missedANight(folder: string, incidentId: string): Promise<void> {
    const database = await openEmbedded(join(folder, 'database'), (error) => {
      throw error;
    });
    await database.asOwner(async (tx) => {
      await tx.query(`alter table change_log disable trigger user`);
      await tx.query(`delete from change_log where incident_id = $1 and seq = 1`, [incidentId]);
      await tx.query(`alter table change_log enable trigger user`);
      await tx.query(`insert into backup_watch (host, next_at) values ($1, now() - interval '1 hour')`, [hostname()]);
    });
    await database.close();
  }

  beforeAll(async () => {
    const duty = await Desk.of(server().url, 'duty');
    incident = await duty.openIncident({ startAt: '2023-07-26T01:00:00Z' });
    drill = await duty.openIncident({ name: '夜间演练', mode: 'exercise' });
    const { callOutId } = (await issued(duty, incident.id, 'doksuri-1-blue.xml')).body;
    const [call] = await duty.calls(callOutId);
    await sendReceipt(server().url, call!, { receiptId: crypto.randomUUID(), kind: 'heard' });
    before = await duty.callOut(callOutId);
  });

  it('keeps answers waiting less than two seconds, and leaves nothing behind in the folder', async () => {
    const duty = await Desk.of(server().url, 'duty');
    let worst = 0;
    let isMaking = true;
    const making = command('backup', server().env.JIAOYING_DATA!).finally(() => (isMaking = false));
    for (const again = () => isMaking; again();) {
      const startedAt = performance.now();
      expect((await duty.get('/api/incidents')).status).toBe(200);
      worst = Math.max(worst, performance.now() - startedAt);
    }
    const { code, said } = await making;
    expect(said).toMatch(/read back and as it should be/);
    expect(code).toBe(0);
    expect(Number(/went on after (\d+) ms/.exec(said)![1])).toBeLessThan(2_000);
    expect(worst, said).toBeLessThan(3_000);
    expect(existsSync(join(server().env.JIAOYING_DATA!, 'snapshot', 'database'))).toBe(false);
  });

  it('is refused by one sentence where it would overwrite something', async () => {
    const again = await command('backup', server().env.JIAOYING_DATA!);
    expect(again).toMatchObject({
      code: 1,
      said: expect.stringMatching(/No backup was made[.] .* never overwrites another file[.]\n$/) as string,
    });
    const over = await command('restore', server().env.JIAOYING_DATA!);
    expect(over).toMatchObject({
      code: 1,
      said: expect.stringMatching(/Nothing was restored[.] .* in use by another server .*\n$/) as string,
    });
    writeFileSync(join(home, 'letter.txt'), 'not a backup');
    const foreign = await command('restore', join(home, 'foreign'), join(home, 'letter.txt'));
    expect(foreign).toMatchObject({ code: 1, said: expect.stringMatching(/Nothing was restored[.] The file is no backup/) as string });
    expect(existsSync(join(home, 'foreign/database'))).toBe(false);
  });

  it('is made each day by the server itself, beside a drill whose log is damaged and that is set apart', { timeout: 300_000 }, async () => {
    const { process: running, env } = server();
    await running.end('SIGTERM');
    await missedANight(env.JIAOYING_DATA!, drill.id);
    mkdirSync(daily);
    for (const other of [...older, 'mine.backup']) writeFileSync(join(daily, other), 'of another day');
    Object.assign(env, { JIAOYING_BACKUP_FOLDER: daily, JIAOYING_BACKUP_KEEP: '2' });
    await server().start();
    expect(server().process.said).toContain('set apart: the log of “夜间演练” is damaged from fact 1 on');

    const admin = await Desk.of(server().url, 'admin');
    const health = async () => (await admin.get<DataHealth>('/api/data-health')).body;
    expect((await health()).apart).toMatchObject([{ id: drill.id, name: '夜间演练', apart: { brokenAt: 1 } }]);
    const duty = await Desk.of(server().url, 'duty');
    const late = { reason: '演练继续' };
    expect(await duty.post(`/api/incidents/${drill.id}/reopen`, late)).toMatchObject({ status: 409, body: { code: 'incident/set-apart' } });
    expect(await duty.callOut(before.id)).toEqual(before);

    await expect
      .poll(async () => (await health()).backup, { timeout: 240_000, interval: 500 })
      .toMatchObject({ state: 'ok', file: expect.stringMatching(/^jiaoying-20/) as string, failure: null });
    const { backup } = await health();
    expect(readdirSync(daily).sort()).toEqual([older[1], backup.file, 'mine.backup'].sort());
    expect(backup.rows).toBeGreaterThan(100_000);
    newest = join(daily, backup.file!);
  });

  it('comes back from the server’s own file in an empty PostgreSQL: the same calls, answers and log, and the city goes on', async () => {
    const { url, drop } = await emptyDatabase();
    const restore = new ChildServer({ ...server().env, DATABASE_URL: url }, ['server/launch.js', 'restore', newest]);
    expect((await restore.end()).code, restore.said).toBe(0);
    expect(restore.said).toContain('each table read back and every log proven');
    const second = new ChildServer({ ...server().env, JIAOYING_DATA: join(home, 'data'), DATABASE_URL: url });
    try {
      const duty = await Desk.of(await second.ready(), 'duty');
      expect(await duty.callOut(before.id)).toEqual(before);
      const apart = (await duty.get<Incident[]>('/api/incidents')).body.find(({ id }) => id === drill.id);
      expect(apart).toMatchObject({ state: 'closed', apart: { brokenAt: 1 } });
      const next = await issued(duty, incident.id, 'doksuri-2-yellow-update.xml');
      expect(next.status).toBe(201);
    } finally {
      await second.end('SIGTERM');
      await drop();
    }
  });
});
