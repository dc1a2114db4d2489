import type { GatewayChannel } from '../contract/channels.ts';
import type { Clock } from '../kernel/db/clock.ts';
import type { Gateway, OutgoingMessage, Sent } from '../kernel/channels/channel.ts';
import { signatureOf } from '../kernel/security/signed-request.ts';

export interface WebhookAbout {
  id: Extract<GatewayChannel, 'voice' | 'chat'>;
  url: string;
  secret: string;
  clock: Clock;
  /** Where the gateway reports to; null: nobody told this server its own address. */
  callbackUrl: string | null;
}

/** Without a connection nothing has left. Once there was one, nobody knows how much the gateway has read. */
const unconnected = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];

/** More than any gateway has to say about one message. */
const answerLimit = 10_000;

/**
 * A gateway for voice or chat that takes signed requests: one POST for each message, with an idempotency key that it is bound to honour,
 * so that after a time-out or a crash the same message can be handed over again.
 *
 * 2xx: accepted. 4xx: refused for good, except 408, 409, 425 and 429, which ask to come again. Everything else is temporary.
 */
export class WebhookChannel implements Gateway {
  readonly id: GatewayChannel;
  readonly isIdempotent = true;
  readonly #about: WebhookAbout;

  constructor(about: WebhookAbout) {
    this.id = about.id;
    this.#about = about;
  }

  async send(message: OutgoingMessage, signal: AbortSignal): Promise<Sent> {
    const { url, secret, clock } = this.#about;
    const body = JSON.stringify(this.#bodyOf(message));
    try {
      const response = await fetch(url, {
        method: 'POST',
        // A redirect would carry a person's number to somewhere that nobody has configured.
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': message.idempotencyKey,
          ...signatureOf(secret, body, clock.now()),
        },
        body,
        signal,
      });
      const answer = await beginning(response);
      return response.ok ? { kind: 'accepted', providerId: providerIn(answer) } : failureOf(response.status, answer);
    } catch (error) {
      const failure = signal.aborted ? 'timeout' : codeOf(error);
      return { kind: unconnected.includes(failure) ? 'postponed' : 'unclear', failure };
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #bodyOf({ attemptId, idempotencyKey, purpose, address, extension, text, link }: OutgoingMessage): object {
    const { id, callbackUrl } = this.#about;
    return { attemptId, idempotencyKey, channel: id, purpose, to: address, extension, text, link, callbackUrl };
  }
}

const patienceStatuses = [408, 409, 425, 429];
/** What a gateway answers when not the message but we, or its address, are wrong. */
const misconfiguredStatuses = [401, 403, 404, 405];

function failureOf(status: number, answer: string): Sent {
  const failure = `http ${status}`;
  if (patienceStatuses.includes(status)) return { kind: 'postponed', failure, isThrottled: status === 429 };
  if (status < 400 || status >= 500) return { kind: 'unclear', failure };
  if (misconfiguredStatuses.includes(status)) return { kind: 'refused', failure, isGatewaysFault: true };
  return fieldIn(answer, 'outcome') === 'invalidNumber'
    ? { kind: 'refused', failure, outcome: 'invalidNumber' }
    : { kind: 'refused', failure };
}

function providerIn(answer: string): string | null {
  const id = fieldIn(answer, 'providerId') ?? fieldIn(answer, 'id');
  return typeof id === 'string' && id.length > 0 && id.length <= 200 ? id : null;
}

/** A field of what may or may not be a JSON object. */
function fieldIn(answer: string, name: string): unknown {
  try {
    const parsed: unknown = JSON.parse(answer);
    return typeof parsed === 'object' && parsed !== null && Object.hasOwn(parsed, name)
      ? (parsed as Record<string, unknown>)[name]
      : undefined;
  } catch {
    return undefined;
  }
}

/** The first characters of an answer, however much a gateway says. */
async function beginning(response: Response): Promise<string> {
  if (!response.body) return '';
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > answerLimit) break;
  }
  return text.slice(0, answerLimit);
}

/** `ECONNREFUSED` and its like; never the words of the error, which may hold an address. */
function codeOf(error: unknown): string {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  const found = cause?.code ?? code;
  return typeof found === 'string' ? found : 'unreachable';
}
