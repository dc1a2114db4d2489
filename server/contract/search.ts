import { z } from 'zod';
import { AreaCode } from './areas.ts';

const searchKinds = ['area', 'shelter', 'supplyPoint', 'team', 'enterprise'] as const;

/** Something with a name and a place. People are never found by searching. */
export const SearchHit = z.object({
  kind: z.enum(searchKinds),
  /** An area's code, or the record's id in its layer. */
  id: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  /** Where it lies: tells two villages of one name apart. Null for the city itself. */
  areaCode: AreaCode.nullable(),
  lng: z.number().nullable(),
  lat: z.number().nullable(),
  /** The name by which it was found, where that is one that it no longer has. */
  former: z.object({ nameZh: z.string(), nameEn: z.string() }).optional(),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const SearchQuery = z.object({
  q: z
    .string()
    .trim()
    .min(1)
    .max(60)
    // PostgreSQL has no text with a NUL in it.
    .refine((text) => !text.includes('\0'), 'holds a NUL'),
});
