import { EventEmitter } from 'node:events';
import { randomUUID } from 'node:crypto';
import type { Socket } from 'socket.io';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallId } from '#contract/calls.ts';
import type { LinkClaim } from '#contract/field.ts';
import type { OpenedToken } from '../../../server/kernel/security/signed-token.ts';
import { LinkWatch, type LinkWatchDependencies } from '../../../server/live/link-watch.ts';
import { noon } from '../../support/builders.ts';
import { FakeClock } from '../../support/clock.ts';
import { silentLog } from '../../support/app.ts';

type Revocations = Awaited<ReturnType<LinkWatchDependencies['revocationsSince']>>;

/** An open page: all that is asked of it is to be gone. */
class Page extends EventEmitter {
  readonly id = randomUUID();
  isOpen = true;

  disconnect(): void {
    this.isOpen = false;
    this.emit('disconnect');
  }
}

const callId = randomUUID() as CallId;
const issuedAt = new Date(noon);
const expiresAt = new Date(issuedAt.getTime() + 60_000);
const later = new Date(issuedAt.getTime() + 1_000);

describe('the pages whose links are withdrawn', () => {
  let watch: LinkWatch;
  let withdrawn: Revocations;
  let looks: Date[];
  /** Of officers who may answer no more. */
  let dismissed: number[];
  let clock: FakeClock;

  beforeEach(() => {
    vi.useFakeTimers();
    [withdrawn, looks, dismissed, clock] = [[], [], [], new FakeClock(noon)];
    const revocationsSince = (since: Date) => {
      looks.push(since);
      return Promise.resolve(withdrawn);
    };
    const dead = (links: readonly OpenedToken<LinkClaim>[]) =>
      Promise.resolve(new Set(links.filter(({ claim }) => dismissed.includes(claim.officer!.userId))));
    watch = new LinkWatch({ log: silentLog, clock, revocationsSince, dead });
  });
  afterEach(async () => {
    await watch.stop();
    vi.useRealTimers();
  });

  function opened(claim: LinkClaim): Page {
    const page = new Page();
    watch.watch(page as unknown as Socket, { claim, issuedAt, expiresAt });
    return page;
  }

  it('are cut off when their officer is dismissed, and nobody else’s', async () => {
    const officer = { userId: 3, username: 'duty', areaCode: '320600000000' };
    const [theirs, another, persons] = [
      opened({ personId: 7, officer }),
      opened({ personId: 7, officer: { ...officer, userId: 4 } }),
      opened({ personId: 7 }),
    ];
    dismissed = [3];
    await vi.advanceTimersByTimeAsync(4_000);
    expect([theirs.isOpen, another.isOpen, persons.isOpen]).toEqual([false, true, true]);
  });

  it('are cut off within five seconds', async () => {
    const page = opened({ personId: 7 });
    withdrawn = [{ callId: null, personId: 7, revokedAt: later }];
    await vi.advanceTimersByTimeAsync(4_000);
    expect(page.isOpen).toBe(false);
  });

  it('are cut off when their time is over', async () => {
    const page = opened({ personId: 7 });
    clock.forward({ seconds: 59 });
    await vi.advanceTimersByTimeAsync(4_000);
    expect(page.isOpen).toBe(true);
    clock.forward({ seconds: 1 });
    await vi.advanceTimersByTimeAsync(4_000);
    expect(page.isOpen).toBe(false);
  });

  it.each<[string, Revocations[number], boolean]>([
    ['all of the person', { callId: null, personId: 7, revokedAt: later }, false],
    ['all of the call', { callId, personId: null, revokedAt: later }, false],
    ['that of the person for the call', { callId, personId: 7, revokedAt: issuedAt }, false],
    ['those of another person for the call', { callId, personId: 8, revokedAt: later }, true],
    ['those of another call', { callId: randomUUID(), personId: null, revokedAt: later }, true],
    ['those given out before it', { callId: null, personId: 7, revokedAt: new Date(issuedAt.getTime() - 1) }, true],
  ])('are those that were opened by what is withdrawn: %s', async (_what, revocation, staysOpen) => {
    const page = opened({ callId, personId: 7 });
    withdrawn = [revocation];
    await vi.advanceTimersByTimeAsync(4_000);
    expect(page.isOpen).toBe(staysOpen);
  });

  it('are not asked for while no page is open, and again after each withdrawal that may have been committed late', async () => {
    await vi.advanceTimersByTimeAsync(10_000);
    expect(looks).toEqual([]);
    const page = opened({ personId: 7 });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(looks).toEqual([new Date(issuedAt.getTime() - 30_000)]);
    page.disconnect();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(looks).toHaveLength(1);
  });
});
