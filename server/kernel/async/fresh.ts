import { setTimeout as delay } from 'node:timers/promises';
import { coalesce } from './coalesce.ts';

export interface Freshness {
  /** What was looked at within this time is not looked at again. */
  freshMilliseconds: number;
  /** Nobody waits longer for a look. */
  patienceMilliseconds: number;
}

/** Looks when nobody has lately, once for all who ask. @returns whether what is known is fresh; false when looking failed or takes too long */
export function fresh(look: () => Promise<void>, { freshMilliseconds, patienceMilliseconds }: Freshness): () => Promise<boolean> {
  let lookedAt = -Infinity;
  const once = coalesce<undefined, boolean>(async (asked) => {
    if (performance.now() - lookedAt >= freshMilliseconds) {
      await look();
      lookedAt = performance.now();
    }
    return asked.map(() => true);
  });
  return async () => {
    const patience = new AbortController();
    const late = delay(patienceMilliseconds, false, patience).catch(() => false);
    try {
      return await Promise.race([once(undefined).catch(() => false), late]);
    } finally {
      patience.abort();
    }
  };
}
