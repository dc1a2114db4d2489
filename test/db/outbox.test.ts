import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LinkClaim } from '#contract/field.ts';
import type { CallRing } from '#contract/socket.ts';
import { startOutbox, type Outbox } from '../../server/field/outbox.job.ts';
import { takeReceipts } from '../../server/receipts/receipts.commands.ts';
import { claimRings, openPages, openRings } from '../../server/field/rings.commands.ts';
import { factsAfter } from '../../server/kernel/log/change-log.ts';
import type { Channel } from '../../server/kernel/channels/channel.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { openLog } from '../../server/kernel/log.ts';
import { PriorityGate } from '../../server/kernel/async/priority-gate.ts';
import { TokenSeal } from '../../server/kernel/security/signed-token.ts';
import { noon } from '../support/builders.ts';
import { attemptStates, calledOut, callStates, type Calling } from '../support/calling.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases, withDatabase } from '../support/database.ts';
import { person, tinyCity } from '../support/tiny-city.ts';

const links = new TokenSeal(Buffer.alloc(32, 7), LinkClaim);
const ctx = { now: new Date(noon), doorbell: new Doorbell() };

/** A channel over pages that say "shown", or nothing. */
class Pages implements Channel {
  readonly rings: { personId: number; ring: CallRing }[] = [];
  readonly #open: Map<number, 'awake' | 'asleep'>;
  readonly #lookedAt: readonly number[];
  #heard: () => void = () => undefined;

  constructor(open: [number, 'awake' | 'asleep'][], lookedAt: readonly number[] = []) {
    this.#open = new Map(open);
    this.#lookedAt = lookedAt;
  }

  onlookers(): number[] {
    return [...this.#lookedAt];
  }

  reachable(): number[] {
    return [...this.#open.keys()];
  }

  carry(personId: number, ring: CallRing): Promise<boolean> {
    this.rings.push({ personId, ring });
    this.#heard();
    return Promise.resolve(this.#open.get(personId) === 'awake');
  }

  /** Resolves once so many rings have arrived. */
  rung(times: number): Promise<void> {
    return new Promise((fulfil) => {
      this.#heard = () => {
        if (this.rings.length >= times) fulfil();
      };
      this.#heard();
    });
  }
}

onBothDatabases('the outbox', (database) => {
  beforeAll(() => database().asOwner(tinyCity));
  beforeEach(() => database().asOwner((tx) => tx.query(`update attempt set state = 'withdrawn' where state = 'queued'`)));

  function open(channel: Channel, doorbell = new Doorbell()): Outbox {
    return startOutbox({
      database: database(),
      clock: new FakeClock(noon),
      doorbell,
      channel,
      ringing: new PriorityGate(),
      links,
      log: openLog('silent'),
      intervalMilliseconds: 1,
    });
  }

  /** The one page that is open, once it was rung and the outbox has settled. */
  async function emptiedTo(personId: number, page: 'awake' | 'asleep'): Promise<Pages> {
    const pages = new Pages([[personId, page]]);
    const outbox = open(pages);
    await pages.rung(1);
    await outbox.stop();
    return pages;
  }

  async function statesOf({ callOutId }: Calling, personId: number): Promise<string[]> {
    return (await attemptStates(database(), callOutId)).filter((attempt) => attempt.personId === personId).map(({ state }) => state);
  }

  const claim = (...personIds: number[]) => database().transaction(wholeServer, (tx) => claimRings(tx, ctx, { personIds, links }));
  const reopen = (personId: number) =>
    database().transaction(wholeServer, async (tx) => (await openRings(tx, ctx, { personIds: [personId], links })).map(({ ring }) => ring));

  it('rings those who have a page here, and leaves the others queued', async () => {
    const calling = await calledOut(database());
    const pages = await emptiedTo(person.yangkouDesk, 'awake');
    expect(pages.rings.map(({ personId }) => personId)).toEqual([person.yangkouDesk]);
    expect(await statesOf(calling, person.yangkouDesk)).toEqual(['shown']);
    expect(await statesOf(calling, person.fengliDesk)).toEqual(['queued']);
  });

  it('shows an officer who looks on what waits, and leaves it waiting for the person', async () => {
    const calling = await calledOut(database());
    const pages = new Pages([], [person.yangkouDesk]);
    const outbox = open(pages);
    await pages.rung(1);
    await outbox.stop();
    expect(pages.rings.map(({ personId }) => personId)).toContain(person.yangkouDesk);
    expect(await statesOf(calling, person.yangkouDesk)).toEqual(['queued']);
    const openers = [{ personId: person.yangkouDesk, isOfficer: true }];
    const [page] = await database().transaction(wholeServer, (tx) => openPages(tx, ctx, { openers, links }));
    expect(page!.rings.map(({ field }) => field.call.callOutId)).toContain(calling.callOutId);
    expect(await statesOf(calling, person.yangkouDesk)).toEqual(['queued']);
  });

  it('rings with the whole message and a link of its own', async () => {
    const calling = await calledOut(database());
    const [outgoing] = await claim(person.yangkouGuardian);
    const { field, token } = outgoing!.ring;
    const [call] = (await callStates(database(), calling.callOutId)).filter(({ personId }) => personId === person.yangkouGuardian);
    expect(links.open(token, ctx.now).claim).toEqual({ callId: call!.id, personId: person.yangkouGuardian });
    expect(field).toMatchObject({
      call: { id: call!.id, state: 'silent', postKind: 'guardian' },
      headline: calling.warning.headline,
      level: 'red',
      areaNameZh: '浒路村',
      isOwn: true,
      synthetic: true,
      callOutState: 'running',
      keeps: { households: 1, people: 1, needs: { wheelchair: 1 } },
      now: noon,
      clockRate: 1,
    });
  });

  it('tells the screens that it was shown, which is no answer', async () => {
    const calling = await calledOut(database());
    await emptiedTo(person.yangkouDesk, 'awake');
    const { facts } = await database().transaction(wholeServer, (tx) =>
      factsAfter(tx, { incidentId: calling.incident.id, since: calling.facts.length + 1, limit: 9 }),
    );
    expect(facts).toMatchObject([
      { calls: [{ personId: person.yangkouDesk, state: 'silent', shownAt: noon }], tally: { answered: 0, silent: 4 } },
    ]);
  });

  it('is woken by the doorbell for what is queued later', async () => {
    const doorbell = new Doorbell();
    const pages = new Pages([[person.sanchangDesk, 'awake']]);
    const outbox = open(pages, doorbell);
    await calledOut(database(), { doorbell });
    await pages.rung(1);
    await outbox.stop();
    expect(pages.rings).toHaveLength(1);
  });

  it('writes down that a ring leaves before it leaves, and never hands it out again', async () => {
    const calling = await calledOut(database());
    expect(await claim(person.yangkouDesk)).toHaveLength(1);
    expect(await statesOf(calling, person.yangkouDesk)).toEqual(['sent']);
    expect(await claim(person.yangkouDesk)).toEqual([]);
  });

  it('asks again, with the same attempt, for what a server took and then died', async () => {
    await calledOut(database());
    const [taken] = await claim(person.yangkouDesk);
    const again = (await reopen(person.yangkouDesk)).filter(({ attemptId }) => attemptId === taken!.ring.attemptId);
    expect(again).toHaveLength(1);
  });

  it('does not ring a page that comes back for what it has shown', async () => {
    const calling = await calledOut(database());
    await emptiedTo(person.yangkouHead, 'awake');
    const again = (await reopen(person.yangkouHead)).filter(({ field }) => field.call.callOutId === calling.callOutId);
    expect(again).toEqual([]);
  });

  it('tells which calls a page shows that comes back, though none of them rings', async () => {
    const calling = await calledOut(database());
    await emptiedTo(person.yangkouHead, 'awake');
    const [call] = (await callStates(database(), calling.callOutId)).filter(({ personId }) => personId === person.yangkouHead);
    const [page] = await database().transaction(wholeServer, (tx) =>
      openPages(tx, ctx, { openers: [{ personId: person.yangkouHead, isOfficer: false }], links }),
    );
    expect(page!.rings.filter(({ field }) => field.call.id === call!.id)).toEqual([]);
    expect(page!.shows).toContainEqual({
      ...{ callId: call!.id, callOutId: calling.callOutId, incidentId: calling.incident.id },
      ...{ areaCode: expect.any(String) as string, isOwn: true },
    });
  });

  it('rings a page that was asleep when it comes back', async () => {
    const calling = await calledOut(database());
    const pages = await emptiedTo(person.yangkouHead, 'asleep');
    expect(await statesOf(calling, person.yangkouHead)).toEqual(['sent']);
    const again = (await reopen(person.yangkouHead)).filter(({ field }) => field.call.callOutId === calling.callOutId);
    expect(again.map(({ attemptId }) => attemptId)).toEqual([pages.rings[0]!.ring.attemptId]);
  });

  it('has nothing more for who has answered', async () => {
    const calling = await calledOut(database());
    const call = (await callStates(database(), calling.callOutId)).find(({ personId }) => personId === person.fengliDesk)!;
    await database().transaction(wholeServer, (tx) =>
      takeReceipts(tx, ctx, [
        { callId: call.id as never, receipt: { receiptId: crypto.randomUUID(), kind: 'heard' }, by: { personId: person.fengliDesk } },
      ]),
    );
    expect(await claim(person.fengliDesk)).toEqual([]);
    const open = (await reopen(person.fengliDesk)).filter(({ field }) => field.call.callOutId === calling.callOutId);
    expect(open).toEqual([]);
  });
});

describe('two servers that empty the outbox at the same time', () => {
  const database = withDatabase();
  beforeAll(() => database().asOwner(tinyCity));

  it('ring each attempt once', async () => {
    await calledOut(database());
    const everyone = Object.values(person);
    const claims = await Promise.all(
      Array.from({ length: 4 }, () => database().transaction(wholeServer, (tx) => claimRings(tx, ctx, { personIds: everyone, links }))),
    );
    const attempts = claims.flat().map(({ ring }) => ring.attemptId);
    expect(attempts).toHaveLength(8);
    expect(new Set(attempts).size).toBe(8);
  });
});
