import { io, type Socket } from 'socket.io-client';
import type { Call, CallId } from '#contract/calls.ts';
import type { Answer, ClientToServer, CallRing, ServerToClient } from '#contract/socket.ts';
import { FieldRefusal } from './field-api.ts';
import type { PendingReceipt } from './outbox.ts';

const sentAwayMilliseconds = 10_000;
/** A line that is dead but not known to be is given up sooner than a request: the next try takes another way. */
const answerMilliseconds = 6_000;

export interface LinkListener {
  /** Says whether the ring is on a screen that somebody can see. */
  onRing: (ring: CallRing) => Promise<boolean>;
  onCallChanged: (callId: CallId) => void;
  /** Something was done about a call for help that was asked by this call. */
  onHelpChanged: (callId: CallId) => void;
  onLinked: (isLinked: boolean) => void;
}

/** The open line by which this page is rung. It comes back by itself, and the server then rings again what was not shown. */
export class FieldLink {
  readonly #socket: Socket<ServerToClient, ClientToServer>;
  /** The link that was shown when the line was opened: it speaks for that one. */
  #token = '';
  #isDoubtful = false;
  #comingBack: ReturnType<typeof setTimeout> | undefined;

  constructor(token: () => string, listener: LinkListener) {
    this.#socket = io({
      auth: (give) => give({ token: (this.#token = token()) }),
      reconnectionDelay: 500,
      reconnectionDelayMax: 10_000,
      randomizationFactor: 0.6,
    });
    this.#socket
      .on('connect', () => {
        this.#isDoubtful = false;
        listener.onLinked(true);
      })
      .on('disconnect', (reason) => {
        listener.onLinked(false);
        // The library comes back by itself, except when it was sent away: a restarting server does that too.
        if (reason === 'io server disconnect') this.#comingBack = setTimeout(() => this.#socket.connect(), sentAwayMilliseconds);
      })
      .on('callChanged', (callId) => listener.onCallChanged(callId))
      .on('helpChanged', (callId) => listener.onHelpChanged(callId))
      .on('check', (here) => here(true))
      .on('ring', (ring, shown) => void listener.onRing(ring).then(shown));
  }

  /** Whether an answer by this link can go over the open line, which costs a bad signal and a busy server less than a request. */
  carries(token: string): boolean {
    return this.#socket.connected && navigator.onLine && !this.#isDoubtful && token === this.#token;
  }

  /** Sends an answer over the open line; the same receipt may come again by a request and counts once. */
  async send({ callId, receipt }: Pick<PendingReceipt, 'callId' | 'receipt'>): Promise<Call> {
    const sending = this.#socket.timeout(answerMilliseconds).emitWithAck('receipt', callId, receipt) as Promise<Answer<{ call: Call }>>;
    const answer = await sending.catch(() => null);
    this.#isDoubtful = answer === null;
    if (!answer) throw new FieldRefusal('field/unreachable', true);
    if (!answer.ok) throw FieldRefusal.byCode(answer.code);
    return answer.call;
  }

  /** Hangs up and calls again: what could not be seen when it rang rings once more. */
  renew(): void {
    this.#socket.disconnect().connect();
  }

  /** Hangs up for good. */
  close(): void {
    clearTimeout(this.#comingBack);
    this.#socket.disconnect();
  }
}
