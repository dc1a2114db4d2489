import type { Request } from 'express';
import type { Operation } from '../../contract/operation.ts';
import type { Session } from '../../contract/session.ts';
import { Refusal } from '../refusal.ts';

/** Refuses whoever has yet to choose a password: an administrator knows the present one, and what is done with it has no one author. */
export function refuseUntilChosen(user: Session | undefined): void {
  if (user?.mustChoosePassword) throw new Refusal('password/must-choose');
}

/**
 * Before that, only what needs no session, and what leads to a password of one's own. A session beside a link counts: it may answer for
 * others. None is read for a page that shows its link.
 */
export function requireOwnPassword(req: Request, operation: Operation | undefined): void {
  if (operation?.beforeChoosing || operation?.access === 'public' || operation?.access === 'key') return;
  refuseUntilChosen((req.session as typeof req.session | undefined)?.user);
}
