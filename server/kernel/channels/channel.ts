import type { GatewayChannel, GatewayOutcome } from '../../contract/channels.ts';
import type { CallRing } from '../../contract/socket.ts';
import type { PartPlace } from '../sms/sms-parts.ts';

/** The way to people's open pages. It carries one ring and reports what happened; whom to reach and when is decided elsewhere. */
export interface Channel {
  /** Whom it could reach now, by person id. */
  reachable(): number[];
  /** People at whose calls officers look on here, while no page of their own is open: what is shown there has not reached them. */
  onlookers(): number[];
  /**
   * @returns whether a device has said that it was shown. Every failure is temporary: the ring is repeated when the page comes back, and
   * by the next redial
   */
  carry(personId: number, ring: CallRing): Promise<boolean>;
}

/** One message on its way out of the house. */
export interface OutgoingMessage {
  attemptId: number;
  /** The same for every try of one attempt, and of no other attempt anywhere. */
  idempotencyKey: string;
  purpose: 'call' | 'reminder' | 'allClear';
  /** A number of digits alone, or a mail address. */
  address: string;
  /** Digits to dial once an exchange has answered. */
  extension?: string;
  subject: string;
  text: { zh: string; en: string };
  /** To the field page, for this person; null where the server does not know its public address. */
  link: string | null;
}

/**
 * What became of a message that was handed to a gateway.
 *
 * accepted: the gateway has it. refused: it never will be carried; `isGatewaysFault` when nobody's address is wrong but the gateway
 * turns everything away. postponed: it certainly did not leave and may be tried again; `isThrottled` when the gateway asks for patience.
 * unclear: it may have left. `failure` is a short code, never words of the gateway: those repeat addresses.
 */
export type Sent =
  | { kind: 'accepted'; providerId: string | null }
  | { kind: 'refused'; failure: string; outcome?: GatewayOutcome; isGatewaysFault?: boolean }
  | { kind: 'postponed'; failure: string; isThrottled?: boolean }
  | { kind: 'unclear'; failure: string };

/** A short message that somebody sent to us. */
export interface IncomingReply {
  /** The gateway's own, by which a message that is handed in again is known; null where the line has none. */
  messageId: string | null;
  from: string;
  text: string;
  at: Date;
}

/** One part of a reply that was too long for one message, as it came in. */
export interface ReplyPart extends PartPlace {
  from: string;
  bytes: Buffer;
  /** SMPP 3.4, 5.2.19. */
  coding: number;
  at: Date;
}

/** What a gateway says, later, about a message that it had accepted under its own id. */
export interface DeliveryReport {
  channel: GatewayChannel;
  /** Perhaps in another form than it was given in; null where the report names none. */
  providerId: string | null;
  /** Null: a state that we do not know. */
  outcome: GatewayOutcome | null;
  /** The state as the gateway words it. */
  said: string;
  /** The number that it speaks of, or one of ours. */
  from: string;
  at: Date;
}

/** Where a gateway that keeps a line open delivers what comes back over it. A promise that rejects: not saved, it may come again. */
export interface GatewayListener {
  reply(reply: IncomingReply): Promise<void>;
  part(part: ReplyPart): Promise<void>;
  report(report: DeliveryReport): Promise<void>;
}

/** A way out of the house: a centre for short messages, a mail server, a gateway for voice or chat. */
export interface Gateway {
  readonly id: GatewayChannel;
  /** Whether it carries the same message under the same key once, however often it is handed over. */
  readonly isIdempotent: boolean;
  /** Never rejects for what the network or the gateway does. Once `signal` aborts nobody waits for the answer any more. */
  send(message: OutgoingMessage, signal: AbortSignal): Promise<Sent>;
  /** Opens the line of a gateway that keeps one. */
  open?(ears: GatewayListener): void;
  close(): Promise<void>;
}
