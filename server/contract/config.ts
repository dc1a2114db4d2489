import { z } from 'zod';

/** What every screen needs to know before anybody signs in. */
export const Config = z.object({
  cityNameZh: z.string(),
  cityNameEn: z.string(),
  /** 审图号, or null while it is not set. */
  reviewNumber: z.string().nullable(),
  /** The customer's key for the optional online base map; null: no outside request of any kind. */
  tiandituKey: z.string().nullable(),
  /** True while users with a published password can sign in. */
  demo: z.boolean(),
  version: z.string(),
});
export type Config = z.infer<typeof Config>;
