import { z } from 'zod';
import { AreaCode } from './areas.ts';
import { Call, CallId, CallOutId, SaidReceipt } from './calls.ts';
import { noticeAnswers, noticeKinds } from './notices.ts';
import { RevealRequest } from './people.ts';
import { warningLevels } from './warnings.ts';

/** The number printed on a sheet. */
export const SheetId = z.coerce.number().int().positive().max(2_147_483_647);

export const SheetQuery = z.object({
  /** A county, a township or a village: what one print covers. */
  area: AreaCode,
  /** Why names and numbers are printed in full; without it they are masked. */
  purpose: RevealRequest.shape.purpose.optional(),
  lang: z.enum(['zh', 'en']).default('zh'),
  /** silent: who still owes an answer, and households of which nothing was said yet. all: those who have answered too. */
  who: z.enum(['silent', 'all']).default('silent'),
  /** Of the area only these calls, by id, joined by commas. */
  calls: z
    .string()
    .regex(/^[0-9a-f-]{36}(,[0-9a-f-]{36}){0,199}$/, 'not ids of calls')
    .optional(),
});
export type SheetQuery = z.infer<typeof SheetQuery>;

/** As many calls as {@link SheetQuery} may name. */
export const mostNamedCalls = 200;

/** What a print would hold. */
export const SheetPlan = z.object({
  people: z.number().int(),
  households: z.number().int(),
  /** About: the layout decides. */
  pages: z.number().int(),
  /** Lines that one print may hold at most are exceeded. */
  isTooMuch: z.boolean(),
});
export type SheetPlan = z.infer<typeof SheetPlan>;

/**
 * What is told while a print is made, one JSON object a line: how far it is, then its number and length. So many bytes of PDF follow.
 * A print that fails on its way ends with its refusal instead.
 */
export const PrintNews = z.union([
  z.object({ share: z.number().min(0).max(1) }),
  z.object({ sheetId: SheetId, pages: z.number().int(), bytes: z.number().int() }),
]);
export type PrintNews = z.infer<typeof PrintNews>;

/** More lines than this are not printed in one go: 5,000 are about 700 pages. */
export const mostSheetLines = 5_000;

/** A line of a printed sheet and how its call, or what was said of its household, stands now. */
export const SheetLine = z.object({
  line: z.number().int(),
  /** As printed: `sheet-line-check`, digits alone, so that a number pad is enough. */
  code: z.string(),
  /** The call of the line, or the one that the household of the line hangs on: several households may share it. */
  callId: CallId,
  /** Null: the line is the called person's own. */
  householdId: z.number().int().nullable(),
  /** Of the called person, or of the first member of the household. */
  maskedName: z.string(),
  /** The kind of post, or `household`. */
  postKind: z.string(),
  areaCode: AreaCode,
  areaNameZh: z.string(),
  areaNameEn: z.string(),
  state: Call.shape.state,
  progress: Call.shape.progress,
  needHelp: z.boolean(),
  cannot: z.boolean(),
});
export type SheetLine = z.infer<typeof SheetLine>;

export const CallSheet = z.object({
  id: SheetId,
  callOutId: CallOutId,
  areaCode: AreaCode,
  headline: z.string(),
  level: z.enum(warningLevels).nullable(),
  noticeKind: z.enum(noticeKinds),
  /** What its boxes say, and nothing else is taken for its lines. */
  answers: z.array(z.enum(noticeAnswers)),
  incidentMode: z.enum(['actual', 'exercise', 'test']),
  /** Incident time. */
  printedAt: z.string(),
  lines: z.array(SheetLine),
});
export type CallSheet = z.infer<typeof CallSheet>;

/** What somebody wrote on a line of a sheet. */
export const SheetResult = SaidReceipt.pick({ kind: true, note: true, counts: true }).extend({
  /** The code printed on the line, in any spelling: `12-034-7`, `１２ ０３４ ７`. */
  line: z.string().min(1).max(40),
});
export type SheetResult = z.infer<typeof SheetResult>;

export const SheetResults = z.object({ results: z.array(SheetResult).min(1).max(500) });

/**
 * taken: noted now. corrected: noted now, in place of what the line had said before, which stays in the ledger. known: the same was said
 * before, on paper or by a link. refused: see `code`.
 */
export const SheetOutcome = z.object({
  line: z.string(),
  outcome: z.enum(['taken', 'corrected', 'known', 'refused']),
  code: z.string().nullable(),
  /** The call as it then stands, for the line of a household as was said of that; null when refused. */
  call: Call.nullable(),
});
export type SheetOutcome = z.infer<typeof SheetOutcome>;

export const SheetOutcomes = z.object({ outcomes: z.array(SheetOutcome) });
export type SheetOutcomes = z.infer<typeof SheetOutcomes>;
