import { z } from 'zod';

/**
 * What was found wrong with a chain of hashes, at `brokenAt`. changed: that link is not as it was written; missing: it is not there;
 * added: one came past the server; headMoved: the links end where their head does not say; rewritten: all links fit each other, but not what was signed outside the
 * database; cutEnd: more was signed than is there; rows: the chain is whole, and rows that it tells of are not as they were told of.
 */
export const chainFaults = ['changed', 'missing', 'added', 'headMoved', 'rewritten', 'cutEnd', 'rows'] as const;
export type ChainFault = (typeof chainFaults)[number];

/** What was signed outside the database of how far a chain went. */
export const AnchorsProof = z.object({
  /** Signed heads that the chain agrees with. */
  held: z.number().int(),
  newest: z.object({ seq: z.number().int(), hash: z.string(), at: z.string() }).nullable(),
  /** Lines of the file that the key of this server has not signed, or that cannot be read: they prove nothing. */
  foreign: z.number().int(),
  /** An operator put an older state in the place of a newer one, by a restore: so far had the chain gone, and so far it went back. */
  putBacks: z.array(z.object({ at: z.string(), from: z.number().int(), to: z.number().int() })),
  /** SHA-256 of the public key, in hex. */
  fingerprint: z.string(),
});
export type AnchorsProof = z.infer<typeof AnchorsProof>;

/** How the rows stand that facts tell of, beside what the facts vouch for. */
export const RowsProof = z.object({
  /** The first fact that vouches for rows: earlier ones were written by a release that did not. Null: none does. */
  since: z.number().int().nullable(),
  /** Rows that are as they were told of. */
  held: z.number().int(),
  changed: z.number().int(),
  missing: z.number().int(),
  /** The first of those, and the fact that told of each. */
  first: z.array(z.object({ table: z.string(), id: z.string(), seq: z.number().int() })),
});
export type RowsProof = z.infer<typeof RowsProof>;

export const ChainProof = z.object({
  ok: z.boolean(),
  /** putBack: whole, and what had been signed beyond the restored backup is known to be gone. */
  state: z.enum(['whole', 'putBack', 'broken']),
  /** Hash of the last link that holds, in hex. */
  head: z.string(),
  brokenAt: z.number().int().nullable(),
  found: z.enum(chainFaults).nullable(),
  /** Null: nothing outside the database was looked at. */
  anchors: AnchorsProof.nullable(),
});
export type ChainProof = z.infer<typeof ChainProof>;
