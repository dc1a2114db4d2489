import type { CallRing } from '../../contract/socket.ts';

/** Where a call can be shown: the responders' pages that are open on this node. Implemented by live, used by the in-app channel. */
export interface Devices {
  /** Everyone with a page open here, by person id. */
  connectedPeople(): number[];
  /** Those of whom only officers have a page open here. */
  lookedAt(): number[];
  /** Rings every open page of a person; true once one of the person's own says that it was shown, false when none did in time. */
  ring(personId: number, ring: CallRing): Promise<boolean>;
}
