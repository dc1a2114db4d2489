import { MemoryStore, type IncrementResponse, type Options, type Store } from 'express-rate-limit';
import type { Redis } from './redis.ts';
import { OwnBuckets, type Buckets, type Taking } from '../security/token-buckets.ts';

/** As {@link OwnBuckets} takes, in one step of Redis, whoever asks meanwhile. Times in milliseconds; answers in seconds. */
const takeEach = `
local now = tonumber(ARGV[1])
for i, key in ipairs(KEYS) do
  local burst, every = tonumber(ARGV[i * 2]), tonumber(ARGV[i * 2 + 1])
  local kept = redis.call('HMGET', key, 'tokens', 'at')
  local tokens = burst
  if kept[1] then tokens = math.min(burst, tonumber(kept[1]) + (now - tonumber(kept[2])) / every) end
  local isThere = tokens >= 1
  redis.call('HSET', key, 'tokens', tostring(isThere and tokens - 1 or tokens), 'at', now)
  redis.call('PEXPIRE', key, math.ceil(burst * every))
  if not isThere then return math.max(1, math.ceil((1 - tokens) * every / 1000)) end
end
return 0`;

/** What all servers of an installation count together; each by itself while Redis is away. */
export class SharedBuckets implements Buckets {
  readonly #redis: Redis;
  readonly #own = new OwnBuckets();

  constructor(redis: Redis) {
    this.#redis = redis;
  }

  take(takings: readonly Taking[], now: Date): Promise<number> {
    const keys = takings.map(({ key }) => this.#redis.name(`limit ${key}`));
    const allowances = takings.flatMap(({ allowance: { burst, everySeconds } }) => [burst, everySeconds * 1000]);
    return this.#redis.share(
      async (client) => Number(await client.eval(takeEach, { keys, arguments: [now.getTime(), ...allowances].map(String) })),
      () => this.#own.take(takings, now),
    );
  }
}

/** One more of a window that begins with the first. @returns how many, and for how many milliseconds it lasts */
const countOne = `
local hits = redis.call('INCR', KEYS[1])
if hits == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return { hits, redis.call('PTTL', KEYS[1]) }`;

/** One less, unless the window is over: a count that was begun anew by it would last for ever. */
const uncountOne = `if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('DECR', KEYS[1]) end`;

/** Where failures are counted for all servers of an installation; each by itself while Redis is away. */
export class SharedFailures implements Store {
  readonly localKeys = false;
  readonly #redis: Redis;
  readonly #of: string;
  readonly #own = new MemoryStore();
  #windowMilliseconds = 0;

  /** @param of what kind of failures: each is counted by itself */
  constructor(redis: Redis, of: string) {
    this.#redis = redis;
    this.#of = of;
  }

  init(options: Options): void {
    this.#windowMilliseconds = options.windowMs;
    this.#own.init(options);
  }

  increment(key: string): Promise<IncrementResponse> {
    return this.#redis.share(
      async (client) => {
        const counted = await client.eval(countOne, { keys: [this.#name(key)], arguments: [String(this.#windowMilliseconds)] });
        const [totalHits, leftMilliseconds] = counted as [number, number];
        return { totalHits, resetTime: new Date(Date.now() + leftMilliseconds) };
      },
      () => this.#own.increment(key),
    );
  }

  async decrement(key: string): Promise<void> {
    await this.#redis.share(
      async (client) => void (await client.eval(uncountOne, { keys: [this.#name(key)] })),
      () => this.#own.decrement(key),
    );
  }

  async resetKey(key: string): Promise<void> {
    await this.#redis.share(
      async (client) => void (await client.del(this.#name(key))),
      () => this.#own.resetKey(key),
    );
  }

  shutdown(): void {
    this.#own.shutdown();
  }

  #name(key: string): string {
    return this.#redis.name(`failures ${this.#of} ${key}`);
  }
}
