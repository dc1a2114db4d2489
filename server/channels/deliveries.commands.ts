import type { CallOutId } from '../contract/calls.ts';
import type { GatewayChannel } from '../contract/channels.ts';
import type { LinkClaim } from '../contract/field.ts';
import type { Gateway, OutgoingMessage, Sent } from '../kernel/channels/channel.ts';
import type { Tx } from '../kernel/db/db.ts';
import type { TokenSeal } from '../kernel/security/signed-token.ts';
import {
  expireLeases,
  failStranded,
  failUnaddressed,
  putOff,
  saveEnded,
  savePutBack,
  saveSending,
  withdrawAttempts,
} from '../calls/attempts.store.ts';
import { quietUntil } from '../policies/night.rules.ts';
import { bundled, type Bundle } from './bundles.commands.ts';
import { saveNamed } from './bundles.store.ts';
import { lockFlow, saveTokens, saveVerdict } from './channels.store.ts';
import { allowance, breakerState, claimLimit, fateOf, maxTries, refilled, verdictOn } from './deliveries.rules.ts';
import { sendingOver, waitingFor, type WaitingAttempt } from './deliveries.store.ts';
import { forgetSignatures } from './inbound.store.ts';
import { outgoingAddress, outgoingExtension, outgoingText } from './outgoing.rules.ts';
import { forgetStrays } from './stray-reports.store.ts';

/** A message that a server has taken to hand to its gateway. */
export interface Dispatch {
  /** Which try of its attempt this is, from 1. */
  tries: number;
  message: OutgoingMessage;
}

export interface Claim {
  dispatches: Dispatch[];
  timeoutSeconds: number;
  /** True when there is nothing to do before something is queued, a pause ends or a retry is due. */
  isIdle: boolean;
  /** True when as many were taken as can be at once: there may be more that can leave now. */
  isFull: boolean;
}

/** How links are made for messages that leave the house. */
export interface LinkMaker {
  links: TokenSeal<LinkClaim>;
  /** Where the field page is reached from outside, without a slash at the end; null: messages carry no link. */
  publicUrl: string | null;
  /** With which every short message begins, without its brackets: carriers ask for it. */
  signature?: string | undefined;
}

/** How much longer than the gateway may take a server is believed to be alive. */
const graceSeconds = 15;

/**
 * Takes what may leave over a channel now and writes down that it is being sent, before it is. Servers take turns at the channel's row,
 * so that its limits hold for all of them together. What nobody wants any more is withdrawn; what has no address fails.
 *
 * Runs as the personal role: it reads addresses in the clear.
 */
export async function claimDeliveries(
  tx: Tx,
  now: Date,
  { channel, maker }: { channel: GatewayChannel; maker: LinkMaker },
): Promise<Claim> {
  const flow = await lockFlow(tx, channel);
  const limit = allowance(flow, await sendingOver(tx, channel), now);
  const idle = { dispatches: [], timeoutSeconds: flow.timeoutSeconds, isFull: false };
  if (limit === 0) return { ...idle, isIdle: !flow.enabled || breakerState(flow, now) === 'open' };
  const waiting = await waitingFor(tx, { channel, limit, now });
  if (waiting.length === 0) return { ...idle, isIdle: true };
  const until = nightsOf(waiting, now);
  if (until.size > 0) await putOff(tx, { channel, until });

  const awake = waiting.filter(({ callOutId, isByHand }) => isByHand || !until.has(callOutId));
  const { bundles, putBack } = await bundled(tx, await wanted(tx, awake), { channel, now });
  await savePutBack(tx, putBack);
  const sending = await addressed(tx, bundles, (bundle) => messageOf(bundle, { channel, maker, now, maxCharacters: flow.maxCharacters }));
  const dispatches = sending.map(({ dispatch }) => dispatch);
  const leasedUntil = new Date(now.getTime() + (flow.timeoutSeconds + graceSeconds) * 1000);
  await saveSending(
    tx,
    sending.flatMap(({ bundle: { carrier, members } }) => members.map(({ attemptId }) => ({ attemptId, carriedBy: carrier.attemptId }))),
    { at: now, leasedUntil },
  );
  await saveNamed(
    tx,
    sending.map(({ bundle }) => bundle.naming),
  );
  await saveTokens(tx, channel, { tokens: refilled(flow, now) - dispatches.length, refilledAt: now });
  return { dispatches, timeoutSeconds: flow.timeoutSeconds, isIdle: false, isFull: waiting.length >= claimLimit || until.size > 0 };
}

/**
 * Until when the call-outs rest that have something waiting and a quiet night now: what was queued before the night, or is to be tried
 * again, would ring people out of their sleep as well.
 */
function nightsOf(waiting: readonly WaitingAttempt[], now: Date): Map<CallOutId, Date> {
  const nights = waiting.map(({ callOutId, isByHand, night }) => [callOutId, isByHand ? null : quietUntil(night, now)] as const);
  return new Map(nights.flatMap(([callOutId, until]) => (until === null ? [] : [[callOutId, until] as const])));
}

/** Puts aside what nobody wants any more. */
async function wanted(tx: Tx, waiting: readonly WaitingAttempt[]): Promise<WaitingAttempt[]> {
  await withdrawAttempts(
    tx,
    waiting.filter(({ isWanted }) => !isWanted).map(({ attemptId }) => attemptId),
  );
  return waiting.filter(({ isWanted }) => isWanted);
}

interface Sending {
  bundle: Bundle;
  dispatch: Dispatch;
}

/** Puts aside what cannot leave, with all that it would have spoken of. */
async function addressed(tx: Tx, bundles: readonly Bundle[], compose: (bundle: Bundle) => OutgoingMessage | null): Promise<Sending[]> {
  const sending: Sending[] = [];
  const unaddressed: { attemptId: number; failure: string }[] = [];
  for (const bundle of bundles) {
    const message = compose(bundle);
    const { tries, address } = bundle.carrier;
    if (message) sending.push({ bundle, dispatch: { tries: tries + 1, message } });
    else
      unaddressed.push(
        ...bundle.members.map(({ attemptId }) => ({ attemptId, failure: address === null ? 'noAddress' : 'malformedAddress' })),
      );
  }
  await failUnaddressed(tx, unaddressed);
  return sending;
}

interface Composing {
  channel: GatewayChannel;
  maker: LinkMaker;
  now: Date;
  maxCharacters: number | null;
}

function messageOf({ carrier: letter, together }: Bundle, { channel, maker, now, maxCharacters }: Composing): OutgoingMessage | null {
  const { attemptId, callId, personId, purpose } = letter;
  const address = letter.address === null ? null : outgoingAddress(channel, letter.address);
  if (letter.address === null || address === null) return null;
  const extension = outgoingExtension(channel, letter.address);
  // One about many leads to the list of them all, and so to every call of the person.
  const claim = together ? { personId, via: channel } : { callId, personId, via: channel };
  const link = maker.publicUrl && `${maker.publicUrl}/field?token=${maker.links.seal(claim, now)}`;
  // The call's id besides the attempt's: two installations that share a gateway must not take each other's keys.
  const idempotencyKey = `${callId}.${attemptId}`;
  const text = outgoingText({ ...letter, together }, { channel, link, maxCharacters, signature: maker.signature ?? null });
  const to = { address, ...(extension !== undefined && { extension }) };
  return { attemptId, idempotencyKey, purpose, ...to, subject: letter.words.zh.headline, text, link };
}

/** How one dispatch ended. */
export interface DispatchOutcome {
  dispatch: Dispatch;
  sent: Sent;
}

/** Notes how dispatches ended, and what that says about the channel. */
export async function noteOutcomes(
  tx: Tx,
  now: Date,
  { gateway, outcomes }: { gateway: Pick<Gateway, 'id' | 'isIdempotent'>; outcomes: readonly DispatchOutcome[] },
): Promise<void> {
  const flow = await lockFlow(tx, gateway.id);
  const verdict = verdictOn(
    flow,
    outcomes.map(({ sent }) => sent),
    now,
  );
  await saveVerdict(tx, gateway.id, { verdict, at: now });
  const ended = outcomes.map(({ dispatch: { message, tries }, sent }) => ({
    ...fateOf(sent, { tries, isIdempotent: gateway.isIdempotent, now }),
    attemptId: message.attemptId,
    tries,
  }));
  await saveEnded(tx, ended);
}

/** A signed request is accepted this long after it was signed, and as long remembered twice over. */
const signatureMemoryMinutes = 15;

/** What a gateway says and nobody understands is kept a month. */
const strayMemoryMinutes = 30 * 24 * 60;

/** A channel that is switched off or loses its gateway may be back within this; then what waited leaves. A default value (默认值) of our own. */
const strandedMinutes = 10;

/** What was given up, in attempts. */
export interface Swept {
  /** Taken by servers that died while sending. */
  lost: number;
  /** Waiting for a channel that carries nothing any more. */
  stranded: number;
}

/** Clears up after servers that died while sending and channels that are gone, and forgets signatures that no longer hold. */
export async function sweep(tx: Tx, now: Date, idempotent: readonly GatewayChannel[]): Promise<Swept> {
  const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  await forgetSignatures(tx, before(signatureMemoryMinutes));
  await forgetStrays(tx, before(strayMemoryMinutes));
  return { lost: await expireLeases(tx, { idempotent, maxTries, now }), stranded: await failStranded(tx, before(strandedMinutes)) };
}
