import { z } from 'zod';
import { AreaCode } from './areas.ts';
import { channels } from './channels.ts';
import { IncidentId } from './incidents.ts';
import { Prediction } from './plans.ts';
import { receiptKindOf, type NoticeAnswer } from './notice-answers.ts';
import { noticeAnswers, NoticeId, noticeKinds } from './notices.ts';
import { WarningId, warningLevels } from './warnings.ts';

export const CallOutId = z.uuid().brand<'CallOutId'>();
export type CallOutId = z.infer<typeof CallOutId>;
export const CallId = z.uuid().brand<'CallId'>();
export type CallId = z.infer<typeof CallId>;

/**
 * silent: called, no answer yet. escalated: silent, and a deputy or superior was reached for it. unroused: silent, ladder spent.
 * answered: heard or more, for the version in force. stale: answered, then the warning changed. superseded: unanswered, and
 * called again for the next version.
 */
export const callStates = ['silent', 'escalated', 'unroused', 'answered', 'stale', 'superseded'] as const;
export type CallState = (typeof callStates)[number];

/** Who still owes an answer to the version in force. */
export const owingStates = ['silent', 'escalated', 'unroused'] as const satisfies readonly CallState[];

export function isOwing({ state }: { state: CallState }): boolean {
  return owingStates.some((owing) => owing === state);
}

/**
 * Who owes an answer to the version in force, or has given it: the whole of which every share is taken. The others belong to an earlier
 * version and are in no share, on no board and on no sheet.
 */
export const owedStates = ['answered', ...owingStates] as const satisfies readonly CallState[];

/** Of an earlier version: the others. */
export const replacedStates = ['stale', 'superseded'] as const satisfies readonly CallState[];

/** What a person sent back, ascending; needHelp and cannot may come at any time. helped: the help that was asked for has come. */
export const receiptKinds = ['heard', 'onPost', 'acting', 'done', 'needHelp', 'cannot', 'helped'] as const;
export type ReceiptKind = (typeof receiptKinds)[number];
export const progressSteps = ['heard', 'onPost', 'acting', 'done'] as const;
export type Progress = (typeof progressSteps)[number];

/**
 * Who gave the answer that counts: the called person, or somebody who was reached for the call and has reached the person by hand.
 * household: said of one household, by its line on a sheet; it answers no call but the household's own.
 */
export const answerers = ['self', 'deputy', 'superior', 'door', 'assignee', 'desk', 'household'] as const;
export type AnsweredBy = (typeof answerers)[number];

/**
 * Doubts about an answer. manyFromDevice: one device answered many calls within a minute. beforeDelivery: answered before anything had
 * reached the person. noLaterAction: heard, and nothing done since in the time that the policy gives; taken
 * off by an action, and never there where the policy asks for none by leaving out reminders. deviceClock: the device said a time that
 * cannot be, so that the answer counts from when it arrived. countsDoubted: it told of far more people than the register knows there;
 * its numbers are in no sum until somebody says them anew, or an officer does.
 */
export const qualityFlags = ['manyFromDevice', 'beforeDelivery', 'noLaterAction', 'deviceClock', 'countsDoubted'] as const;
export type QualityFlag = (typeof qualityFlags)[number];

/**
 * How many of an area's calls stand where. `silent` includes escalated and unroused: all who still owe an answer.
 * total = answered + silent + stale + superseded.
 */
export const Tally = z.object({
  total: z.number().int(),
  answered: z.number().int(),
  silent: z.number().int(),
  escalated: z.number().int(),
  unroused: z.number().int(),
  /** Of the unroused the households; the others hold a post, which somebody else could take over. */
  unrousedHouseholds: z.number().int().default(0),
  stale: z.number().int(),
  superseded: z.number().int(),
  /** Asked for help by this call-out. A record: who needs help now is counted from the requests for help, which outlive it. */
  needHelp: z.number().int(),
  /** Said that they cannot act, of themselves or of a household: who said it of themselves counts as answered too. */
  cannot: z.number().int().default(0),
  /** When the longest silent call was first called; null when nobody is silent. */
  silentSince: z.string().nullable(),
});
export type Tally = z.infer<typeof Tally>;

/** awaitingRelease: made ready, nobody is called before a second person releases it. */
export const callOutStates = ['awaitingRelease', 'running', 'closed', 'cancelled'] as const;
export type CallOutState = (typeof callOutStates)[number];

/** It may still ring, or may be let to. */
export const openCallOutStates = ['awaitingRelease', 'running'] as const satisfies readonly CallOutState[];

export const CallOut = z.object({
  id: CallOutId,
  incidentId: IncidentId,
  /** What it is about; logs of earlier releases do not say: a warning, which shares its id with its notice. */
  noticeId: NoticeId.optional(),
  noticeKind: z.enum(noticeKinds).optional(),
  /** Null: it is about no warning, but about an order or a test. */
  warningId: WarningId.nullable(),
  /** Of a warning; null: what it is about has none. */
  level: z.enum(warningLevels).nullable(),
  state: z.enum(callOutStates),
  openedAt: z.string(),
  closedAt: z.string().nullable(),
  /** Why calling stopped; null while it runs. */
  closeReason: z.string().nullable(),
  answerWithinMinutes: z.number(),
  policyId: z.string(),
  policyIsDefault: z.boolean(),
  /** User ids; null where the server did it by itself. */
  requestedBy: z.number().int().nullable(),
  releasedBy: z.number().int().nullable(),
  releasedAt: z.string().nullable(),
  /** Why one person alone released it: shouted on every screen. */
  overrideReason: z.string().nullable(),
  /** What the plan said before the button. */
  prediction: Prediction.nullable(),
});
export type CallOut = z.infer<typeof CallOut>;
export const CallOutReport = CallOut.extend(Tally.shape);
export type CallOutReport = z.infer<typeof CallOutReport>;

export const Call = z.object({
  id: CallId,
  callOutId: CallOutId,
  personId: z.number().int(),
  /** The kind of post that is called, or `household`. */
  postKind: z.string(),
  areaCode: AreaCode,
  state: z.enum(callStates),
  progress: z.enum(progressSteps).nullable(),
  needHelp: z.boolean(),
  cannot: z.boolean(),
  answeredBy: z.enum(answerers).nullable(),
  flags: z.array(z.enum(qualityFlags)),
  rung: z.number().int(),
  dueAt: z.string().nullable(),
  calledAt: z.string(),
  shownAt: z.string().nullable(),
  answeredAt: z.string().nullable(),
});
export type Call = z.infer<typeof Call>;
/** A row of the call board: the masked name comes over HTTP, never with a fact. */
export const CallRow = Call.extend({
  /** Within its call-out, from 1, by area: says who is meant where names are masked alike. */
  number: z.number().int(),
  maskedName: z.string(),
  /** The last four digits of the first telephone; null: none, or not for this role. */
  phoneEnd: z.string().nullable(),
  /** The area whose tally counts it: a township, or a county or the city for posts of their own. */
  tallyCode: AreaCode,
  /** `/field?token=...`, or empty for who may not answer for others. */
  fieldUrl: z.string(),
});
export type CallRow = z.infer<typeof CallRow>;

/** `next` is the cursor of the following page; null at the end. */
export const CallPage = z.object({ calls: z.array(CallRow), next: z.string().nullable() });
export type CallPage = z.infer<typeof CallPage>;

/** The orders in which calls are listed. silence: those who owe an answer first, unroused before escalated before silent, longest first. */
export const callOrders = ['area', 'silence'] as const;
export type CallOrder = (typeof callOrders)[number];

/** The level of the tree that a called person's post belongs to; `household` also for those called as a household. */
export const callLevels = ['city', 'county', 'township', 'village', 'household'] as const;
export type CallLevel = (typeof callLevels)[number];

export const CallsQuery = z
  .object({
    /** Where the page before ended, in its order: tally area, area and call; or rank, milliseconds and call. */
    cursor: z
      .string()
      .regex(/^([0-9]{12}\.[0-9]{12}|[0-9]\.[0-9]{1,15})\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'not a cursor')
      .optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(200),
    area: AreaCode.optional(),
    state: z.enum(callStates).optional(),
    postKind: z.string().max(64).optional(),
    level: z.enum(callLevels).optional(),
    /** Calls for which this channel was tried. */
    channel: z.enum(channels).optional(),
    sort: z.enum(callOrders).default('area'),
  })
  .refine(({ cursor, sort }) => cursor === undefined || /^[0-9]{12}/.test(cursor) === (sort === 'area'), {
    path: ['cursor'],
    message: 'of another order',
  });
export type CallsQuery = z.infer<typeof CallsQuery>;

/** Without `under`: city, counties and townships. With a township: the villages below it, and the township's own posts. */
export const TreeQuery = z.object({ under: AreaCode.optional() });
export type TreeQuery = z.infer<typeof TreeQuery>;

export const TreeNode = Tally.extend({
  areaCode: AreaCode,
  parentCode: AreaCode.nullable(),
  level: z.enum(['city', 'county', 'township', 'village']),
});
export type TreeNode = z.infer<typeof TreeNode>;

export const NewReceipt = z.object({
  receiptId: z.uuid(),
  kind: z.enum(receiptKinds),
  /**
   * When it was said, by the clock of the device, in the incident's time. Phones lose their clocks: whatever is written here, the
   * answer is taken, and one that cannot be true counts from when it arrived.
   */
  at: z.string().max(64).optional(),
  note: z.string().max(500).optional(),
  counts: z
    .partialRecord(z.enum(['moved', 'refused', 'absent', 'sheltered', 'withRelatives']), z.number().int().min(0).max(100_000))
    .optional(),
  /** Where the device was, WGS 84. */
  position: z
    .object({
      lng: z.number().min(-180).max(180),
      lat: z.number().min(-90).max(90),
      accuracyMeters: z.number().min(0).max(1_000_000).optional(),
    })
    .optional(),
  /** A name that the device gave itself: many answers from one within a minute are shown as doubtful. */
  device: z
    .string()
    .regex(/^[0-9a-zA-Z-]{8,64}$/)
    .optional(),
});
export type NewReceipt = z.infer<typeof NewReceipt>;

/** The same as it is handed in over HTTP: what an order asks for may be said by its own name. */
export const SaidReceipt = NewReceipt.extend({ kind: z.enum([...receiptKinds, ...noticeAnswers]) });

/** As it counts. */
export function receiptSaid({ kind, ...said }: z.infer<typeof SaidReceipt>): NewReceipt {
  return { ...said, kind: kindSaid(kind) };
}

export function kindSaid(kind: ReceiptKind | NoticeAnswer): ReceiptKind {
  return kind in receiptKindOf ? receiptKindOf[kind as NoticeAnswer] : (kind as ReceiptKind);
}
