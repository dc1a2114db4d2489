import { z } from 'zod';
import { AreaCode } from './areas.ts';
import { Moment } from './moment.ts';
import { ChainProof, RowsProof } from './proofs.ts';

export const IncidentId = z.uuid().brand<'IncidentId'>();
export type IncidentId = z.infer<typeof IncidentId>;
/** Of a request whose path has no room for the incident: what cannot be an id names nothing, as in a path. */
export const IncidentNamed = z.object({ incident: z.string() });

export const incidentModes = ['actual', 'exercise', 'test'] as const;
export type IncidentMode = (typeof incidentModes)[number];

/** Incident time = `at + (wall - setAt) * rate`, or `at` while paused. An actual incident has none: the wall clock. */
export const IncidentClock = z.object({
  at: z.iso.datetime({ offset: true }),
  setAt: z.iso.datetime({ offset: true }),
  /** Incident seconds per wall second. */
  rate: z.number().positive().max(3600),
  paused: z.boolean(),
});
export type IncidentClock = z.infer<typeof IncidentClock>;

export const Incident = z.object({
  id: IncidentId,
  name: z.string(),
  kind: z.string(),
  mode: z.enum(incidentModes),
  state: z.enum(['open', 'closed']),
  areaCode: AreaCode,
  typhoonId: z.string().nullable(),
  openedAt: z.string(),
  /** Absent in facts of older logs, as is the next. */
  closedAt: z.string().nullable().optional(),
  /** Somebody has asked to open it again; a second person has to agree. By whom: a user id; when: by the wall. */
  reopening: z.object({ by: z.number().int(), at: z.string() }).nullable().optional(),
  /** Its log was found damaged, at that fact: it is closed for good, and what is shown of it may lack something. By the wall. */
  apart: z.object({ at: z.string(), brokenAt: z.number().int() }).nullable().optional(),
  clock: IncidentClock.nullable(),
  /** Seq of the newest fact in the log. */
  seq: z.number().int(),
});
export type Incident = z.infer<typeof Incident>;

/**
 * The kind of the incident in which the watchdog makes its test calls, one each minute: it closes what runs there, and no screen, list or
 * export has it unless it is asked for by name.
 */
export const watchdogKind = 'watchdog';

export const NewIncident = z.object({
  name: z.string().trim().min(1).max(120),
  kind: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .refine((kind) => kind !== watchdogKind, "is the watchdog's own"),
  mode: z.enum(incidentModes),
  /** Default: the area of who opens it. */
  areaCode: AreaCode.optional(),
  typhoonId: z
    .string()
    .regex(/^[0-9]{6}$/)
    .optional(),
  /** Where the clock of an exercise or test starts; default: now. */
  startAt: Moment.optional(),
});
export type NewIncident = z.infer<typeof NewIncident>;

export const ClockChange = z
  .object({
    at: Moment.optional(),
    rate: z.number().positive().max(3600).optional(),
    paused: z.boolean().optional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'nothing to change');
export type ClockChange = z.infer<typeof ClockChange>;

export const LogProof = ChainProof.extend({
  facts: z.number().int(),
  /** Null: the log itself is broken, or its rows were not looked at. */
  rows: RowsProof.nullable(),
});
export type LogProof = z.infer<typeof LogProof>;
