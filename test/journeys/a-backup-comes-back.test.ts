import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallOutReport } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
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
  let before: CallOutReport;

  afterAll(() => rmSync(home, { recursive: true }));

  /** A command of the operator, in the environment of a data folder. */
  async function command(program: 'backup' | 'restore', folder: string, at = file) {
    const run = new ChildServer({ ...server().env, JIAOYING_DATA: folder }, ['server/launch.js', program, at]);
    return { ...(await run.end()), said: run.said };
  }

  beforeAll(async () => {
    const duty = await Desk.of(server().url, 'duty');
    incident = await duty.openIncident({ startAt: '2023-07-26T01:00:00Z' });
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

  it('comes back in an empty PostgreSQL: the same calls, answers and log, and the city goes on', async () => {
    const { url, drop } = await emptyDatabase();
    const restore = new ChildServer({ ...server().env, DATABASE_URL: url }, ['server/launch.js', 'restore', file]);
    expect((await restore.end()).code, restore.said).toBe(0);
    expect(restore.said).toContain('each table read back and every log proven');
    const second = new ChildServer({ ...server().env, JIAOYING_DATA: join(home, 'data'), DATABASE_URL: url });
    try {
      const duty = await Desk.of(await second.ready(), 'duty');
      expect(await duty.callOut(before.id)).toEqual(before);
      const next = await issued(duty, incident.id, 'doksuri-2-yellow-update.xml');
      expect(next.status).toBe(201);
    } finally {
      await second.end('SIGTERM');
      await drop();
    }
  });
});
