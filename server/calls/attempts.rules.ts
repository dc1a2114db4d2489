import type { AttemptState, GatewayOutcome } from '../contract/channels.ts';

/** What becomes of an attempt that was handed over. */
export interface Fate {
  state: Extract<AttemptState, 'sent' | 'failed' | 'queued' | 'unknown'>;
  /** Null where the gateway is at fault: then nothing is known about the address. */
  outcome: GatewayOutcome | null;
  failure: string | null;
  providerId: string | null;
  /** Wall time before which it is not tried again. */
  nextAt: Date | null;
}

/** What is put off: with others, since its person was written to a moment ago, or for a moment, since more of the same is about to come. */
export interface PutBack {
  attemptId: number;
  until: Date;
  isHeld: boolean;
}

/** What a gateway has reported of an attempt. Wall time, which is the time of the actual incidents that reach gateways. */
export interface ReportedAttempt {
  attemptId: number;
  state: AttemptState;
  outcome: GatewayOutcome;
  /** When it was said: the attempt had left by then. */
  at: Date;
  providerId: string | null;
  connectedAt: Date | null;
  answeredAt: Date | null;
  heardSeconds: number | null;
}
