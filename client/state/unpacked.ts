import { inflateSync, strFromU8 } from 'fflate';
import type { Batch } from '#contract/facts.ts';

/** What `packed` carries. At once, not when the browser finds time: batches are folded in the order in which they came. */
export function unpacked(text: string): Batch {
  const deflated = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return JSON.parse(strFromU8(inflateSync(deflated))) as Batch;
}
