import type { Ring } from '../contract/socket.ts';

/** A way to reach people. It carries one message out and reports what happened; whom to reach and when is decided elsewhere. */
export interface Channel {
  /** Whom it could reach now, by person id. */
  reachable(): number[];
  /**
   * @returns whether a device has said that it was shown. Every failure is temporary: the ring is repeated when the page comes back, and
   * by the next redial
   */
  carry(personId: number, ring: Ring): Promise<boolean>;
}
