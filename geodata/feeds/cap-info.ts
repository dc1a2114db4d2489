import { z } from 'zod';
import type { CapReason } from '#contract/warnings.ts';
import { isSeverity, levelOf } from './cap-level.ts';
import { lenient, lenientTime, pair, raise, required, type PartNote, type Read } from './cap-parts.ts';
import { shapeOfCircle, shapeOfPolygon, type CapShape } from './cap-shapes.ts';

/** An outline that could not be read. */
interface Unread {
  reason: CapReason;
  path: (string | number)[];
}

interface Outlines {
  shapes: CapShape[];
  unread: Unread[];
}

function outlines(name: string, shapeOf: (text: string) => CapShape | CapReason) {
  return z.array(z.string()).transform((texts): Outlines => {
    const found: Outlines = { shapes: [], unread: [] };
    texts.forEach((text, at) => {
      if (text.trim() === '') return;
      const shape = shapeOf(text);
      if (typeof shape === 'string') found.unread.push({ reason: shape, path: [name, at] });
      else found.shapes.push(shape);
    });
    return found;
  });
}

const Area = z
  .object({
    areaDesc: required(Number.MAX_SAFE_INTEGER),
    polygon: outlines('polygon', shapeOfPolygon),
    circle: outlines('circle', shapeOfCircle),
    geocode: z.array(pair),
  })
  .transform(({ polygon, circle, geocode }) => {
    const drawn = [...polygon.shapes, ...circle.shapes];
    return {
      polygons: drawn.flatMap((shape) => shape.polygons),
      rough: drawn.some((shape) => shape.rough),
      unread: [...polygon.unread, ...circle.unread],
      geocodes: geocode,
    };
  });

const words = {
  language: lenient(40),
  event: lenient(200),
  eventType: lenient(40),
  senderName: lenient(200),
  headline: lenient(1_000),
  description: lenient(20_000),
  instruction: lenient(20_000),
  effective: lenientTime,
  onset: lenientTime,
  expires: lenientTime,
};

/** What one block says, in one language and about some areas. */
export const Info = z
  .object({
    ...words,
    category: z.array(z.string()),
    responseType: z.array(z.string()),
    urgency: required(40),
    severity: required(40),
    certainty: required(40),
    eventCode: z.array(pair),
    parameter: z.array(pair),
    area: z.array(Area),
  })
  .transform((info, issues) => {
    const event = info.event.value;
    const eventType = info.eventType.value;
    // The national form names the event by `eventType` alone; CAP by `event`, with a `category`.
    if (!event && !eventType) return raise(issues, 'missing', ['event']);
    if (info.category.length === 0 && !eventType) return raise(issues, 'missing', ['category']);
    const headline = info.headline.value;
    return {
      language: info.language.value || null,
      event: event || eventType,
      eventCode: (eventType || info.eventCode[0]?.value.slice(0, 200)) ?? null,
      urgency: info.urgency,
      severity: info.severity,
      certainty: info.certainty,
      responseTypes: info.responseType,
      senderName: info.senderName.value || null,
      headline,
      description: info.description.value,
      instruction: info.instruction.value,
      effective: info.effective.value,
      onset: info.onset.value,
      expires: info.expires.value,
      level: levelOf({ severity: info.severity, headline, parameters: info.parameter }),
      areas: info.area,
      notes: notesOf(info),
    };
  });

export type CapInfo = z.infer<typeof Info>;

interface Noted extends Record<keyof typeof words, Read<unknown>> {
  severity: string;
  area: { unread: Unread[]; geocodes: { valueName: string; value: string }[] }[];
}

function notesOf(info: Noted): PartNote[] {
  const ofWords = (Object.keys(words) as (keyof typeof words)[]).flatMap((name) =>
    info[name].notes.map((code): PartNote => ({ code, path: [name] })),
  );
  const ofAreas = info.area.flatMap((area, at) =>
    area.unread.map(({ reason, path }): PartNote => ({ code: noteOf(reason), path: ['area', at, ...path] })),
  );
  const ofCodes = info.area.flatMap(({ geocodes }, at) => {
    const isUnnamed = geocodes.some(({ valueName, value }) => valueName === '' && value !== '');
    return isUnnamed ? [{ code: 'geocode-unnamed' as const, path: ['area', at, 'geocode'] }] : [];
  });
  const ofSeverity = isSeverity(info.severity) ? [] : [{ code: 'unknown-severity' as const, path: ['severity'] }];
  return [...ofSeverity, ...ofWords, ...ofAreas, ...ofCodes];
}

const shapeNotes = ['out-of-range', 'too-few-points', 'too-many-points'] as const;

function noteOf(reason: CapReason): PartNote['code'] {
  return shapeNotes.find((note) => note === reason) ?? 'not-coordinates';
}
