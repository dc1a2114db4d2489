import { z } from 'zod';
import { hazardStates } from './registers.ts';

/**
 * What an incident may change of a register, by the kind of row: it lies over the register as that incident's own. Another noun is another
 * schema here, kept and written through like all others.
 */
export const overlayStates = {
  hazard: z
    .object({ state: z.enum(hazardStates), closedOn: z.iso.date().nullable() })
    .refine(({ state, closedOn }) => (state === 'closed') === (closedOn !== null), 'closed on a day, or not at all'),
} as const satisfies Record<string, z.ZodType>;
export type OverlayKind = keyof typeof overlayStates;
export type OverlayState<K extends OverlayKind> = z.infer<(typeof overlayStates)[K]>;
