import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { Gateway, OutgoingMessage, Sent } from '../kernel/channels/channel.ts';

export interface MailAbout {
  /** `smtp://user:password@host:port` or `smtps://`. */
  url: string;
  from: string;
}

const connections = 5;
const networkTimeoutMilliseconds = 20_000;

/**
 * A mail server. One message for one person, plain text in both languages; no HTML, so nothing that a reader has to trust.
 *
 * SMTP knows no idempotency key: a connection that breaks after the message was handed over leaves it unclear whether it left, and it is
 * never sent again. The message id is the same for every try all the same, by which most mailboxes tell doubles.
 */
export class MailChannel implements Gateway {
  readonly id = 'mail';
  readonly isIdempotent = false;
  readonly #from: string;
  readonly #domain: string;
  readonly #transport;
  /** The bytes of the messages that are on their way, by message id: whether any were read tells whether a broken line carried them. */
  readonly #bytes = new Map<string, Readable>();

  constructor({ url, from }: MailAbout) {
    this.#from = from;
    this.#domain = /@([a-z0-9.-]+)>?$/i.exec(from)?.[1] ?? 'jiaoying.invalid';
    this.#transport = createTransport({
      url,
      pool: true,
      maxConnections: connections,
      // The library would hand a message over again when the line breaks behind it.
      maxRequeues: 0,
      connectionTimeout: networkTimeoutMilliseconds,
      greetingTimeout: networkTimeoutMilliseconds,
      socketTimeout: networkTimeoutMilliseconds,
      // Nothing in a message may make the library read a file or a page.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    this.#transport.use('stream', ({ message, data }, done) => {
      const open = message.createReadStream.bind(message);
      message.createReadStream = (options) => {
        const bytes = open(options);
        this.#bytes.set(String(data.messageId), bytes);
        return bytes;
      };
      done();
    });
  }

  async send({ idempotencyKey, address, subject, text, link }: OutgoingMessage, signal: AbortSignal): Promise<Sent> {
    const said = [text.zh, text.en].filter((part) => part !== '').join('\n\n');
    const messageId = `<${idempotencyKey}@${this.#domain}>`;
    try {
      await this.#transport.sendMail({
        from: this.#from,
        to: { name: '', address },
        subject: subject.replace(/[\r\n]+/g, ' '),
        text: link === null || said.includes(link) ? said : `${said}\n\n${link}`,
        messageId,
        headers: { 'auto-submitted': 'auto-generated' },
        signal,
      });
      return { kind: 'accepted', providerId: messageId };
    } catch (error) {
      return failureOf(error as SmtpError, this.#bytes.get(messageId)?.readableDidRead ?? false);
    } finally {
      this.#bytes.delete(messageId);
    }
  }

  close(): Promise<void> {
    this.#transport.close();
    return Promise.resolve();
  }
}

/** What nodemailer rejects with. */
interface SmtpError extends Error {
  code?: string;
  /** The command that was under way. */
  command?: string;
  responseCode?: number;
}

/**
 * A server that answered has said what it means: 4xx come again, 5xx never (RFC 5321, 4.2.1). When the line broke instead, the message
 * may have been taken only if some of it was on its way.
 */
function failureOf({ code = 'failed', command, responseCode }: SmtpError, isOnItsWay: boolean): Sent {
  const failure = responseCode === undefined ? code : `smtp ${responseCode}`;
  if (responseCode === undefined) return isOnItsWay ? { kind: 'unclear', failure } : { kind: 'postponed', failure };
  if (responseCode < 500) return { kind: 'postponed', failure };
  if (command === 'RCPT TO') return { kind: 'refused', failure, outcome: 'undeliverable' };
  return command === 'DATA' ? { kind: 'refused', failure } : { kind: 'refused', failure, isGatewaysFault: true };
}
