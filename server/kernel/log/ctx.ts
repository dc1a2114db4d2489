import type { Doorbell } from './doorbell.ts';

/** What every command is handed besides its transaction: when it is, and whom to wake when it has committed. */
export interface Ctx {
  readonly now: Date;
  readonly doorbell: Doorbell;
}
