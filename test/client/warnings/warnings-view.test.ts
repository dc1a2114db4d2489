import { describe, expect, it } from 'vitest';
import type { WarningId } from '#contract/warnings.ts';
import { emptyWorld, fold } from '#contract/world.ts';
import { warningCards } from '../../../client/warnings/warnings.view.ts';
import { aCallOut, aFact, aWarning } from '../../support/builders.ts';

describe('the card of a warning', () => {
  const warningId = '00000000-0000-4000-8000-0000000000aa' as WarningId;
  const earlier = '00000000-0000-4000-8000-0000000000bb' as WarningId;

  function cardOf(madeFor: WarningId | null) {
    const callOut = aCallOut({ warningId: madeFor ?? earlier });
    const warning = aWarning({ id: warningId, callOutId: madeFor ? callOut.id : null });
    const facts = [aFact(1, { kind: 'callOut.put', areaCode: null, callOut }), aFact(2, { kind: 'warning.put', areaCode: null, warning })];
    return warningCards(fold(emptyWorld, { facts, seq: 2 }))[0]!;
  }

  it('offers to call out a version for which nobody was called', () => {
    expect(cardOf(null).canBeCalledOut).toBe(true);
  });

  it('offers it also where the call-out of an earlier version stands: the new one may name more', () => {
    expect(cardOf(earlier).canBeCalledOut).toBe(true);
  });

  it('does not offer it once this version has its own', () => {
    expect(cardOf(warningId).canBeCalledOut).toBe(false);
  });
});
