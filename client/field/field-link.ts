import { io, type Socket } from 'socket.io-client';
import type { CallId } from '#contract/calls.ts';
import type { ClientToServer, Ring, ServerToClient } from '#contract/socket.ts';

const sentAwayMilliseconds = 10_000;

export interface LinkListener {
  /** Says whether the ring is on a screen that somebody can see. */
  onRing: (ring: Ring) => Promise<boolean>;
  onCallChanged: (callId: CallId) => void;
  onLinked: (isLinked: boolean) => void;
}

/** The open line by which this page is rung. It comes back by itself, and the server then rings again what was not shown. */
export class FieldLink {
  readonly #socket: Socket<ServerToClient, ClientToServer>;

  constructor(token: () => string, listener: LinkListener) {
    this.#socket = io({
      auth: (give) => give({ token: token() }),
      reconnectionDelay: 500,
      reconnectionDelayMax: 10_000,
      randomizationFactor: 0.6,
    });
    this.#socket
      .on('connect', () => listener.onLinked(true))
      .on('disconnect', (reason) => {
        listener.onLinked(false);
        // The library comes back by itself, except when it was sent away: a restarting server does that too.
        if (reason === 'io server disconnect') setTimeout(() => this.#socket.connect(), sentAwayMilliseconds);
      })
      .on('callChanged', (callId) => listener.onCallChanged(callId))
      .on('check', (here) => here(true))
      .on('ring', (ring, shown) => void listener.onRing(ring).then(shown));
  }

  /** Hangs up and calls again: what could not be seen when it rang rings once more. */
  renew(): void {
    this.#socket.disconnect().connect();
  }
}
