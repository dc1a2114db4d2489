import type { Database } from './db.ts';

/** The embedded database has one session: whoever has it keeps everybody else waiting, and may for half a second. */
const embeddedShare = 0.15;

/** How many of what is worked off in slices one transaction takes at most, of as many as it may where others have sessions of their own. */
export function sliceOf({ kind }: Pick<Database, 'kind'>, most: number): number {
  return kind === 'embedded' ? Math.ceil(most * embeddedShare) : most;
}
