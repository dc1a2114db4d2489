import { EventEmitter } from 'node:events';

/**
 * Says that an incident's log has grown to at least `seq`; who cares reads the rows.
 *
 * Rung in the process after each commit, and by LISTEN for what other nodes committed: the embedded database's NOTIFY reaches only
 * the connection that sent it.
 */
export class Doorbell {
  readonly #emitter = new EventEmitter().setMaxListeners(0);

  ring(incidentId: string, seq: number): void {
    this.#emitter.emit('ring', incidentId, seq);
  }

  /** Returns how to stop listening. */
  onRing(listener: (incidentId: string, seq: number) => void): () => void {
    this.#emitter.on('ring', listener);
    return () => this.#emitter.off('ring', listener);
  }
}
