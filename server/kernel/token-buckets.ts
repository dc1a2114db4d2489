export interface Allowance {
  /** So many at once. */
  burst: number;
  /** One more after each such time. */
  everySeconds: number;
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
