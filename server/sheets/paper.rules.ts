import type { AreaCode } from '../contract/areas.ts';
import type { Call, CallId } from '../contract/calls.ts';
import type { IncidentMode } from '../contract/incidents.ts';
import type { NoticeAnswer } from '../contract/notice-answers.ts';
import type { NoticeKind, NoticeWords } from '../contract/notices.ts';
import type { WarningLevel } from '../contract/warnings.ts';

/** What every page says of the notice. */
export interface PaperNotice {
  kind: NoticeKind;
  /** Of a warning its identifier, of an order its number. */
  subject: string;
  words: NoticeWords;
  answers: readonly NoticeAnswer[];
  level: WarningLevel | null;
  version: number;
  sent: string;
  mode: IncidentMode;
}

/** A person who is called, or a household for which its first member is. */
export interface PaperCall extends Pick<Call, 'state' | 'progress' | 'needHelp' | 'cannot' | 'areaCode' | 'personId' | 'postKind'> {
  callId: CallId;
  householdId: number | null;
  name: string;
  phones: string[];
  synthetic: boolean;
}

/** A household to be moved, and the call of who keeps it. */
export interface PaperHousehold {
  householdId: number;
  areaCode: AreaCode;
  /** Of its first member. */
  name: string;
  people: number;
  categories: string[];
  needs: string[];
  shelterZh: string;
  shelterEn: string;
  guardian: string;
  /** Whose call its line hangs on. village: nobody is called for this household, and somebody else of its village keeps what is said. */
  calledAs: 'household' | 'guardian' | 'lead' | 'village';
  callId: CallId;
  /** Who answers for the household by its code: the first member, or the guardian of one that has none. */
  personId: number;
}

/** A line of a sheet, as what comes back names it. */
interface Line {
  callId: CallId;
  /** Null: the line is the called person's own, also where that is a household. */
  householdId: number | null;
  areaCode: AreaCode;
  /** Who answers by its code. */
  personId: number;
}

export type PersonLine = Line & { call: PaperCall };
export type HouseholdLine = Line & { household: PaperHousehold };
export type PaperLine = PersonLine | HouseholdLine;

/** Village by village as it is walked, the people first, then every household: each has a line of its own. */
export function paperLines(calls: readonly PaperCall[], households: readonly PaperHousehold[]): PaperLine[] {
  const listed = new Set(households.map(({ householdId }) => householdId));
  const people = calls.filter(({ householdId }) => householdId === null || !listed.has(householdId));
  const villages = [...new Set(calls.map(({ areaCode }) => areaCode))];
  return villages.flatMap((village): PaperLine[] => [
    ...people.filter(({ areaCode }) => areaCode === village).map(personLine),
    ...households.filter(({ areaCode }) => areaCode === village).map(householdLine),
  ]);
}

function personLine(call: PaperCall): PersonLine {
  const { callId, areaCode, personId } = call;
  return { callId, householdId: null, areaCode, personId, call };
}

function householdLine(household: PaperHousehold): HouseholdLine {
  const { callId, householdId, calledAs, areaCode, personId } = household;
  return { callId, householdId: calledAs === 'household' ? null : householdId, areaCode, personId, household };
}

/** Heights in points, as the documents turn out to be: an A4 page between its margins, and what stands on it. */
const heights = { page: 770, heading: 92, tableHead: 44, row: 77 };
/** Letters of the message that fit on one of its lines. */
const lettersOfLine = 58;
const messageLine = 17;

/** About how many pages the lines take: every village begins on a page of its own, under the words of the notice. */
export function pagesOf(lines: readonly PaperLine[], { words }: Pick<PaperNotice, 'words'>): number {
  const message =
    [words.zh.description, words.zh.instruction].reduce((sum, text) => sum + Math.ceil(text.length / lettersOfLine), 0) * messageLine;
  const villages = new Map<AreaCode, { people: number; households: number }>();
  for (const line of lines) {
    const village = villages.get(line.areaCode) ?? { people: 0, households: 0 };
    villages.set(line.areaCode, village);
    village['call' in line ? 'people' : 'households']++;
  }
  return [...villages.values()].reduce((sum, village) => sum + pagesOfVillage(village, heights.heading + message), 0);
}

/** Rows are never broken, and a page that goes on repeats the head of its table. */
function pagesOfVillage({ people, households }: { people: number; households: number }, heading: number): number {
  let [pages, left] = [1, heights.page - heading];
  for (const count of [people, households]) {
    if (count > 0) left -= heights.tableHead;
    for (let row = 0; row < count; row++) {
      if (left < heights.row) [pages, left] = [pages + 1, heights.page - heights.tableHead];
      left -= heights.row;
    }
  }
  return pages;
}

export interface PaperArea {
  code: AreaCode;
  nameZh: string;
  nameEn: string;
  parentZh: string;
  parentEn: string;
}
