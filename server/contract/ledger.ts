import { z } from 'zod';
import { AreaCode } from './areas.ts';
import { answerers, callStates, CallId, CallOutId, qualityFlags, receiptKinds } from './calls.ts';
import { channels } from './channels.ts';
import { IncidentId, incidentModes } from './incidents.ts';
import { NoticeId, noticeKinds } from './notices.ts';
import { Moment } from './moment.ts';
import { RevealRequest } from './people.ts';
import { postKinds, reaches } from './policies.ts';
import { WarningId, warningLevels } from './warnings.ts';

/** An attempt to reach somebody, or a receipt that came back. Neither is ever removed. */
export const ledgerEntries = ['attempt', 'receipt'] as const;
export type LedgerEntryKind = (typeof ledgerEntries)[number];

/** Why an attempt was made. */
export const attemptReasons = ['called', 'redialled', 'escalated', 'byHand', 'reminder', 'allClear', 'printed'] as const;

export const ledgerChannels = [...channels, 'desk'] as const;

export const LedgerFilter = z.object({
  /** Without it, and without a call-out: all but the watchdog's own. */
  incident: IncidentId.optional(),
  callOut: CallOutId.optional(),
  area: AreaCode.optional(),
  /** Of a warning. */
  level: z.enum(warningLevels).optional(),
  postKind: z.enum([...postKinds, 'household']).optional(),
  channel: z.enum(ledgerChannels).optional(),
  /** Of the call, as it stands now. */
  state: z.enum(callStates).optional(),
  entry: z.enum(ledgerEntries).optional(),
  /** Incident time, `from` included and `to` not. */
  from: Moment.optional(),
  to: Moment.optional(),
});
export type LedgerFilter = z.infer<typeof LedgerFilter>;

export const LedgerQuery = LedgerFilter.extend({
  /** Where the page before ended. */
  cursor: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z~(a[1-9]\d{0,14}|r[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/, 'not a cursor')
    .refine((cursor) => Moment.safeParse(cursor.slice(0, 24)).success, 'not a cursor')
    .optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});
export type LedgerQuery = z.infer<typeof LedgerQuery>;

/** What is exported; with a purpose in the clear, which is kept in the audit trail. */
export const LedgerExport = LedgerFilter.extend({
  purpose: RevealRequest.shape.purpose.optional(),
  lang: z.enum(['zh', 'en']).default('zh'),
});
export type LedgerExport = z.infer<typeof LedgerExport>;

const instant = z.string().nullable();

/** One line of the ledger. Times are the incident's, but for what gateways report, which is wall time. */
export const LedgerEntry = z.object({
  /** `A` and the number of the attempt, or `R` and the id of the receipt: never changes. */
  number: z.string(),
  entry: z.enum(ledgerEntries),
  /** When the attempt was queued, or the receipt came in. */
  at: z.string(),
  incidentId: IncidentId,
  incidentName: z.string(),
  incidentMode: z.enum(incidentModes),
  noticeId: NoticeId,
  /** What was called about, and what produced it. */
  noticeKind: z.enum(noticeKinds),
  /** Null: it was no warning. */
  warningId: WarningId.nullable(),
  /** Of the warning; of an order its number. */
  identifier: z.string(),
  version: z.number().int(),
  event: z.string(),
  level: z.enum(warningLevels).nullable(),
  /** When the warning was sent, or the order given. */
  issuedAt: z.string(),
  callOutId: CallOutId,
  callId: CallId,
  areaCode: AreaCode,
  areaNameZh: z.string(),
  areaNameEn: z.string(),
  /** Users; null where the server called out by itself. */
  orderedBy: instant,
  releasedBy: instant,
  /** The called person. */
  personId: z.number().int(),
  name: z.string(),
  postKind: z.string(),
  /** Level of the post: city, county, township, village, household. */
  postLevel: z.string(),
  callState: z.enum(callStates),
  /** Who was reached for the call, or who answered for it, and as what. */
  reach: z.enum([...reaches, ...answerers]),
  reachedName: z.string(),
  channel: z.enum(ledgerChannels),
  /** The number or address; null for a page and for paper. */
  address: z.string().nullable(),
  reason: z.enum(attemptReasons).nullable(),
  rung: z.number().int().nullable(),
  tries: z.number().int().nullable(),
  dialledAt: instant,
  connectedAt: instant,
  answeredAt: instant,
  /** What became of the attempt: as the gateway says, else its state. Null for a receipt. */
  result: z.string().nullable(),
  failure: z.string().nullable(),
  /** How much of the spoken message was heard. */
  heardSeconds: z.number().nullable(),
  /** What the gateway calls it: its recording is found by it. */
  providerId: z.string().nullable(),
  /** What a receipt says. */
  reply: z.enum(receiptKinds).nullable(),
  /** When it was said, by the clock of the device. */
  saidAt: instant,
  counts: z.record(z.string(), z.number()).nullable(),
  /** The first member of the household that a receipt speaks of; null when it speaks of the call. */
  household: z.string().nullable(),
  /** Number of the receipt that has corrected this one, which counts no longer. */
  replacedBy: z.string().nullable(),
  note: z.string().nullable(),
  flags: z.array(z.enum(qualityFlags)),
  /** Of the call: when its person was first said to be on post. */
  onPostAt: instant,
  /** Whether somebody who went to the door answered for the call. */
  confirmedOnSite: z.boolean(),
  /** Of the call-out. */
  closedAt: instant,
  closeReason: z.string().nullable(),
  /** Name of the user who brought the message that ended it, or released what took its place; null: it runs, or ended by itself. */
  closedBy: z.string().nullable(),
  /** Identifier of the warning that ended it. */
  closedByWarning: z.string().nullable(),
  synthetic: z.boolean(),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

/** Newest first. `next` is the cursor of the following page; null at the end. */
export const LedgerPage = z.object({ entries: z.array(LedgerEntry), next: z.string().nullable() });
export type LedgerPage = z.infer<typeof LedgerPage>;

/** How calls stand together. A call that was made again for a newer version counts with that one. */
export const LedgerShare = z.object({
  calls: z.number().int(),
  answered: z.number().int(),
  /** With those escalated and unroused. */
  silent: z.number().int(),
  unroused: z.number().int(),
  /** Answered at a time that only a phone has said whose clock is not believed: in no time below. */
  untimed: z.number().int(),
  /** From the call to its answer: half of the answered took no longer; null when nobody has answered. */
  medianAnswerSeconds: z.number().nullable(),
  /** Nine of ten of the answered took no longer. */
  slowAnswerSeconds: z.number().nullable(),
});
export type LedgerShare = z.infer<typeof LedgerShare>;

/**
 * The ledger in sums. Calls are those that fit incident, call-out, area, level, post and state, called between `from` and `to`;
 * attempts and receipts are theirs, narrowed by channel and entry too.
 */
export const LedgerStatistics = z.object({
  totals: LedgerShare,
  /** By the level below the chosen area; what belongs to the area itself stands under its own code. */
  byArea: z.array(LedgerShare.extend({ areaCode: AreaCode, nameZh: z.string(), nameEn: z.string() })),
  byLevel: z.array(LedgerShare.extend({ level: z.enum(warningLevels).nullable() })),
  byChannel: z.array(
    z.object({
      channel: z.enum(ledgerChannels),
      attempts: z.number().int(),
      /** Left, and nothing went wrong so far. */
      sent: z.number().int(),
      /** On a device, or confirmed by the gateway. */
      delivered: z.number().int(),
      failed: z.number().int(),
      unknown: z.number().int(),
      receipts: z.number().int(),
    }),
  ),
  /** Hours of Beijing in which anything happened. */
  byHour: z.array(z.object({ hour: z.string(), attempts: z.number().int(), receipts: z.number().int(), answers: z.number().int() })),
  /** People as the last receipt with counts of each call and household says: it is said anew, it never adds up with itself. */
  counts: z.record(z.string(), z.number().int()),
});
export type LedgerStatistics = z.infer<typeof LedgerStatistics>;

export const AcksQuery = z.object({ mode: z.enum(incidentModes).default('actual') });
