import { describe, expect, it } from 'vitest';
import type { CallId } from '#contract/calls.ts';
import type { IncidentMode } from '#contract/incidents.ts';
import type { PaperCall } from '../../../server/sheets/paper.rules.ts';
import { sheetDocument, type Paper } from '../../../server/sheets/sheet-document.rules.ts';

function aPaperCall(id: string, about: Partial<PaperCall> = {}): PaperCall {
  return {
    ...{ callId: id as CallId, areaCode: '320623101200', personId: 1, postKind: 'villageLead', householdId: null, name: '测**' },
    ...{ phones: ['100****0100'], synthetic: true, state: 'silent', progress: null, needHelp: false, cannot: false },
    ...about,
  };
}

function aPaper(about: Partial<Paper> & { mode?: IncidentMode } = {}): Paper {
  const { mode = 'actual', ...rest } = about;
  return {
    sheetId: 12,
    language: 'zh',
    warning: {
      headline: '台风红色预警',
      description: '说明',
      instruction: '撤离',
      level: 'red',
      version: 2,
      sent: '2026-07-26T04:00:00.000Z',
      mode,
    },
    calls: [aPaperCall('a'), aPaperCall('b', { areaCode: '320623108200' })],
    households: [],
    areas: new Map([['320623101200', { code: '320623101200', nameZh: '浒路村', nameEn: 'Hulu', parentZh: '洋口镇', parentEn: 'Yangkou' }]]),
    links: new Map([['a' as CallId, 'http://here/field?token=a']]),
    printed: { at: '2026-07-26T04:00:00.000Z', by: '值班员', purpose: null },
    ...rest,
  };
}

const textOf = (paper: Paper) => JSON.stringify(sheetDocument(paper));

describe('a call sheet', () => {
  it('gives every village a page of its own and every call the number of its line', () => {
    const { content } = sheetDocument(aPaper());
    expect(JSON.stringify(content).match(/"pageBreak":"before"/g)).toHaveLength(1);
    expect(textOf(aPaper())).toContain('12-001-');
    expect(textOf(aPaper())).toContain('12-002-');
    expect(textOf(aPaper())).toContain('洋口镇 浒路村');
  });

  it('carries a code to scan only where there is a link', () => {
    expect(textOf(aPaper()).match(/"image":/g)).toHaveLength(1);
  });

  it.each([
    ['exercise', '演练'],
    ['test', '测试'],
  ] as const)('says on every page that it is a %s', (mode, stamp) => {
    expect(sheetDocument(aPaper({ mode }))).toMatchObject({ stamp, footer: expect.stringContaining(stamp) as string });
    expect(sheetDocument(aPaper()).stamp).toBeNull();
  });

  it('says whether names are masked, and for what purpose they are not', () => {
    expect(textOf(aPaper())).toContain('已脱敏');
    const printed = { at: '2026-07-26T04:00:00.000Z', by: '值班员', purpose: '入户叫应' };
    expect(sheetDocument(aPaper({ printed })).footer).toContain('用途：入户叫应');
  });

  it('marks made-up people, and only them', () => {
    expect(textOf(aPaper())).toContain('合成数据');
    expect(textOf(aPaper({ calls: [aPaperCall('a', { synthetic: false })] }))).not.toContain('合成数据');
  });

  it('lists a household that is called once, with its needs, and not among the people too', () => {
    const household = {
      ...{ householdId: 7, areaCode: '320623101200', name: '李**', people: 2, categories: ['vulnerable'], needs: ['wheelchair'] },
      ...{ shelterZh: '小学', shelterEn: 'School', guardian: '王**', callId: 'a' as CallId, personId: 1 },
    };
    const text = textOf(aPaper({ calls: [aPaperCall('a', { householdId: 7, postKind: 'household' })], households: [household] }));
    expect(text.match(/12-001-\d/g)).toHaveLength(1);
    expect(text).toContain('轮椅');
  });

  it('is plain data, which a thread of its own can be handed', () => {
    expect(structuredClone(sheetDocument(aPaper()))).toEqual(sheetDocument(aPaper()));
  });

  it('speaks English too', () => {
    const text = textOf(aPaper({ language: 'en' }));
    expect(text).toContain('Village lead');
    expect(text).toContain('Call sheet');
  });
});
