import { z } from 'zod';

/** The years that a time from outside may be of, and that a clock may show: every calendar, database and screen of ours has them. */
const firstYear = '1900-01-01T00:00:00.000Z';
export const latestMoment = '2199-12-31T23:59:59.999Z';

/** ISO 8601 with its zone, from 1900 to 2199: what no calendar has would end as a failed statement. */
export const Moment = z.iso
  .datetime({ offset: true })
  .refine((at) => Date.parse(at) >= Date.parse(firstYear) && Date.parse(at) <= Date.parse(latestMoment), 'not of the years 1900 to 2199');
