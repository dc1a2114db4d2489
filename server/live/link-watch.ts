import type { Socket } from 'socket.io';
import type { LinkClaim } from '../contract/field.ts';
import { every } from '../kernel/async/every.ts';
import type { Log } from '../kernel/log.ts';
import type { OpenedToken } from '../kernel/security/signed-token.ts';

/** A page whose link is withdrawn is cut off within this and the time of one query: five seconds are promised. */
const lookMilliseconds = 2_000;
/** A withdrawal is seen only once it is committed, by a clock that may differ a little: each is looked at more than once. */
const overlapMilliseconds = 30_000;

/** Links that were given out until `revokedAt`: of this call, or any; held by this person, or anyone. */
interface Withdrawn {
  callId: string | null;
  personId: number | null;
  revokedAt: Date;
}

export interface LinkWatchDependencies {
  log: Log;
  clock: { now(): Date };
  /** What was withdrawn since then, by the wall. */
  revocationsSince: (since: Date) => Promise<Withdrawn[]>;
  /** Of these links of officers, those that open nothing any more: the officer was disabled, moved, or has another role. */
  dead: (links: readonly OpenedToken<LinkClaim>[]) => Promise<ReadonlySet<OpenedToken<LinkClaim>>>;
}

/** Cuts off the responders' pages whose link has been withdrawn, or has expired, while they were open. */
export class LinkWatch {
  readonly #dependencies: LinkWatchDependencies;
  /** Per open page, by socket id. */
  readonly #open = new Map<string, { socket: Socket; link: OpenedToken<LinkClaim> }>();
  readonly stop: () => Promise<void>;

  constructor(dependencies: LinkWatchDependencies) {
    this.#dependencies = dependencies;
    const failed = (error: unknown) => dependencies.log.warn({ err: error }, 'checking withdrawn links failed, the next look tries again');
    this.stop = every(lookMilliseconds, () => this.#look(), failed);
  }

  /** Watches a page from now on: call it before the link is checked, so that a withdrawal in between is not missed. */
  watch(socket: Socket, link: OpenedToken<LinkClaim>): void {
    this.#open.set(socket.id, { socket, link });
    socket.once('disconnect', () => this.#open.delete(socket.id));
  }

  async #look(): Promise<void> {
    if (this.#open.size === 0) return;
    const now = this.#dependencies.clock.now();
    const withdrawn = await this.#dependencies.revocationsSince(new Date(now.getTime() - overlapMilliseconds));
    const officers = [...this.#open.values()].flatMap(({ link }) => (link.claim.officer ? [link] : []));
    const dead = officers.length > 0 ? await this.#dependencies.dead(officers) : new Set();
    for (const { socket, link } of [...this.#open.values()]) {
      if (link.expiresAt <= now || dead.has(link) || withdrawn.some((revocation) => isConcerned(link, revocation))) socket.disconnect(true);
    }
  }
}

function isConcerned({ claim, issuedAt }: OpenedToken<LinkClaim>, { callId, personId, revokedAt }: Withdrawn): boolean {
  return (callId === null || callId === claim.callId) && (personId === null || personId === claim.personId) && issuedAt <= revokedAt;
}
