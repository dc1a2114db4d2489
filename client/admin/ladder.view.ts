import type { CallingChannel } from '#contract/channels.ts';
import type { PolicyPreview, Reach } from '#contract/policies.ts';
import { durationText, spanText } from '../words/format.ts';

/** One step of a ladder as it is read aloud: when it is taken, counted from the call, whom it reaches and how. */
export interface LadderLine {
  atSeconds: number;
  /** 0: the call itself; n: the n-th redial; null: somebody else is reached. */
  redial: number | null;
  reaches: readonly Reach[];
  channels: readonly CallingChannel[];
  isSecondContact: boolean;
  superiorLevel: number;
}

export interface LadderView {
  lines: LadderLine[];
  /** When the last step has waited in vain. */
  spentAtSeconds: number;
  hasDoor: boolean;
}

export function ladderView({ ladder, hasDoor }: PolicyPreview): LadderView {
  let atSeconds = 0;
  const lines = ladder.map((step, rung): LadderLine => {
    const line = {
      atSeconds,
      redial: step.reaches.includes('self') ? rung : null,
      reaches: step.reaches,
      channels: step.channels,
      isSecondContact: step.contact > 1,
      superiorLevel: step.superiorLevel,
    };
    atSeconds += step.waitSeconds;
    return line;
  });
  return { lines, spentAtSeconds: atSeconds, hasDoor };
}

/** `+0 秒`, `+12 分 30 秒`, `+1 时 5 分` after the call. */
export function sinceCallText(seconds: number): string {
  return `+${seconds % 60 === 0 ? spanText(1000 * seconds) : durationText(1000 * seconds)}`;
}
