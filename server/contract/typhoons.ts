import { z } from 'zod';

/** GB/T 19201-2006 classes by 2-minute mean wind, ascending. */
export const typhoonClasses = ['TD', 'TS', 'STS', 'TY', 'STY', 'SuperTY'] as const;
export type TyphoonClass = (typeof typhoonClasses)[number];

export const TyphoonPoint = z.object({
  at: z.string(),
  lng: z.number(),
  lat: z.number(),
  pressureHpa: z.number().int(),
  windMetersPerSecond: z.number().int(),
  class: z.enum(typhoonClasses).nullable(),
});
export type TyphoonPoint = z.infer<typeof TyphoonPoint>;

/** Radii from bulletins: a range without quadrants, schematic. */
export const WindRadius = z.object({
  at: z.string(),
  beaufort: z.union([z.literal(7), z.literal(10), z.literal(12)]),
  minKm: z.number(),
  maxKm: z.number(),
});
export type WindRadius = z.infer<typeof WindRadius>;

export const Typhoon = z.object({
  id: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  source: z.string(),
  points: z.array(TyphoonPoint),
  radii: z.array(WindRadius),
});
export type Typhoon = z.infer<typeof Typhoon>;

/** A typhoon without its track, for lists. */
export const TyphoonSummary = Typhoon.pick({ id: true, nameZh: true, nameEn: true, source: true }).extend({
  firstAt: z.string().nullable(),
  lastAt: z.string().nullable(),
});
export type TyphoonSummary = z.infer<typeof TyphoonSummary>;

export const TyphoonId = z.string().regex(/^[0-9]{6}$/);
