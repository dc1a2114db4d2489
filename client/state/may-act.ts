import { mayDo, type Right, type Session } from '#contract/session.ts';
import type { ShownTime } from './shown-time.ts';

/** Whether somebody may do it here: who has the right to, and looks at the present. In the past nobody acts. */
export function mayActNow(session: Session | null, { tense }: Pick<ShownTime, 'tense'>, right: Right): boolean {
  return tense === 'live' && session !== null && mayDo(session, right);
}
