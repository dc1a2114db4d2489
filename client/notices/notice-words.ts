import type { NoticeKind } from '#contract/notices.ts';
import type { WarningLevel } from '#contract/warnings.ts';
import { say } from '../words/words.ts';

/** The level of a warning; of what has none what it is. Logs of earlier releases know warnings alone. */
export function noticeText(level: WarningLevel | null, kind: NoticeKind = 'order'): string {
  return level === null ? say(`notice/${kind}`) : say(`level/${level}`);
}

/** The same in one character. */
export function noticeSign(level: WarningLevel | null, kind: NoticeKind = 'order'): string {
  return level === null ? say(`notice/${kind}.sign`) : say(`level/${level}.sign`);
}
