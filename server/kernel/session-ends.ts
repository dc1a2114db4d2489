import { EventEmitter } from 'node:events';

/** Says that a session is over (signed out, idle, revoked), so that its open sockets close at once instead of at their next request. */
export class SessionEnds {
  readonly #emitter = new EventEmitter().setMaxListeners(0);

  end(sessionId: string): void {
    this.#emitter.emit('end', sessionId);
  }

  /** Returns how to stop listening. */
  onEnd(listener: (sessionId: string) => void): () => void {
    this.#emitter.on('end', listener);
    return () => this.#emitter.off('end', listener);
  }
}
