import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../../server/policies/policies.rules.ts';
import { headcount, linesOf, needsRelease, queueOf, type CensusRow } from '../../../server/plans/plan.rules.ts';
import type { PlannedChannel } from '../../../server/plans/answer-shares.rules.ts';

const line = (id: PlannedChannel['id']): PlannedChannel => ({
  id,
  ratePerSecond: 10,
  concurrency: 10,
  costYuan: 0,
  answerShare: 0.5,
  isDefault: true,
});
const row = (about: Partial<CensusRow> = {}): CensusRow => ({
  ...{ areaCode: '320623101000', level: 'village', gateways: [], isSeen: false, people: 1, vulnerable: 0, lng: 121, lat: 32 },
  ...about,
});

describe('the headcount of a plan', () => {
  const rows = [
    row({ level: 'township', people: 2, gateways: ['sms', 'voice'], isSeen: true }),
    row({ people: 3, gateways: ['voice'] }),
    row({ people: 4, isSeen: true }),
    row({ level: 'household', people: 5 }),
  ];

  it('counts people by level and by the channels that reach them', () => {
    const counted = headcount(rows, [line('inApp'), line('sms'), line('voice')]);
    expect(counted).toMatchObject({
      people: 14,
      byLevel: { township: 2, village: 7, household: 5 },
      byChannel: { inApp: 6, sms: 2, voice: 5 },
      withoutPath: 5,
      everyPageCounts: false,
    });
  });

  it('lets every page count while the page is all there is', () => {
    expect(
      headcount(
        rows.map((each) => ({ ...each, gateways: [] })),
        [line('inApp')],
      ),
    ).toMatchObject({
      byChannel: { inApp: 14 },
      withoutPath: 0,
      everyPageCounts: true,
    });
  });

  it('finds nobody reached where nothing is usable', () => {
    expect(headcount([row({ people: 7 })], [])).toMatchObject({ people: 7, byChannel: {}, withoutPath: 7, everyPageCounts: false });
  });

  it('puts people with the same channels into one group', () => {
    const { groups } = headcount(
      [row({ people: 3, gateways: ['sms'] }), row({ people: 4, gateways: ['sms'], level: 'township' })],
      [line('sms')],
    );
    expect(groups).toEqual([{ channels: ['sms'], people: 7 }]);
  });

  it('counts only channels that the policy calls over', () => {
    const policy = { ladder: defaultPolicy('red').ladder.map((step) => ({ ...step, channels: ['inApp' as const, 'sms' as const] })) };
    expect(linesOf(policy, [line('inApp'), line('voice')]).map(({ id }) => id)).toEqual(['inApp']);
  });
});

describe('two people', () => {
  it('release what calls 5,000 or is red', () => {
    expect([needsRelease(4_999, 'orange'), needsRelease(5_000, 'blue'), needsRelease(1, 'red')]).toEqual([false, true, true]);
  });
});

describe('the queue', () => {
  it('begins above the townships, then with whom the hazard reaches first, then with the most vulnerable', () => {
    const [early, late, lateToo, unknown] = ['320623101000', '320623102000', '320623103000', '320623104000'];
    const rows = [
      row({ areaCode: unknown, vulnerable: 99 }),
      row({ areaCode: late, vulnerable: 1 }),
      row({ areaCode: early }),
      row({ areaCode: lateToo, people: 2, vulnerable: 2 }),
      row({ areaCode: lateToo, people: 3, level: 'household', vulnerable: 3 }),
      row({ areaCode: '320623000000', level: 'county' }),
    ];
    const [at, after] = [new Date('2026-07-26T06:00:00Z'), new Date('2026-07-26T07:00:00Z')];
    const queue = queueOf(
      rows,
      new Map([
        [early, at],
        [late, after],
        [lateToo, after],
        [unknown, null],
      ]),
    );
    expect(queue.map(({ areaCode }) => areaCode)).toEqual(['320623000000', early, lateToo, late, unknown]);
    expect(queue[2]).toEqual({ areaCode: lateToo, people: 5, arrivalAt: after.toISOString(), vulnerable: 5 });
  });
});
