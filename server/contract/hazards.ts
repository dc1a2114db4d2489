import { z } from 'zod';
import { hazardStates } from './registers.ts';

/** The next step of one hazard along the ledger. */
export const HazardStateChange = z.strictObject({ state: z.enum(hazardStates) });
export type HazardStateChange = z.infer<typeof HazardStateChange>;
