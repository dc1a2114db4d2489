import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Database } from '../../server/kernel/db/db.ts';
import { openEmbedded } from '../../server/kernel/db/embedded.ts';
import { at } from '../support/climbing.ts';
import { cloneDataFolder } from '../support/database.ts';
import { everything, filledServer, type Filled } from '../support/filled/filled-server.ts';
import { EngineThread, heldDatabase, type Hold } from '../support/filled/holds.ts';

/** Half a second, in tenths of a second as this machine does them. */
const longest = 5;

/**
 * What holds it for longer because it must be one transaction: how long it was measured to, in the same tenths, and why it may. All of it
 * is asked for by hand or once a night, and is of a whole city of 21,500 calls here.
 */
const longer: Record<string, { measured: number; why: string }> = {
  'post /call-outs/:id/stop': { measured: 29, why: 'who has answered is told that it is over in the transaction that ends it, or never' },
  'job tree/tree-proof': { measured: 7.3, why: 'a proof asks all its questions of one and the same tree' },
  'get /tree-proof': { measured: 5.5, why: 'the same' },
  'post /call-outs/:id/release': { measured: 6.1, why: 'a call-out rings whole or not at all' },
  'post /warnings/cap': { measured: 5.9, why: 'a warning is never kept without its call-out' },
  'post /calls/actions': { measured: 6, why: 'what an officer asks for 2,000 calls is answered with one count, and undone by one failure' },
};
/**
 * A machine that is busy with other things slows what goes through memory more than it slows the known statement: with seven times as much
 * to do as it had processors, the same took up to 1.6 times as long in one run as in another, in the same tenths.
 */
const spread = 2;

const hookMilliseconds = 900_000;
const patienceMilliseconds = 300_000;
const now = at(55);
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now }));
afterAll(() => void vi.useRealTimers());

describe('a server on the embedded database that looks back on a year, in the middle of a red call-out', () => {
  const holds: Hold[] = [];
  let raw: Database;
  let watched: Database;
  let server: Filled;
  let engine: EngineThread;
  let tenth: number;
  let dataFolder: string;

  beforeAll(async () => {
    dataFolder = await cloneDataFolder(true);
    raw = await openEmbedded(join(dataFolder, 'database'), (error) => {
      throw error;
    });
    engine = await EngineThread.of(raw);
    watched = heldDatabase(raw, engine, (hold) => holds.push(hold));
    server = await filledServer(raw, watched, { now, dataFolder });
    await raw.asOwner((tx) => tx.query('analyze'));
    tenth = await engine.tenthOfASecond(raw);
  }, hookMilliseconds);
  afterAll(async () => {
    await raw.close();
    rmSync(dataFolder, { recursive: true, force: true });
  });

  everything((name, run) =>
    it(
      `keeps nobody waiting for long: ${name}`,
      async () => {
        holds.length = 0;
        expect(await run(server, watched)).toBeNull();
        const most = (longer[name]?.measured ?? longest) * spread;
        const isLong = ({ milliseconds }: Hold) => milliseconds > most * tenth;
        // The machine may have been less busy when it was measured than it was just now.
        if (holds.some(isLong)) tenth = Math.max(tenth, await engine.tenthOfASecond(raw));
        const told = holds
          .filter(isLong)
          .map((hold) => `${(hold.milliseconds / tenth).toFixed(1)} tenths of a second: ${hold.statement.text}`);
        expect(told).toEqual([]);
      },
      patienceMilliseconds,
    ),
  );
});
