import { z } from 'zod';

const count = z.number().int().min(0);

/** Counted from the database at the moment of asking. */
export const Figures = z.object({
  hazards: count,
  supplyPoints: z.object({ municipal: count, county: count, township: count }),
  teams: count,
  teamMembers: count,
  evacuees: count,
  households: count,
  shelters: count,
  shelterCapacity: count,
  townships: count,
  villages: count,
  chemicalEnterprises: count,
  dustEnterprises: count,
});
export type Figures = z.infer<typeof Figures>;
