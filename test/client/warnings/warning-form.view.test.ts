import { describe, expect, it } from 'vitest';
import type { Area } from '#contract/areas.ts';
import { issuedWeathers, WarningDraft } from '#contract/warning-drafts.ts';
import { warningLevels, type WarningId } from '#contract/warnings.ts';
import { areaTreeOf } from '../../../client/warnings/area-tree.view.ts';
import {
  draftOf,
  entryAfter,
  isAtOdds,
  isTouched,
  missingOf,
  newEntry,
  validityOf,
  weatherOf,
  wordsOf,
  type Entry,
} from '../../../client/warnings/warning-form.view.ts';
import { aWarning } from '../../support/builders.ts';

const id = '6f1c0d1e-7a51-4f0e-9a53-2b8a4f6f4b11' as WarningId;
const city: Area = {
  ...{ code: '320600000000', parentCode: null, level: 'city', kind: 'statistical', nameZh: '南通市', nameEn: 'Nantong' },
  ...{ initials: 'nts', center: null, unverified: false },
};
const county: Area = { ...city, code: '320623000000', parentCode: city.code, level: 'county', nameZh: '如东县', nameEn: 'Rudong County' };
const around = {
  tree: areaTreeOf(new Map([city, county].map((area) => [area.code, area])), city.code),
  own: city.code,
  now: new Date('2026-11-30T02:08:31Z'),
};
const entry = (about: Partial<Entry> = {}): Entry => ({
  ...newEntry(id),
  weather: 'typhoon',
  level: 'orange',
  areas: new Set([county.code]),
  ...about,
});

describe('what is entered', () => {
  it('says what is missing, in the order of the form', () => {
    expect(missingOf(newEntry(id))).toEqual(['weather', 'level', 'areas']);
    expect(missingOf(newEntry(id, { kind: 'typhoon' }))).toEqual(['level', 'areas']);
    expect(missingOf(entry())).toEqual([]);
    expect(draftOf(newEntry(id), around)).toBeNull();
  });

  it('is worth a question only once it would be lost', () => {
    expect(isTouched(newEntry(id, { kind: 'typhoon' }))).toBe(false);
    expect(isTouched({ ...newEntry(id), level: 'blue' })).toBe(true);
    expect(isTouched({ ...newEntry(id), written: { zh: {}, en: { headline: 'x' } } })).toBe(true);
  });

  it('begins with the minute in which it is issued, and lasts as long as was chosen', () => {
    const { from, to } = validityOf(entry({ hours: 6 }), around.now);
    expect([from.toISOString(), to.toISOString()]).toEqual(['2026-11-30T02:08:00.000Z', '2026-11-30T08:08:00.000Z']);
    expect(validityOf(entry({ expires: '2026-12-02T00:00:00.000Z' }), around.now).to.toISOString()).toBe('2026-12-02T00:00:00.000Z');
    expect(validityOf(entry({ effective: '2026-12-01T00:00:00.000Z', hours: 3 }), around.now).to.toISOString()).toBe(
      '2026-12-01T03:00:00.000Z',
    );
  });

  it('is proposed in both languages with area, level and validity', () => {
    expect(wordsOf(entry(), 'zh', around)).toEqual({
      headline: '南通市应急管理局发布台风橙色预警[Ⅱ级/严重]',
      description: '预计11-30 10:08至12-01 10:08，如东县12小时内可能受热带气旋影响，平均风力10级以上或阵风12级以上。',
      instruction: '如东县，有效至12-01 10:08。请立即巡查隐患，转移危险区人员。船只回港，加固临建。',
    });
    expect(wordsOf(entry(), 'en', around).headline).toBe('Nantong Emergency Bureau issues a typhoon orange warning (II, severe)');
  });

  it('keeps what was written by hand, in that language alone', () => {
    const written = entry({ written: { zh: { headline: '手写标题' }, en: {} }, level: 'red' });
    expect(wordsOf(written, 'zh', around).headline).toBe('手写标题');
    expect(wordsOf(written, 'zh', around).instruction).toContain('逐户');
    expect(wordsOf(written, 'en', around).headline).toContain('red');
  });

  it.each(issuedWeathers.flatMap((weather) => warningLevels.map((level) => [weather, level] as const)))(
    'is a draft that the server takes, about %s at %s',
    (weather, level) => {
      const draft = draftOf(entry({ weather, level }), around);
      expect(WarningDraft.safeParse(draft).success).toBe(true);
      expect(isAtOdds(draft!.zh, level)).toBe(false);
      expect(isAtOdds(draft!.en, level)).toBe(false);
    },
  );

  it('is asked about where its headline names another colour', () => {
    const words = { headline: '台风黄色预警', description: '', instruction: '' };
    expect([isAtOdds(words, 'orange'), isAtOdds(words, 'yellow'), isAtOdds({ ...words, headline: '台风预警' }, 'red')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('the next version of a warning', () => {
  it('is of the level above, for the same areas, and refers to it', () => {
    const before = aWarning({ level: 'yellow', areas: [county.code] });
    expect(entryAfter(before, { id, msgType: 'Update' })).toMatchObject({
      msgType: 'Update',
      replaces: before.id,
      level: 'orange',
      weather: 'typhoon',
    });
    expect([...entryAfter(before, { id, msgType: 'Update' }).areas]).toEqual([county.code]);
    expect(entryAfter(aWarning({ level: 'red' }), { id, msgType: 'Update' }).level).toBe('red');
  });

  it('is of the same level where it ends it', () => {
    const end = entryAfter(aWarning({ level: 'yellow', areas: [county.code] }), { id, msgType: 'Cancel' });
    expect([end.level, wordsOf(end, 'zh', around).headline]).toEqual(['yellow', '南通市应急管理局解除台风黄色预警']);
  });

  it('leaves the weather to be chosen where it is none that is written here', () => {
    expect(weatherOf({ event: '冰雹' })).toBeNull();
    expect(weatherOf({ event: '海区大风' })).toBe('seaGale');
  });
});
