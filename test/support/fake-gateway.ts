import type { GatewayChannel } from '#contract/channels.ts';
import type { Gateway, OutgoingMessage, Sent } from '../../server/kernel/channels/channel.ts';

type Answering = (message: OutgoingMessage, signal: AbortSignal) => Promise<Sent> | Sent;

/** A gateway that notes what it is handed and answers as the test says. */
export class FakeGateway implements Gateway {
  readonly id: GatewayChannel;
  readonly isIdempotent: boolean;
  readonly taken: OutgoingMessage[] = [];
  answering: Answering = ({ attemptId }) => ({ kind: 'accepted', providerId: `p${attemptId}` });
  #waiting: { times: number; fulfil: () => void }[] = [];

  constructor(id: GatewayChannel, { isIdempotent = false }: { isIdempotent?: boolean } = {}) {
    this.id = id;
    this.isIdempotent = isIdempotent;
  }

  async send(message: OutgoingMessage, signal: AbortSignal): Promise<Sent> {
    this.taken.push(message);
    const [ready, later] = [
      this.#waiting.filter(({ times }) => times <= this.taken.length),
      this.#waiting.filter(({ times }) => times > this.taken.length),
    ];
    this.#waiting = later;
    for (const { fulfil } of ready) fulfil();
    return this.answering(message, signal);
  }

  /** Resolves once so many messages were handed over. */
  took(times: number): Promise<void> {
    if (this.taken.length >= times) return Promise.resolve();
    return new Promise((fulfil) => this.#waiting.push({ times, fulfil }));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
