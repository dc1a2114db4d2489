import { describe, expect, it } from 'vitest';
import type { Attempt, CallDetails, Receipt } from '#contract/call-details.ts';
import { cardEntries, countsOf } from '../../../client/calls/card.view.ts';
import { aCall } from '../../support/builders.ts';

const at = (minutes: number) => `2026-07-26T04:${String(minutes).padStart(2, '0')}:00.000Z`;

function anAttempt(about: Partial<Attempt> = {}): Attempt {
  return {
    id: 1,
    channel: 'sms',
    purpose: 'call',
    rung: 0,
    reach: 'self',
    personId: 1,
    maskedName: '测**',
    maskedAddress: null,
    state: 'sent',
    at: at(0),
    shownAt: null,
    outcome: 'sent',
    failure: null,
    heardSeconds: null,
    together: null,
    heldUntil: null,
    ...about,
  };
}

function aReceipt(about: Partial<Receipt> = {}): Receipt {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    kind: 'heard',
    at: at(2),
    receivedAt: at(2),
    via: 'inApp',
    answeredBy: 'self',
    by: '测**',
    note: null,
    counts: null,
    position: null,
    hasPhoto: false,
    household: null,
    isReplaced: false,
    flags: [],
    ...about,
  };
}

function aCard(about: Partial<CallDetails> = {}): CallDetails {
  const nothing = { script: { zh: '', en: '' }, attempts: [], receipts: [], escalatedTo: [], doorCheck: null, notes: [] };
  return { ...aCall(), maskedName: '测**', areaNameZh: '洋口镇', areaNameEn: 'Yangkou Town', ...nothing, ...about };
}

describe('the card of a call', () => {
  it('tells everything that happened, the newest first', () => {
    const card = aCard({
      attempts: [anAttempt({ at: at(0) }), anAttempt({ id: 2, at: at(3) })],
      receipts: [aReceipt({ at: at(5) })],
      notes: [{ id: 1, at: at(4), userId: 1, by: '值班员', text: '已电话联系' }],
      escalatedTo: [{ reach: 'deputy', personId: 2, maskedName: '测**', postKind: 'villageLead', areaCode: null, at: at(1) }],
    });
    expect(cardEntries(card).map(({ kind }) => kind)).toEqual(['receipt', 'note', 'attempt', 'escalated', 'attempt']);
  });

  it('warns of an attempt of which nobody knows whether it left, and of who needs help', () => {
    const card = aCard({ attempts: [anAttempt({ state: 'unknown' })], receipts: [aReceipt({ kind: 'needHelp' })] });
    expect(cardEntries(card).map(({ tone }) => tone)).toEqual(['alarm', 'alarm']);
  });

  it('dims what reached nobody', () => {
    expect(cardEntries(aCard({ attempts: [anAttempt({ state: 'failed' })] }))[0]?.tone).toBe('dim');
  });

  it('says when somebody was sent to the door and when that ended', () => {
    const door = {
      id: 1,
      callId: aCall().id,
      personId: 2,
      maskedName: '测**',
      teamId: null,
      reason: 'unroused' as const,
      people: null,
      teamName: null,
      distanceMeters: null,
    };
    const card = aCard({ doorCheck: { ...door, state: 'done', openedAt: at(1), closedAt: at(9) } });
    expect(cardEntries(card).map(({ at: when, tone }) => [when, tone])).toEqual([
      [at(9), 'done'],
      [at(1), 'alarm'],
    ]);
  });

  it('keeps zero among the counts: nobody refused is not the same as not asked', () => {
    expect(countsOf(aReceipt({ counts: { refused: 0, moved: 3 } }))).toEqual([
      { part: 'moved', count: 3 },
      { part: 'refused', count: 0 },
    ]);
  });
});
