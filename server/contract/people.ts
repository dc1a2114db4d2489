import { z } from 'zod';
import { AreaCode } from './areas.ts';

export const Person = z.object({
  id: z.number().int(),
  areaCode: AreaCode,
  maskedName: z.string(),
  synthetic: z.boolean(),
  contacts: z.array(z.object({ ordinal: z.number().int(), channel: z.string(), maskedAddress: z.string() })),
  posts: z.array(z.object({ kind: z.string(), areaCode: AreaCode })),
});
export type Person = z.infer<typeof Person>;

/** Characters: less says nothing about why. */
export const shortestPurpose = 4;

/** Why a name is read in the clear: kept in the audit trail, in the words of who asked. */
export const RevealRequest = z.object({
  purpose: z
    .string()
    .trim()
    .min(shortestPurpose)
    .max(200)
    // PostgreSQL has no text with a NUL in it.
    .refine((text) => !text.includes('\0'), 'holds a NUL'),
});
export type RevealRequest = z.infer<typeof RevealRequest>;

export const PersonId = z
  .string()
  .regex(/^[1-9][0-9]{0,14}$/)
  .transform(Number);

export const RevealedPerson = z.object({
  id: z.number().int(),
  name: z.string(),
  contacts: z.array(z.object({ ordinal: z.number().int(), channel: z.string(), address: z.string() })),
});
export type RevealedPerson = z.infer<typeof RevealedPerson>;
