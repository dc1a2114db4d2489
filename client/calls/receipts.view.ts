import { townshipOf, type AreaCode } from '#contract/areas.ts';
import type { Call, CallId } from '#contract/calls.ts';
import type { World } from '#contract/world.ts';

/** What receipts say to the desk. alarm: needs a person. done: answered. */
export type Tone = 'alarm' | 'done';
export type LineKey = 'line/needHelp' | 'line/cannot' | `line/${'heard' | 'onPost' | 'acting' | 'done'}`;

/** Receipts of one township that said the same within one minute, or one that needs a person. */
export interface ReceiptLine {
  id: string;
  at: string;
  tone: Tone;
  /** A key of the words. */
  key: LineKey;
  /** Of the place: a township where several are told together. */
  areaCode: AreaCode;
  /** Whose receipts, the newest first; one person counts once. */
  calls: readonly Call[];
}

/**
 * What was answered, the newest first: calls for help and refusals that still stand are pinned above, everything else is told by
 * township and minute. A rung of a ladder or a reminder is no receipt.
 */
export function newestLines(world: World, limit: number): ReceiptLine[] {
  const pinned = new Map<CallId, ReceiptLine>();
  const groups = new Map<string, ReceiptLine>();
  for (const { at, call, isReceipt } of world.recent) {
    const key = isReceipt ? keyOf(call) : null;
    if (!key) continue;
    if (isAlarm(key)) {
      const now = world.calls.get(call.id) ?? call;
      if (!pinned.has(call.id) && keyOf(now) === key)
        pinned.set(call.id, { id: call.id, at, tone: 'alarm', key, areaCode: call.areaCode, calls: [call] });
      continue;
    }
    const township = townshipOf(call.areaCode);
    const id = `${township} ${at.slice(0, 16)} ${key}`;
    const group = groups.get(id);
    if (!group) groups.set(id, { id, at, tone: 'done', key, areaCode: call.areaCode, calls: [call] });
    else if (group.calls.every((each) => each.id !== call.id))
      groups.set(id, { ...group, areaCode: township, calls: [...group.calls, call] });
  }
  return [...pinned.values(), ...groups.values()].slice(0, limit);
}

function isAlarm(key: LineKey): boolean {
  return key === 'line/needHelp' || key === 'line/cannot';
}

/** What a receipt said; null for a call of an earlier version, which its warning tells of. */
function keyOf(call: Call): LineKey | null {
  if (call.state === 'superseded' || call.state === 'stale') return null;
  if (call.needHelp) return 'line/needHelp';
  if (call.cannot) return 'line/cannot';
  return call.state === 'answered' && call.progress ? `line/${call.progress}` : null;
}

/** Receipts in the incident minute that ends at `at`, to the second. */
export function receiptsPerMinute({ lately }: Pick<World, 'lately'>, at: Date): number {
  return lately.filter((beat) => at.getTime() - Date.parse(beat.at) <= 60_000).reduce((sum, { answered }) => sum + answered, 0);
}
