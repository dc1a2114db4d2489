import { z } from 'zod';
import { AreaCode } from './areas.ts';
import { ChainProof } from './proofs.ts';

/** One line of the audit trail: who did what, to whom, why, from where. Never changed once written. */
export const AuditEntry = z.object({
  id: z.number().int(),
  at: z.string(),
  userId: z.number().int().nullable(),
  username: z.string().nullable(),
  action: z.string(),
  subject: z.string().nullable(),
  purpose: z.string().nullable(),
  address: z.string().nullable(),
  areaCode: AreaCode.nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Of the whole trail, whoever asks: it tells counts alone. */
export const AuditProof = ChainProof.extend({ lines: z.number().int() });
export type AuditProof = z.infer<typeof AuditProof>;

export const AuditQuery = z.object({
  /** The id of the last line that was read; the next page is older. */
  cursor: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

/** Newest first. `next`: the cursor of the next page, null at the end. */
export const AuditPage = z.object({ entries: z.array(AuditEntry), next: z.number().int().nullable() });
export type AuditPage = z.infer<typeof AuditPage>;
