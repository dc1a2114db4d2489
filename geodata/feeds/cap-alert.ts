import { z } from 'zod';
import type { CapReason } from '#contract/warnings.ts';
import { levelOf } from './cap-level.ts';
import { shapeOfCircle, shapeOfPolygon, verticesAtMost, type Shape } from './cap-shapes.ts';
import { instantOf } from './cap-time.ts';

/** Which earlier message is meant. National feeds sometimes give the identifier alone. */
export interface CapReference {
  sender: string | null;
  identifier: string;
  /** UTC, ISO 8601. */
  sent: string | null;
}

/** Texts of an element that may occur once: trimmed, empty when absent. */
function one(longest: number) {
  return z
    .array(z.string())
    .max(1, reason('repeated'))
    .transform((texts) => texts[0]?.trim() ?? '')
    .pipe(z.string().max(longest, reason('too-long')));
}

const optional = (longest: number) => one(longest).transform((text) => text || null);
const required = (longest: number) => one(longest).pipe(z.string().min(1, reason('missing')));
const wordOf = <const T extends readonly [string, ...string[]]>(words: T) =>
  required(40).pipe(z.enum(words, { error: () => reason('unknown-word') }));
const time = one(60).transform((text, issues) => (text === '' ? null : (instantOf(text) ?? raise(issues, 'not-a-time'))));
// CAP 1.2 keeps spaces, commas, < and & out of both, so that references can be told apart. 255 characters fit a database index.
const name = required(255).pipe(z.string().regex(/^[^\s,<&]+$/, reason('not-a-name')));
const pair = z.object({ valueName: one(200), value: one(2_000) });
const shapes = (shapeOf: (text: string) => Shape | CapReason) =>
  z.array(
    z.string().transform((text, issues): Shape => {
      const shape = text.trim() === '' ? { polygons: [], rough: false } : shapeOf(text);
      return typeof shape === 'string' ? raise(issues, shape) : shape;
    }),
  );

const Area = z
  .object({
    areaDesc: required(4_000),
    polygon: shapes(shapeOfPolygon),
    circle: shapes(shapeOfCircle),
    geocode: z.array(pair).max(5_000, reason('too-long')),
  })
  .transform((area) => {
    const drawn = [...area.polygon, ...area.circle];
    return { polygons: drawn.flatMap((shape) => shape.polygons), rough: drawn.some((shape) => shape.rough), geocodes: area.geocode };
  });

const Info = z
  .object({
    language: optional(40),
    event: optional(200),
    eventType: optional(40),
    category: z.array(z.string()),
    urgency: required(40),
    severity: required(40),
    certainty: required(40),
    eventCode: z.array(pair),
    effective: time,
    onset: time,
    expires: time,
    senderName: optional(200),
    headline: one(1_000),
    description: one(20_000),
    instruction: one(20_000),
    parameter: z.array(pair),
    area: z.array(Area).max(500, reason('too-long')),
  })
  .transform(({ event, eventType, category, eventCode, severity, parameter, area, ...info }, issues) => {
    // The national form names the event by `eventType` alone; CAP by `event`, with a `category`.
    if (!event && !eventType) return raise(issues, 'missing', 'event');
    if (category.length === 0 && !eventType) return raise(issues, 'missing', 'category');
    return {
      ...info,
      event: event ?? eventType ?? '',
      eventCode: eventType ?? eventCode[0]?.value ?? null,
      level: levelOf({ severity, headline: info.headline, parameters: parameter }),
      areas: area,
    };
  });

/** What `parseCap` found in the elements, each a list of texts, becomes an alert. */
export const Alert = z
  .object({
    identifier: name,
    sender: name,
    sent: time.transform((sent, issues) => sent ?? raise(issues, 'missing')),
    status: wordOf(['Actual', 'Exercise', 'System', 'Test', 'Draft']),
    msgType: wordOf(['Alert', 'Update', 'Cancel', 'Ack', 'Error']),
    scope: required(40),
    references: one(200_000).transform(referencesIn),
    info: z.array(Info).max(50, reason('too-long')),
  })
  // Not a refinement: those are asked even about messages of which parts are missing.
  .transform(({ info, references, ...alert }, issues) => {
    // A cancellation may consist of its references; whatever warns has to say of what.
    const warns = alert.msgType === 'Alert' || alert.msgType === 'Update';
    if (info.length === 0 && warns) return raise(issues, 'missing', 'info');
    if (verticesOf(info) > verticesAtMost) return raise(issues, 'too-many-points', 'info');
    return { ...alert, references: references.filter((reference) => !isItself(reference, alert)), infos: info };
  });

export type CapAlert = z.infer<typeof Alert>;
export type CapInfo = CapAlert['infos'][number];

const reference = /([^\s,]+),([^\s,]+),(\d{4}-\d\d-\d\d(?:T| )\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)|([^\s,]+)/g;

/** `sender,identifier,sent` triples between white space; the national form of `sent` contains a space itself. */
function referencesIn(text: string): CapReference[] {
  return Array.from(text.matchAll(reference), ([, sender, identifier, sent, alone]) => ({
    sender: sender ?? null,
    identifier: identifier ?? alone ?? '',
    sent: sent ? instantOf(sent) : null,
  }));
}

function isItself(reference: CapReference, alert: { identifier: string; sender: string; sent: string }): boolean {
  const { sender, identifier, sent } = reference;
  return identifier === alert.identifier && (sender ?? alert.sender) === alert.sender && (sent ?? alert.sent) === alert.sent;
}

function verticesOf(infos: readonly { areas: readonly { polygons: readonly (readonly unknown[][])[] }[] }[]): number {
  const rings = infos.flatMap((info) => info.areas).flatMap((area) => area.polygons.flat());
  return rings.reduce((sum, ring) => sum + ring.length, 0);
}

function reason(word: CapReason): CapReason {
  return word;
}

function raise(issues: z.RefinementCtx, word: CapReason, element?: string): never {
  issues.addIssue({ code: 'custom', message: word, path: element ? [element] : [] });
  return z.NEVER;
}
