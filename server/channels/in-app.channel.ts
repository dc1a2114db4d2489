import type { CallRing } from '../contract/socket.ts';
import type { Channel } from '../kernel/channels/channel.ts';
import type { Devices } from '../kernel/channels/devices.ts';
import type { Log } from '../kernel/log.ts';

/** Carries rings to the responders' own pages, over the devices that are connected to this node. */
export class InAppChannel implements Channel {
  readonly #devices: Devices;
  readonly #log: Log;

  constructor(devices: Devices, log: Log) {
    this.#devices = devices;
    this.#log = log;
  }

  reachable(): number[] {
    return this.#devices.connectedPeople();
  }

  onlookers(): number[] {
    return this.#devices.lookedAt();
  }

  async carry(personId: number, ring: CallRing): Promise<boolean> {
    try {
      return await this.#devices.ring(personId, ring);
    } catch (error) {
      this.#log.warn({ err: error, attemptId: ring.attemptId }, 'a ring did not arrive');
      return false;
    }
  }
}
