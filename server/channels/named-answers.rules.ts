import { progressSteps, type CallId, type ReceiptKind } from '../contract/calls.ts';

/** One of those whom a message named, and whether that person owes an answer still. */
export interface Named {
  /** The attempt as which the message travelled. */
  carrierId: number;
  place: number;
  callId: CallId;
  isOwing: boolean;
}

/** An answer to a message that may have named many. */
export interface NamedAnswer {
  kind: ReceiptKind;
  /** The call of the attempt that is answered. */
  callId: CallId;
  /** By which the answer names some of them; null: none by name. */
  places: readonly number[] | null;
}

/**
 * For which calls an answer counts. That all were reached, or could not be, is said of everybody whom the message named and who owes an
 * answer still; with places of those alone, answered or not. A call for help without a place is taken for the worst of them: it must
 * not wait, and rescue asks. Null: a place that the message did not have, so that a person has to read it.
 */
export function answeredCalls({ kind, callId, places }: NamedAnswer, named: readonly Named[]): CallId[] | null {
  if (places !== null) {
    const meant = places.map((place) => named.find((one) => one.place === place)?.callId);
    return meant.every((one) => one !== undefined) ? [...new Set(meant)] : null;
  }
  if (named.length === 0) return [callId];
  const owing = named.filter(({ isOwing }) => isOwing).map((one) => one.callId);
  if (owing.length === 0) return [callId];
  return isOfAll(kind) ? owing : owing.slice(0, 1);
}

function isOfAll(kind: ReceiptKind): boolean {
  return kind === 'cannot' || (progressSteps as readonly ReceiptKind[]).includes(kind);
}
