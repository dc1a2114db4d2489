import type { Ending } from '#contract/endings.ts';
import { agedText } from '../words/format.ts';
import { say } from '../words/words.ts';

/** `14:05 由 陈立 停止：误发`; null where nobody has ended it by hand, or why is not known yet. */
export function endingLine(endings: readonly Ending[], subjectId: string, now: Date): string | null {
  const ending = endings.find((each) => each.subjectId === subjectId);
  if (ending?.kind !== 'callOut' && ending?.kind !== 'warning') return null;
  const { at, by, reason, kind } = ending;
  return say('end/done-by', { time: agedText(new Date(at), now), by, reason, what: say(`end/${kind}.what`) });
}
