import { beforeEach, describe, expect, it } from 'vitest';
import { DatabaseClock } from '../../../../server/kernel/db/clock.ts';
import type { Database } from '../../../../server/kernel/db/db.ts';
import { noon } from '../../../support/builders.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** What passes between two looks. */
const look = 5_000;

/** A host and a database whose clocks a test moves: together as time passes, or one of them alone. */
class World {
  awakeMilliseconds = 1_000;
  sleptMilliseconds = 90_000;
  databaseAt = Date.parse(noon);
  /** How long the database takes to answer, after it has read its clock. */
  answersAfter = 0;
  readonly clock = new DatabaseClock({
    awake: () => this.awakeMilliseconds,
    sinceBoot: () => this.awakeMilliseconds + this.sleptMilliseconds,
  });
  readonly #database = { transaction: () => this.#read() } as unknown as Database;

  pass(milliseconds: number): void {
    this.awakeMilliseconds += milliseconds;
    this.databaseAt += milliseconds;
  }

  sleep(milliseconds: number): void {
    this.sleptMilliseconds += milliseconds;
    this.databaseAt += milliseconds;
  }

  sync(): Promise<number> {
    return this.clock.sync(this.#database);
  }

  get sinceNoon(): number {
    return this.clock.now().getTime() - Date.parse(noon);
  }

  #read(): Promise<{ now: Date }> {
    const now = new Date(this.databaseAt);
    this.pass(this.answersAfter);
    return Promise.resolve({ now });
  }
}

describe("the server's clock", () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.sync();
  });

  it('starts with the time of the database and is carried on by the timer of the host', () => {
    expect(world.sinceNoon).toBe(0);
    world.pass(look);
    expect(world.sinceNoon).toBe(look);
  });

  it.each([
    ['a day ahead', day],
    ['a day back', -day],
    ['a minute ahead', 60_000],
    ['a minute back', -60_000],
    ['two seconds ahead', 2_000],
  ])('does not follow a database whose clock is set %s, and says by how much', async (_, step) => {
    world.databaseAt += step;
    for (let looks = 1; looks <= 3; looks += 1) {
      world.pass(look);
      expect(await world.sync()).toBe(step);
      expect(world.sinceNoon).toBe(looks * look);
    }
  });

  it('never jumps or goes back, however often the clock of the database is set to and fro', async () => {
    for (let step = 1; step <= 30; step += 1) {
      world.databaseAt += (step % 2 === 0 ? 2 : -2) * day;
      world.pass(look);
      await world.sync();
      expect(world.sinceNoon).toBe(step * look);
    }
  });

  it('makes up for what the host has slept through, and for no more than that', async () => {
    world.sleep(hour);
    expect(await world.sync()).toBe(0);
    expect(world.sinceNoon).toBe(hour);
    world.sleep(hour);
    world.databaseAt += day;
    expect(await world.sync()).toBe(day + hour);
    expect(world.sinceNoon).toBe(hour);
  });

  it('follows a database that runs a little faster, and waits for one that runs slower', async () => {
    world.databaseAt += 40;
    expect(await world.sync()).toBe(0);
    expect(world.sinceNoon).toBe(40);
    world.databaseAt -= 80;
    expect(await world.sync()).toBe(0);
    expect(world.sinceNoon).toBe(40);
  });

  it('takes a slow answer for what it is', async () => {
    world.answersAfter = 20_000;
    expect(await world.sync()).toBe(0);
    expect(world.sinceNoon).toBe(20_000);
  });
});
