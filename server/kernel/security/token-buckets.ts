export interface Allowance {
  /** So many at once. */
  burst: number;
  /** One more after each such time. */
  everySeconds: number;
}

/** Of what one is taken. */
export interface Taking {
  key: string;
  allowance: Allowance;
}

/** Counts for each key what it may do: a burst, then one at a time. */
export interface Buckets {
  /**
   * Takes one of each, in their order: what one of them refuses is not counted by those after it.
   *
   * @returns 0, or after how many seconds there is one again
   */
  take(takings: readonly Taking[], now: Date): number | Promise<number>;
}

/** What this server counts by itself, each allowance apart: they are forgotten after different times. */
export class OwnBuckets implements Buckets {
  readonly #buckets = new Map<Allowance, TokenBuckets>();

  take(takings: readonly Taking[], now: Date): number {
    for (const { key, allowance } of takings) {
      const buckets = this.#buckets.get(allowance) ?? new TokenBuckets(allowance);
      this.#buckets.set(allowance, buckets);
      const seconds = buckets.take(key, now);
      if (seconds > 0) return seconds;
    }
    return 0;
  }
}

interface Bucket {
  tokens: number;
  atMilliseconds: number;
}

/** Counts for each key what it may do: a burst, then one at a time. Forgets keys whose bucket is full again. */
export class TokenBuckets {
  readonly #allowance: Allowance;
  readonly #buckets = new Map<string, Bucket>();

  constructor(allowance: Allowance) {
    this.#allowance = allowance;
  }

  /** Takes one. @returns 0, or after how many seconds there is one again */
  take(key: string, now: Date): number {
    const { everySeconds } = this.#allowance;
    const tokens = this.#tokensOf(key, now);
    const isThere = tokens >= 1;
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: isThere ? tokens - 1 : tokens, atMilliseconds: now.getTime() });
    this.#forget(now);
    return isThere ? 0 : Math.max(1, Math.ceil((1 - tokens) * everySeconds));
  }

  #tokensOf(key: string, now: Date): number {
    const { burst, everySeconds } = this.#allowance;
    const bucket = this.#buckets.get(key);
    if (!bucket) return burst;
    return Math.min(burst, bucket.tokens + (now.getTime() - bucket.atMilliseconds) / (everySeconds * 1000));
  }

  /** A map keeps the order of insertion, so whoever was here longest ago comes first. */
  #forget(now: Date): void {
    const fullAfterMilliseconds = this.#allowance.burst * this.#allowance.everySeconds * 1000;
    for (const [key, { atMilliseconds }] of this.#buckets) {
      if (now.getTime() - atMilliseconds < fullAfterMilliseconds) return;
      this.#buckets.delete(key);
    }
  }
}
