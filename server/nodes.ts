import { createHash } from 'node:crypto';
import type { Log } from './kernel/log.ts';
import { SharedPresence, type Presence } from './kernel/nodes/presence.ts';
import type { FailureStore } from './kernel/security/rate-limit.ts';
import { Redis } from './kernel/nodes/redis.ts';
import { SharedBuckets, SharedFailures } from './kernel/nodes/shared-limits.ts';
import { OwnBuckets, type Buckets } from './kernel/security/token-buckets.ts';

/** What the servers of one installation know of each other beside their database. */
export interface Nodes {
  buckets: Buckets;
  /** Where failures of a kind are counted; undefined: by each server alone. */
  failures: (of: string) => FailureStore | undefined;
  /** Everybody's pages, where a server knows its own. */
  presence: (own: Presence) => Presence;
  close: () => void;
}

export interface NodesAbout {
  /** undefined: each server is by itself. */
  redisUrl: string | undefined;
  /** A secret that all servers of the installation have in common, and nobody else. */
  secret: Buffer | string;
  log: Log;
}

export function joinNodes({ redisUrl, secret, log }: NodesAbout): Nodes {
  if (redisUrl === undefined) {
    return { buckets: new OwnBuckets(), failures: () => undefined, presence: (own) => own, close: () => undefined };
  }
  const installation = createHash('sha256').update('redis').update(secret).digest('hex').slice(0, 16);
  const redis = new Redis({ url: redisUrl, installation, log });
  return {
    buckets: new SharedBuckets(redis),
    failures: (of) => new SharedFailures(redis, of),
    presence(own) {
      const shared = new SharedPresence({ own, redis, log });
      void shared.join().catch((error: unknown) => log.error({ err: error }, 'other servers cannot ask who is on the pages of this one'));
      return shared;
    },
    close: () => redis.close(),
  };
}
