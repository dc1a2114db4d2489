import type { Anchor } from '../kernel/log/log-anchors.ts';

/** Enough to show that a log grew as it says; whoever wants all of them has the file. */
const agreeingAtMost = 200;
const contradictingAtMost = 20;

/**
 * Which of the signed heads go with an export: some of those that the log agrees with, spread over all of it, the newest among them, and
 * the first of those that it contradicts, so that an export of a log that was rewritten or cut says so wherever it is read.
 *
 * @param isSigned asked only where the log says otherwise
 */
export function anchorsToCarry(
  anchors: readonly Anchor[],
  { agrees, isSigned }: { agrees: ReadonlySet<Anchor>; isSigned: (anchor: Anchor) => boolean },
): Anchor[] {
  const contradicting: Anchor[] = [];
  for (const anchor of anchors) {
    if (contradicting.length === contradictingAtMost) break;
    if (!agrees.has(anchor) && isSigned(anchor)) contradicting.push(anchor);
  }
  const agreeing = anchors.filter((anchor) => agrees.has(anchor));
  const step = Math.ceil(agreeing.length / agreeingAtMost);
  // Counted from the end, so that the newest is among them.
  const spread = agreeing.filter((_, at) => (agreeing.length - 1 - at) % step === 0);
  return [...spread, ...contradicting];
}
