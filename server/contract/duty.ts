import { z } from 'zod';
import { AreaCode } from './areas.ts';
import { Moment } from './moment.ts';

/** An override stands above the rota: who swapped a night, or took over. */
export const shiftKinds = ['regular', 'override'] as const;
export type ShiftKind = (typeof shiftKinds)[number];

/** All times here are wall time: who stands where is a fact of the real world, also while a drill plays another day. */
export const Shift = z.object({
  id: z.number().int(),
  postId: z.number().int(),
  postKind: z.string(),
  areaCode: AreaCode,
  personId: z.number().int(),
  maskedName: z.string(),
  kind: z.enum(shiftKinds),
  startsAt: z.string(),
  endsAt: z.string(),
});
export type Shift = z.infer<typeof Shift>;

export const Leave = z.object({
  id: z.number().int(),
  personId: z.number().int(),
  maskedName: z.string(),
  areaCode: AreaCode,
  startsAt: z.string(),
  endsAt: z.string(),
  reason: z.string().nullable(),
});
export type Leave = z.infer<typeof Leave>;

/** Of the posts and people of one area, what lies at least partly between the two times. */
export const Rota = z.object({ shifts: z.array(Shift), leaves: z.array(Leave) });
export type Rota = z.infer<typeof Rota>;

export const RotaQuery = z.object({ area: AreaCode, from: Moment, to: Moment });
export type RotaQuery = z.infer<typeof RotaQuery>;

const longestDays = 366;
const isSpan = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) => {
  const milliseconds = Date.parse(endsAt) - Date.parse(startsAt);
  return milliseconds > 0 && milliseconds <= longestDays * 24 * 60 * 60_000;
};
const span = { startsAt: Moment, endsAt: Moment };
const notASpan = { error: 'ends before it starts, or lasts more than a year', path: ['endsAt'] };
const Id = z.number().int().positive();

/** One turn or a whole rota of one post. */
export const NewShifts = z.object({
  postId: Id,
  kind: z.enum(shiftKinds),
  turns: z
    .array(z.object({ personId: Id, ...span }).refine(isSpan, notASpan))
    .min(1)
    .max(400),
});
export type NewShifts = z.infer<typeof NewShifts>;

export const NewLeave = z
  .object({
    personId: Id,
    ...span,
    reason: z
      .string()
      .trim()
      .max(200)
      .refine((text) => !text.includes('\0'), 'holds a NUL')
      .optional(),
  })
  .refine(isSpan, notASpan);
export type NewLeave = z.infer<typeof NewLeave>;
