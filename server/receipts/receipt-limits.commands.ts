import type { OpenedLink } from '../calls/links.store.ts';
import type { Buckets } from '../kernel/security/token-buckets.ts';

/**
 * What one link may say of one call (默认值 of our own): whoever taps through all answers and corrects each of them needs about twelve, and
 * a long night is some dozens. And what one person may say of everybody: who answers for a township with both thumbs sends one a second.
 */
const ofOneCall = { burst: 12, everySeconds: 5 };
const ofOneCallInAll = { burst: 120, everySeconds: 720 };
const ofOnePerson = { burst: 300, everySeconds: 1 };

/** Keeps count of what came by links. An officer who types is known, and not counted. */
export class ReceiptLimits {
  readonly #buckets: Buckets;

  constructor(buckets: Buckets) {
    this.#buckets = buckets;
  }

  /** @returns 0 while it is within the limits; else after how many seconds the same may be said again */
  over({ claim }: Pick<OpenedLink, 'claim'>, callId: string, now: Date): number | Promise<number> {
    const call = `${claim.personId} ${claim.householdId ?? ''} ${callId}`;
    // What one limit refuses is not counted by the others: a flood does not use up the night.
    const takings = [
      { key: `call ${call}`, allowance: ofOneCall },
      { key: `call in all ${call}`, allowance: ofOneCallInAll },
      { key: `person ${claim.personId}`, allowance: ofOnePerson },
    ];
    return this.#buckets.take(takings, now);
  }
}
