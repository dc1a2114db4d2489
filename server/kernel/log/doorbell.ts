import { EventEmitter } from 'node:events';

/**
 * Says that an incident's log has grown to at least `seq`; who cares reads the rows.
 *
 * Rung in the process after each commit, and by LISTEN for what other nodes committed: the embedded database's NOTIFY reaches only
 * the connection that sent it.
 */
export class Doorbell {
  readonly #emitter = new EventEmitter().setMaxListeners(0);
  readonly #rung = new Map<string, number>();

  /** Says nothing twice: what was committed here is heard again from the database. `seq` of infinity: further than anybody knows. */
  ring(incidentId: string, seq: number): void {
    if (seq <= (this.#rung.get(incidentId) ?? 0)) return;
    if (Number.isFinite(seq)) this.#rung.set(incidentId, seq);
    this.#emitter.emit('ring', incidentId, seq);
  }

  /** Returns how to stop listening. */
  onRing(listener: (incidentId: string, seq: number) => void): () => void {
    this.#emitter.on('ring', listener);
    return () => this.#emitter.off('ring', listener);
  }
}
