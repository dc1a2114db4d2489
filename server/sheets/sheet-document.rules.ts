import type { Content, TableCell } from 'pdfmake/interfaces';
import type { AreaCode } from '../contract/areas.ts';
import type { ChainHead } from '../kernel/log/log-key.ts';
import type { PdfDocument } from '../kernel/documents/pdf.ts';
import { momentText, wordIn, type Language } from '../ledger/words.rules.ts';
import { lineCode } from './line-code.rules.ts';
import type { HouseholdLine, PaperArea, PaperCall, PaperLine, PaperNotice, PersonLine } from './paper.rules.ts';
import { paperStyles, tableLook } from './paper-look.rules.ts';

export type PrintedHead = Pick<ChainHead, 'seq' | 'hash'>;

/** All that a print is made of. */
export interface Paper {
  sheetId: number;
  language: Language;
  notice: PaperNotice;
  /** In the order of their numbers, from 1; `link`: the address that opens the page to answer by. */
  lines: readonly (PaperLine & { link: string })[];
  /** Whether any of the people is made up. */
  isSynthetic: boolean;
  areas: ReadonlyMap<AreaCode, PaperArea>;
  /** `logHead`: how far the log of the incident was signed to go then; null where it never was. */
  printed: { at: string; by: string; purpose: string | null; logHead: PrintedHead | null };
}

/** The sheets of an area: each village begins on a page of its own, so that the print can be handed out village by village. */
export function sheetDocument(paper: Paper): PdfDocument {
  const lines = paper.lines.map((line, at) => ({ ...line, code: lineCode({ sheetId: paper.sheetId, line: at + 1 }) }));
  const villages = [...new Set(lines.map(({ areaCode }) => areaCode))];
  return {
    title: `${say(paper, 'sheet/title')} ${paper.sheetId}`,
    content: villages.flatMap((areaCode, at) => {
      const ofVillage = lines.filter((line) => line.areaCode === areaCode);
      const people = ofVillage.filter((line) => 'call' in line);
      const households = ofVillage.filter((line) => 'household' in line);
      return [
        heading(paper, areaCode, at > 0),
        ...(people.length > 0 ? [peopleTable(paper, people)] : []),
        ...(households.length > 0 ? [householdTable(paper, households)] : []),
      ];
    }),
    styles: paperStyles,
    footer: footerOf(paper),
    stamp: paper.notice.mode === 'actual' ? null : say(paper, `sheet/drill.${paper.notice.mode}`),
    codes: Object.fromEntries(lines.map(({ code, link }) => [code, link])),
  };
}

function heading(paper: Paper, code: AreaCode, startsPage: boolean): Content {
  const { notice, language } = paper;
  const beginning = startsPage ? { pageBreak: 'before' as const } : {};
  const words = notice.words[language];
  return {
    ...beginning,
    stack: [
      {
        columns: [
          { text: placeName(paper, code), style: 'place' },
          { text: `${say(paper, 'sheet/title')} ${say(paper, 'sheet/number', { number: paper.sheetId })}`, style: 'number' },
        ],
      },
      ...marks(paper).map((text): Content => ({ text, style: 'mark' })),
      {
        text: [
          { text: words.headline, bold: true },
          `  ${[...whichOf(paper), say(paper, 'sheet/issued', { at: minuteText(notice.sent) })].join(' · ')}`,
        ],
      },
      { text: [words.description, words.instruction].filter(Boolean).join('\n'), style: 'message' },
      { text: say(paper, howOf[notice.kind]), style: 'how' },
    ],
  };
}

const howOf = { warning: 'sheet/how', order: 'sheet/how.order', check: 'sheet/how.check', test: 'sheet/how.check' } as const;

/** Of a warning its level and version; an order has neither, and must not look as if it had. */
function whichOf(paper: Paper): string[] {
  const { notice, language } = paper;
  if (notice.level === null) return [];
  return [wordIn(language, `level/${notice.level}`), say(paper, 'sheet/version', { version: notice.version })];
}

/** What must never be overlooked: that this is a drill, that the people are made up, or that the names are real. */
function marks(paper: Paper): string[] {
  const { notice, isSynthetic, printed } = paper;
  return [
    ...(notice.mode === 'actual' ? [] : [say(paper, `sheet/drill.${notice.mode}`)]),
    ...(isSynthetic ? [say(paper, 'sheet/synthetic')] : []),
    printed.purpose === null
      ? say(paper, 'sheet/masked')
      : `${say(paper, 'sheet/clear')} ${say(paper, 'sheet/purpose', { purpose: printed.purpose })}`,
  ];
}

type Numbered<Line> = Line & { code: string };

function peopleTable(paper: Paper, lines: readonly Numbered<PersonLine>[]): Content {
  const rows = lines.map(({ call, code }): TableCell[] => [
    { text: code, style: 'line' },
    {
      stack: [
        { text: wordIn(paper.language, `post/${call.postKind}`), style: 'small' },
        { text: call.name, bold: true },
      ],
    },
    { text: call.phones.join('\n') },
    { text: stateOf(paper, call) },
    boxes(paper),
    scan(code),
  ]);
  return table(paper, {
    areaCode: lines[0]!.areaCode,
    title: 'people',
    columns: ['line', 'person', 'phone', 'state', 'reply', 'scan'],
    widths: [52, 88, 72, 44, '*', 66],
    rows,
  });
}

function householdTable(paper: Paper, lines: readonly Numbered<HouseholdLine>[]): Content {
  const rows = lines.map(({ household, code }): TableCell[] => [
    { text: code, style: 'line' },
    {
      stack: [
        { text: [{ text: household.name, bold: true }, `  ${say(paper, 'sheet/people-count', { count: household.people })}`] },
        { text: household.categories.map((category) => wordIn(paper.language, `evacueeCategory/${category}`)).join('、'), style: 'small' },
        { text: household.needs.map((need) => wordIn(paper.language, `need/${need}`)).join('、'), style: 'need' },
        ...(household.calledAs === 'village' ? [{ text: say(paper, 'sheet/nobody-called'), style: 'small' }] : []),
      ],
    },
    { stack: [paper.language === 'zh' ? household.shelterZh : household.shelterEn, { text: household.guardian, style: 'small' }] },
    boxes(paper),
    scan(code),
  ]);
  return table(paper, {
    areaCode: lines[0]!.areaCode,
    title: 'households',
    columns: ['line', 'household', 'shelter', 'reply', 'scan'],
    widths: [52, 104, 104, '*', 66],
    rows,
  });
}

interface Table {
  areaCode: AreaCode;
  title: 'people' | 'households';
  columns: readonly string[];
  widths: (number | '*')[];
  rows: TableCell[][];
}

/** The place and what is listed stand in the head, which every page repeats: sheets of paper come apart. */
function table(paper: Paper, { areaCode, title, columns, widths, rows }: Table): Content {
  const caption = `${placeName(paper, areaCode)} · ${say(paper, `sheet/${title}`)} (${rows.length})`;
  const captionRow: TableCell[] = columns.map((_column, at) =>
    at === 0 ? { text: caption, style: 'section', colSpan: columns.length } : {},
  );
  const heads = columns.map((column): TableCell => ({ text: say(paper, `sheet/column.${column}`), style: 'head' }));
  return {
    table: { headerRows: 2, keepWithHeaderRows: 1, dontBreakRows: true, widths, body: [captionRow, heads, ...rows] },
    layout: tableLook,
    margin: [0, 6, 0, 0],
  };
}

/** Two lines of three boxes: a box never stands apart from its word. */
function boxes(paper: Paper): TableCell {
  const box = (reply: string) => `□\u00a0${say(paper, `sheet/reply.${reply}`).replaceAll(' ', '\u00a0')}`;
  // Never broken: as one piece each line is measured and drawn once, not letter by letter.
  return {
    noWrap: true,
    stack: [
      paper.notice.answers.slice(0, 3).map(box).join('   '),
      paper.notice.answers.slice(3).map(box).join('   '),
      // Who is only asked whether the call reached them has moved nobody.
      ...(paper.notice.answers.includes('done') ? [{ text: say(paper, 'sheet/moved-refused'), style: 'blank' }] : []),
      { text: say(paper, 'sheet/at-by'), style: 'blank' },
    ],
  };
}

function scan(code: string): TableCell {
  return { image: code, width: 66 };
}

function stateOf(paper: Paper, { state, progress, needHelp, cannot }: PaperCall): string {
  if (needHelp) return say(paper, 'call/needHelp');
  // An order is accepted where a warning is heard.
  const replies = paper.notice.kind === 'order' ? 'orderReply' : 'call';
  if (cannot) return say(paper, `${replies}/cannot`);
  return say(paper, state === 'answered' && progress ? `${replies}/${progress}` : `call/${state}`);
}

function footerOf(paper: Paper): string {
  const { printed } = paper;
  const printedBy = say(paper, 'sheet/printed', { at: minuteText(printed.at), by: printed.by });
  const numbered = `${say(paper, 'sheet/title')} ${say(paper, 'sheet/number', { number: paper.sheetId })}`;
  return [numbered, printedBy, ...marks(paper), ...signedOf(paper)].join(' · ');
}

/** Paper outlives the database: a log that is rewritten later no longer has this hash at this fact. */
function signedOf(paper: Paper): string[] {
  const { logHead } = paper.printed;
  return logHead ? [say(paper, 'sheet/logHead', { seq: String(logHead.seq), hash: logHead.hash.slice(0, 16) })] : [];
}

function placeName({ areas, language }: Paper, code: AreaCode): string {
  const area = areas.get(code);
  if (!area) return code;
  return language === 'zh' ? `${area.parentZh} ${area.nameZh}` : [area.nameEn, area.parentEn].filter(Boolean).join(', ');
}

function say({ language }: Paper, key: string, places?: Record<string, string | number>): string {
  return wordIn(language, key, places);
}

/** `2022-09-14 08:30` in Beijing. */
function minuteText(at: string): string {
  return momentText(at).slice(0, 16);
}
