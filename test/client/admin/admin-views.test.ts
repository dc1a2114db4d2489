import { describe, expect, it } from 'vitest';
import type { ChannelHealth } from '#contract/channels.ts';
import type { Policy, PolicyPreview, WeatherKind } from '#contract/policies.ts';
import type { Session } from '#contract/session.ts';
import { rightsOfRole, type Role } from '#contract/session.ts';
import { warningLevels, type WarningLevel } from '#contract/warnings.ts';
import { readView, tabsFor, writeView } from '../../../client/admin/admin-tabs.view.ts';
import { hasLimit, standingOf, wrongLimits } from '../../../client/admin/channels.view.ts';
import { kindCounts, ofKind, totalOf, verdictOf } from '../../../client/admin/dead-ends.view.ts';
import { ladderView, sinceCallText } from '../../../client/admin/ladder.view.ts';
import { draftOf, isSameRules, policyRows } from '../../../client/admin/policy-matrix.view.ts';
import { barOf, candidatesOf, repeated, rotaRows, weekOf } from '../../../client/admin/rota.view.ts';
import { brokenLinkCounts, brokenLinksOf } from '../../../client/layers/broken-links.layer.ts';

const noon = '2026-07-26T04:00:00.000Z';

function aPolicy(event: WeatherKind | null, level: WarningLevel, version: number): Policy {
  return {
    ...{ id: `${event ?? 'any'}-${level}`, event, level, version, isDefault: version === 0, updatedAt: null },
    ...{ callsByItself: true, postKinds: ['guardian'], callsHouseholds: false, message: { zh: '', en: '' } },
    ...{ answerWithinMinutes: 5, redials: { count: 1, withinMinutes: 5 }, channels: { order: ['inApp'], atOnce: true } },
    ...{ usesSecondContact: true, then: [['deputy']], superiorLevels: 1, night: { from: '22:00', to: '06:00', rings: true } },
    reminderMinutes: null,
  };
}

describe('the matrix of policies', () => {
  const defaults = warningLevels.map((level) => aPolicy(null, level, 0));
  const cellOf = (policies: Policy[], id: string) =>
    policyRows(policies)
      .flatMap(({ cells }) => cells)
      .find((cell) => cell.id === id)!;

  it('says what is a default, what was edited and what is taken over', () => {
    const policies = [...defaults, aPolicy('typhoon', 'red', 3)];
    expect(['any-red', 'typhoon-red', 'gale-red'].map((id) => cellOf(policies, id).standing)).toEqual(['default', 'edited', 'inherited']);
    expect(cellOf(policies, 'gale-red').holds.id).toBe('any-red');
  });

  it('is empty until the policies are there', () => {
    expect(policyRows([]).flatMap(({ cells }) => cells)).toEqual([]);
  });

  it('begins an edit with the rules that hold, under the version that is edited', () => {
    const policies = [...defaults, aPolicy('typhoon', 'red', 3)];
    expect(draftOf(cellOf(policies, 'typhoon-red'))).toMatchObject({ event: 'typhoon', level: 'red', version: 3 });
    const inherited = draftOf(cellOf(policies, 'gale-red'));
    expect(inherited).toMatchObject({ event: 'gale', level: 'red', version: 0 });
    expect(inherited).not.toHaveProperty('id');
    expect(isSameRules(inherited, draftOf(cellOf(policies, 'gale-red')))).toBe(true);
    expect(isSameRules(inherited, { ...inherited, callsHouseholds: true })).toBe(false);
  });
});

describe('a ladder', () => {
  const step = { channels: ['inApp'], contact: 1, superiorLevel: 1, waitSeconds: 75 } as const;
  const preview: PolicyPreview = {
    ladder: [
      { ...step, channels: ['inApp'], reaches: ['self'] },
      { ...step, channels: ['sms'], reaches: ['self'], contact: 2 },
      { ...step, channels: ['sms'], reaches: ['deputy', 'superior'], waitSeconds: 3600 },
    ],
    hasDoor: true,
  };

  it('counts from the call, and ends when the last step has waited in vain', () => {
    const { lines, spentAtSeconds, hasDoor } = ladderView(preview);
    expect(lines.map(({ atSeconds, redial, isSecondContact }) => [atSeconds, redial, isSecondContact])).toEqual([
      [0, 0, false],
      [75, 1, true],
      [150, null, false],
    ]);
    expect([spentAtSeconds, hasDoor]).toEqual([3750, true]);
  });

  it.each([
    [0, '+0 秒'],
    [75, '+1 分 15 秒'],
    [3750, '+1 时 2 分'],
  ])('says %i seconds as %s', (seconds, text) => {
    expect(sinceCallText(seconds)).toBe(text);
  });
});

describe('a channel', () => {
  const health: ChannelHealth = {
    ...{ id: 'sms', configured: true, enabled: true, isDefault: true, breaker: 'closed', openUntil: null, isMute: false },
    ...{ ratePerSecond: 1, concurrency: 1, timeoutSeconds: 1, costYuan: 0, answerShare: 0.5 },
    ...{
      lastSuccessAt: '2026-07-25T00:00:00Z',
      lastFailureAt: null,
      lastFailure: null,
      waitingSince: null,
      held: 0,
      heldPeople: 0,
      heldUntil: null,
      queued: 0,
      sending: 0,
      unknown: 0,
    },
    ...{ maxCharacters: 500, unmatchedReports: 0, unknownStates: 0, lastUnknownState: null },
  };

  it.each([
    [{}, 'works'],
    [{ configured: false, breaker: 'open' }, 'unconfigured'],
    [{ enabled: false, breaker: 'open' }, 'off'],
    [{ breaker: 'open' }, 'open'],
    [{ breaker: 'halfOpen' }, 'halfOpen'],
    [{ isMute: true }, 'mute'],
    [{ isMute: true, breaker: 'open' }, 'open'],
    [{ lastSuccessAt: null }, 'untested'],
    [{ lastSuccessAt: null, id: 'inApp', queued: 26_001, waitingSince: '2026-07-25T04:00:00.000Z' }, 'untested'],
    [{ id: 'inApp', queued: 26_001, waitingSince: '2026-07-25T04:00:00.000Z' }, 'works'],
    [{ lastSuccessAt: '2026-06-20T04:00:00.000Z' }, 'untested'],
    [{ lastSuccessAt: '2026-07-26T03:00:00.000Z', lastFailureAt: '2026-07-26T03:30:00.000Z' }, 'failing'],
    [{ lastSuccessAt: null, queued: 900, waitingSince: '2026-07-26T03:50:00.000Z' }, 'stuck'],
    [{ lastSuccessAt: '2026-07-26T03:59:30.000Z', queued: 900, waitingSince: '2026-07-26T03:50:00.000Z' }, 'works'],
  ] as const)('with %j stands as %s', (change, standing) => {
    expect(standingOf({ ...health, ...change }, new Date(noon))).toBe(standing);
  });

  it('offers no time-out where none is kept', () => {
    expect([hasLimit('inApp', 'timeoutSeconds'), hasLimit('sms', 'timeoutSeconds'), hasLimit('inApp', 'enabled')]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('names the limits that the server would not take', () => {
    expect([...wrongLimits({ ...health, ratePerSecond: NaN, answerShare: 1.2 })].sort()).toEqual(['answerShare', 'ratePerSecond']);
    expect([...wrongLimits(health)]).toEqual([]);
  });
});

describe('a proof of the tree', () => {
  const check = { id: 1, at: noon, asked: 13_715, shown: 0, reachedLately: 0, neverReached: 13_715 };

  it.each([
    [{ counts: {}, lastCheck: check }, 'untested'],
    [{ counts: {}, lastCheck: null }, 'untested'],
    [{ counts: {}, lastCheck: { ...check, neverReached: 1 } }, 'untested'],
    [{ counts: {}, lastCheck: { ...check, asked: 0, neverReached: 0 } }, 'untested'],
    [{ counts: {}, lastCheck: { ...check, neverReached: 0 } }, 'whole'],
    [{ counts: { oneLivingPath: 1 }, lastCheck: { ...check, neverReached: 0 } }, 'broken'],
  ] as const)('with %j is %s', (proof, verdict) => {
    expect(verdictOf(proof)).toBe(verdict);
  });
});

describe('the list of dead ends', () => {
  it('counts the kinds that were found, gravest first', () => {
    const counts = { tooManyPosts: 2, noLivingPath: 1 };
    expect(kindCounts({ counts }).map(({ kind }) => kind)).toEqual(['noLivingPath', 'tooManyPosts']);
    expect(totalOf({ counts })).toBe(3);
    expect(ofKind([], 'noLivingPath')).toEqual([]);
  });

  it('is counted by area for the map, at centres that are known', () => {
    const links = brokenLinksOf([{ tallyCode: '320623101000' }, { tallyCode: '320623101000' }, { tallyCode: '320600000000' }]);
    const area = { parentCode: null, kind: 'statistical', nameZh: '', nameEn: '', initials: '', unverified: false } as const;
    const { features } = brokenLinkCounts(links, [
      { ...area, code: '320623101000', level: 'township', center: [121, 32] },
      { ...area, code: '320600000000', level: 'city', center: null },
    ]);
    expect(features).toMatchObject([{ properties: { count: 2 }, geometry: { coordinates: [121, 32] } }]);
  });
});

describe('the rota of a week', () => {
  // 00:30 on the 2nd in Nantong.
  const week = weekOf(new Date('2026-07-01T16:30:00Z'));
  const shift = {
    id: 1,
    postId: 7,
    postKind: 'townshipDutyDesk',
    areaCode: '320623101000',
    personId: 5,
    maskedName: '测**',
    kind: 'regular',
  } as const;

  it('begins at midnight in Nantong', () => {
    expect([week.from, week.to, week.days.length]).toEqual([new Date('2026-07-01T16:00:00Z'), new Date('2026-07-08T16:00:00Z'), 7]);
    expect(weekOf(new Date('2026-07-01T16:30:00Z'), -1).to).toEqual(week.from);
  });

  it('cuts turns to the week, and keeps those of a post together', () => {
    const long = { ...shift, startsAt: '2026-06-30T16:00:00Z', endsAt: '2026-07-20T16:00:00Z' };
    expect(barOf(long, week)).toMatchObject({ start: 0, share: 1 });
    const day = { ...shift, id: 2, startsAt: '2026-07-02T16:00:00Z', endsAt: '2026-07-03T16:00:00Z' };
    expect(barOf(day, week).start).toBeCloseTo(1 / 7);
    expect(rotaRows({ shifts: [long, day], leaves: [] }, week)).toMatchObject([{ postId: 7, bars: [{}, {}] }]);
  });

  it('repeats a turn day by day', () => {
    const turns = repeated({ personId: 5, from: new Date('2026-07-02T00:00:00Z'), to: new Date('2026-07-02T12:00:00Z') }, 3);
    expect(turns.map(({ startsAt }) => startsAt.slice(0, 10))).toEqual(['2026-07-02', '2026-07-03', '2026-07-04']);
  });

  it('offers everybody once', () => {
    const [a, b] = [
      { id: 1, maskedName: 'a' },
      { id: 2, maskedName: 'b' },
    ];
    expect(
      candidatesOf([
        { kind: 'x', person: a, deputy: b },
        { kind: 'y', person: b, deputy: null },
      ]),
    ).toMatchObject([
      { id: 1, postKind: 'x' },
      { id: 2, postKind: 'y' },
    ]);
  });
});

describe('the sections', () => {
  const sessionOf = (role: Role): Session => ({
    ...{ userId: 1, username: 'x', displayName: '', roles: [role], areaCode: '320600000000' },
    rights: [...rightsOfRole[role]],
  });

  it.each([
    ['administrator', ['policies', 'channels', 'tree', 'duty']],
    ['securityAdministrator', ['users']],
    ['dutyOfficer', ['tree', 'duty']],
    ['viewer', []],
  ] as const)('for a %s are %j', (role, tabs) => {
    expect(tabsFor(sessionOf(role))).toEqual(tabs);
  });

  it('are found again by their address, and nonsense is not taken for one', () => {
    const view = { tab: 'duty', area: '320623101000' } as const;
    expect(readView(writeView(view))).toEqual(view);
    expect(readView('?tab=nothing&area=12')).toEqual({ tab: null, area: null });
    expect(writeView({ tab: null, area: null })).toBe('');
  });
});
