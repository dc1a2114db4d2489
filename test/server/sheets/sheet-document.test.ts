import { describe, expect, it } from 'vitest';
import type { CallId } from '#contract/calls.ts';
import type { IncidentMode } from '#contract/incidents.ts';
import { answersTo } from '#contract/notice-answers.ts';
import { paperLines, type PaperCall, type PaperHousehold } from '../../../server/sheets/paper.rules.ts';
import { sheetDocument, type Paper } from '../../../server/sheets/sheet-document.rules.ts';

function aPaperCall(id: string, about: Partial<PaperCall> = {}): PaperCall {
  return {
    ...{ callId: id as CallId, areaCode: '320623101200', personId: 1, postKind: 'villageLead', householdId: null, name: '测**' },
    ...{ phones: ['100****0100'], synthetic: true, state: 'silent', progress: null, needHelp: false, cannot: false },
    ...about,
  };
}

function aHousehold(householdId: number, about: Partial<PaperHousehold> = {}): PaperHousehold {
  return {
    ...{ householdId, areaCode: '320623101200', name: '李**', people: 2, categories: ['vulnerable'], needs: ['wheelchair'] },
    ...{ shelterZh: '小学', shelterEn: 'School', guardian: '王**', calledAs: 'guardian', callId: 'a' as CallId, personId: 120 },
    ...about,
  };
}

const words = { event: '台风', headline: '台风红色预警', description: '说明', instruction: '撤离' };
const twoVillages = [aPaperCall('a'), aPaperCall('b', { areaCode: '320623108200' })];

interface About extends Partial<Paper> {
  mode?: IncidentMode;
  calls?: PaperCall[];
  households?: PaperHousehold[];
}

function aPaper({ mode = 'actual', calls = twoVillages, households = [], ...rest }: About = {}): Paper {
  return {
    sheetId: 12,
    language: 'zh',
    notice: {
      kind: 'warning',
      subject: '32060041600000_20260726120000',
      words: { zh: words, en: words },
      answers: answersTo.warning,
      level: 'red',
      version: 2,
      sent: '2026-07-26T04:00:00.000Z',
      mode,
    },
    lines: paperLines(calls, households).map((line) => ({ ...line, link: `http://here/field?token=${line.householdId ?? line.callId}` })),
    isSynthetic: true,
    areas: new Map([['320623101200', { code: '320623101200', nameZh: '浒路村', nameEn: 'Hulu', parentZh: '洋口镇', parentEn: 'Yangkou' }]]),
    printed: { at: '2026-07-26T04:00:00.000Z', by: '值班员', purpose: null, logHead: null },
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

  it('gives every household a number and a code of its own, whoever is called for it', () => {
    const households = [aHousehold(7), aHousehold(8), aHousehold(9, { calledAs: 'village', callId: 'a' as CallId })];
    const { content, codes } = sheetDocument(aPaper({ households }));
    const numbers = [...new Set(JSON.stringify(content).match(/12-00\d-\d/g))];
    expect(numbers.map((number) => number.slice(0, 6))).toEqual(['12-001', '12-002', '12-003', '12-004', '12-005']);
    expect(new Set(Object.values(codes)).size).toBe(5);
    expect(Object.keys(codes)).toEqual(numbers);
  });

  it('says of a household for which nobody was called that somebody must go there, and of no other', () => {
    const nobody = '本次未叫应本户、包保人和转移责任人，请上门';
    expect(textOf(aPaper({ households: [aHousehold(7, { calledAs: 'village' })] }))).toContain(nobody);
    expect(textOf(aPaper({ households: [aHousehold(7), aHousehold(8, { calledAs: 'lead' })] }))).not.toContain(nobody);
  });

  it.each([
    ['exercise', '演练'],
    ['test', '测试'],
  ] as const)('says on every page that it is a %s', (mode, stamp) => {
    expect(sheetDocument(aPaper({ mode }))).toMatchObject({ stamp, footer: expect.stringContaining(stamp) as string });
    expect(sheetDocument(aPaper()).stamp).toBeNull();
  });

  it('says at its foot how far the log was signed to go, where it was', () => {
    const printed = { at: '2026-07-26T04:00:00.000Z', by: '值班员', purpose: null, logHead: { seq: 1234, hash: 'ab'.repeat(32) } };
    expect(sheetDocument(aPaper({ printed })).footer).toContain('日志 #1234 abababababababab');
    expect(sheetDocument(aPaper({ printed, language: 'en' })).footer).toContain('Log #1234 abababababababab');
    expect(sheetDocument(aPaper()).footer).not.toContain('#');
  });

  it('says whether names are masked, and for what purpose they are not', () => {
    expect(textOf(aPaper())).toContain('已脱敏');
    const printed = { at: '2026-07-26T04:00:00.000Z', by: '值班员', purpose: '入户叫应', logHead: null };
    expect(sheetDocument(aPaper({ printed })).footer).toContain('用途：入户叫应');
  });

  it('of an order says in its own words what is to be done and how it may be answered, and no level', () => {
    const spoken = { event: '指令', headline: '指令1号：请于7月26日14:00前完成', description: '', instruction: '封闭沿江道路' };
    const { notice } = aPaper();
    const calls = [
      aPaperCall('a', { state: 'answered', progress: 'heard' }),
      aPaperCall('b', { state: 'answered', progress: 'heard', cannot: true }),
    ];
    const order = {
      ...notice,
      kind: 'order',
      subject: '1',
      level: null,
      version: 1,
      words: { zh: spoken, en: spoken },
      answers: answersTo.order,
    } as const;
    const text = textOf(aPaper({ notice: order, calls }));
    for (const words of [
      '指令1号：请于7月26日14:00前完成',
      '封闭沿江道路',
      '□\u00a0接受',
      '□\u00a0进行中',
      '已接受',
      '无法执行',
      '逐行下达指令',
    ]) {
      expect(text).toContain(words);
    }
    for (const words of ['红色', '第 1 版', '□\u00a0收到', '到岗']) expect(text).not.toContain(words);
    expect(textOf(aPaper())).toMatch(/红色.*第 2 版.*□\u00a0收到/);
  });

  it('of a check offers nothing but that it was heard, and asks for no counts', () => {
    const { notice } = aPaper();
    const text = textOf(aPaper({ notice: { ...notice, kind: 'check', level: null, answers: answersTo.check } }));
    for (const words of ['□\u00a0收到', '通信检查']) expect(text).toContain(words);
    for (const words of ['□\u00a0到岗', '□\u00a0完成', '转移__']) expect(text).not.toContain(words);
  });

  it('marks made-up people, and only them', () => {
    expect(textOf(aPaper())).toContain('合成数据');
    expect(textOf(aPaper({ isSynthetic: false }))).not.toContain('合成数据');
  });

  it('lists a household that is called once, with its needs, and not among the people too', () => {
    const households = [aHousehold(7, { calledAs: 'household' })];
    const text = textOf(aPaper({ calls: [aPaperCall('a', { householdId: 7, postKind: 'household' })], households }));
    expect(text).not.toContain('12-002');
    expect(text).not.toContain('责任人 (');
    expect(text).toContain('12-001-');
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
