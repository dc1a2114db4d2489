import { progressSteps, type CallId, type ReceiptKind } from '../contract/calls.ts';
import type { NoticeAnswer } from '../contract/notice-answers.ts';
import type { SheetResult } from '../contract/sheets.ts';

/** What a printed line stands for. */
export interface LineSubject {
  callId: CallId;
  /** Null: the line is the called person's own. */
  householdId: number | null;
  /** Whom it speaks of: the same on every print of a call-out, whichever call a household hangs on. */
  subject: string;
}

/** What was said of a subject before and holds. */
export interface EarlierReceipt {
  receiptId: string;
  subject: string;
  kind: ReceiptKind;
  counts: SheetResult['counts'] | null;
  note: string | null;
  /** Noted by the desk, not said on a phone. */
  isTyped: boolean;
}

/** A result as it counts. */
export type CountedResult = SheetResult & { kind: ReceiptKind };

export interface TypedLine {
  result: CountedResult;
  /** Null: there is no such line, it is not the typist's, or what was typed is none of its answers. */
  line: LineSubject | null;
  /** Why there is none, where the line itself is right. */
  refusal?: 'sheet/not-asked';
  /** Of the receipt that is made of it, if one is. */
  receiptId: string;
}

/** What becomes of a result: nothing new, a receipt, or one that corrects earlier ones. */
export interface LineReading extends TypedLine {
  outcome: 'taken' | 'corrected' | 'known';
  replaces: readonly string[];
}

/** Whether a notice that asks for these answers can be told so on paper. That help has come is no answer, but may be said of any call. */
export function isAskedFor(kind: SheetResult['kind'], answers: readonly NoticeAnswer[]): boolean {
  return kind === 'helped' || answers.includes(kind);
}

/** Reads results one after another, each as if it had come alone: the second time a line says the same it is known. */
export function readResults(lines: readonly TypedLine[], earlier: readonly EarlierReceipt[]): LineReading[] {
  let standing = earlier;
  return lines.map((typed) => {
    const { line, result, receiptId } = typed;
    const said = standing.filter(({ subject }) => subject === line?.subject);
    if (!line || said.some((receipt) => repeats(result, receipt))) return { ...typed, outcome: 'known', replaces: [] };
    const replaced = said.filter((receipt) => corrects(result, receipt, line));
    const { kind, counts = null, note = null } = result;
    standing = [
      ...standing.filter((receipt) => !replaced.includes(receipt)),
      { receiptId, subject: line.subject, kind, counts, note, isTyped: true },
    ];
    return { ...typed, outcome: replaced.length > 0 ? 'corrected' : 'taken', replaces: replaced.map((receipt) => receipt.receiptId) };
  });
}

/** Whether paper says what was said before, by its link, on another print or at the desk; a number or a note that is new says more. */
function repeats({ kind, counts, note }: CountedResult, before: EarlierReceipt): boolean {
  return before.kind === kind && (!hasCounts(counts) || isSameCount(before.counts, counts)) && (!note || note === before.note);
}

/**
 * Whether paper contradicts what was said before: other numbers for the same step; or of a household a step that comes before the one
 * that the desk noted, since nobody may be taken for safe by a slip of the hand. What a person has answered stays: late paper tells
 * earlier steps too.
 */
function corrects({ kind, counts }: CountedResult, before: EarlierReceipt, { householdId }: LineSubject): boolean {
  if (before.kind === kind) return hasCounts(counts) && hasCounts(before.counts);
  return householdId !== null && before.isTyped && isStepBefore(kind, before.kind);
}

function isStepBefore(kind: ReceiptKind, other: ReceiptKind): boolean {
  const [at, otherAt] = [kind, other].map((each) => progressSteps.findIndex((step) => step === each)) as [number, number];
  return at !== -1 && at < otherAt;
}

function hasCounts(counts: SheetResult['counts'] | null): counts is NonNullable<SheetResult['counts']> {
  return counts !== undefined && counts !== null && Object.keys(counts).length > 0;
}

function isSameCount(before: EarlierReceipt['counts'], counts: NonNullable<SheetResult['counts']>): boolean {
  const text = (each: object) => JSON.stringify(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)));
  return text(before ?? {}) === text(counts);
}
