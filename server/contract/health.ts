import { z } from 'zod';

/** `seq`: facts in all logs together; it only ever grows, also over a restart. */
export const Health = z.discriminatedUnion('status', [
  z.object({ status: z.literal('ok'), database: z.enum(['embedded', 'postgres']), seq: z.number().int() }),
  z.object({ status: z.literal('starting') }),
]);
export type Health = z.infer<typeof Health>;
