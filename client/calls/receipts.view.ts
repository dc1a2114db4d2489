import type { Call } from '#contract/calls.ts';
import type { World } from '../state/world.ts';

/** What a change of a call says to the desk. alarm: needs a person. rising: the ladder climbed. done: answered. */
export type Tone = 'alarm' | 'rising' | 'done';

export interface Line {
  at: string;
  seq: number;
  call: Call;
  tone: Tone;
  /** A key of the words, its values beside. */
  key: LineKey;
}
export type LineKey =
  'line/needHelp' | 'line/unroused' | 'line/escalated' | 'line/redialled' | `line/${'heard' | 'onPost' | 'acting' | 'done'}`;

/** The newest changes worth a line; a version that was replaced changes many calls at once and is told by its warning instead. */
export function newestLines(world: World, limit: number): Line[] {
  const lines: Line[] = [];
  for (const { at, seq, call } of world.recent) {
    const said = lineOf(call);
    if (said) lines.push({ at, seq, call, ...said });
    if (lines.length === limit) break;
  }
  return lines;
}

function lineOf(call: Call): { tone: Tone; key: LineKey } | null {
  if (call.needHelp && call.state !== 'superseded') return { tone: 'alarm', key: 'line/needHelp' };
  switch (call.state) {
    case 'answered':
      return call.progress && { tone: 'done', key: `line/${call.progress}` };
    case 'unroused':
      return { tone: 'alarm', key: 'line/unroused' };
    case 'escalated':
      return { tone: 'rising', key: 'line/escalated' };
    case 'silent':
      return call.rung > 0 ? { tone: 'rising', key: 'line/redialled' } : null;
    case 'stale':
    case 'superseded':
      return null;
  }
}

/** Receipts in the incident minute that ends at `at`. */
export function receiptsPerMinute(world: World, at: Date): number {
  let count = 0;
  for (let index = world.pulses.length - 1; index >= 0; index--) {
    const pulse = world.pulses[index]!;
    if (at.getTime() - Date.parse(pulse.at) > 60_000) break;
    count += pulse.answered;
  }
  return count;
}
