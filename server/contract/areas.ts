import { z } from 'zod';

/** A 12-digit statistical code: city 4, county 6, township 9, village 12 significant digits, then zeros. */
export const AreaCode = z.string().regex(/^[0-9]{12}$/, 'area code has 12 digits');
export type AreaCode = z.infer<typeof AreaCode>;

/** All above the villages, or with a level the villages: of everywhere, or of one township. */
export const AreasQuery = z
  .strictObject({ level: z.literal('village').optional(), parent: AreaCode.optional() })
  .refine(({ level, parent }) => level !== undefined || parent === undefined, 'a parent needs a level');

export const areaLevels = ['city', 'county', 'township', 'village'] as const;
export type AreaLevel = (typeof areaLevels)[number];

export const Area = z.object({
  code: AreaCode,
  parentCode: AreaCode.nullable(),
  level: z.enum(areaLevels),
  kind: z.enum(['statistical', 'functionalZone']),
  nameZh: z.string(),
  nameEn: z.string(),
  /** Pinyin initials in lower case: `yk` finds 洋口. */
  initials: z.string(),
  center: z.tuple([z.number(), z.number()]).nullable(),
  unverified: z.boolean(),
});
export type Area = z.infer<typeof Area>;

/** The digits of a code that all its descendants share. */
export function areaPrefix(code: AreaCode): string {
  if (code.endsWith('00000000')) return code.slice(0, 4);
  if (code.endsWith('000000')) return code.slice(0, 6);
  return code.endsWith('000') ? code.slice(0, 9) : code;
}

/** The township that an area lies in by its digits; a township and anything above it is itself. */
export function townshipOf(code: AreaCode): AreaCode {
  return code.endsWith('000') ? code : `${code.slice(0, 9)}000`;
}

export function isCity(code: AreaCode): boolean {
  return areaPrefix(code).length === 4;
}

/** Whether `code` is `scope` itself or lies below it. */
export function isWithin(code: AreaCode, scope: AreaCode): boolean {
  return code.startsWith(areaPrefix(scope));
}
