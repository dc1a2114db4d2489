import type { ReceiptKind } from '#contract/calls.ts';
import type { FieldCall } from '#contract/field.ts';
import { isOver, phaseOf } from './field.view.ts';

/** How a call for help stands for who asked: as the server said, and what has yet to be sent. */
export type HelpPhase = 'asking' | 'ending' | 'open' | 'taken' | 'helped' | 'closed' | 'none';

/** A call that was kept by an earlier version of this page knows of no help. */
type Helped = Partial<Pick<FieldCall, 'help'>>;

export function helpPhase({ help = null }: Helped, pending: readonly ReceiptKind[]): HelpPhase {
  const last = pending.findLast((kind) => kind === 'needHelp' || kind === 'helped');
  if (last === 'needHelp') return 'asking';
  if (last === 'helped') return 'ending';
  return help?.state ?? 'none';
}

/** Whether help is still waited for, and so may be said to have come. */
export function isHelpWanted(phase: HelpPhase): boolean {
  return phase === 'asking' || phase === 'ending' || phase === 'open' || phase === 'taken';
}

/** Whether there is a line for it: while help is asked for or has just ended, and on a call that is over, where nothing else asks for it. */
export function showsHelp(field: Pick<FieldCall, 'call' | 'callOutState'> & Helped, pending: readonly ReceiptKind[]): boolean {
  return helpPhase(field, pending) !== 'none' || isOver(phaseOf(field));
}

/** Only who is where help is needed says that it has come; a household's line on paper speaks for the household. */
export function maySayHelped({ isOwn, household, help = null }: Pick<FieldCall, 'isOwn' | 'household'> & Helped): boolean {
  return (isOwn || Boolean(household)) && help !== null && isHelpWanted(help.state);
}
