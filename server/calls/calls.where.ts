import { openCallOutStates, owedStates, owingStates, replacedStates } from '../contract/calls.ts';
import { leftStates } from '../contract/channels.ts';
import { wantedHelpStates } from '../contract/help.ts';
import { among } from '../kernel/db/among.ts';

/** Owes an answer to the version in force, as `isOwing` of the contract says it of one call. */
export const isOwing = among('c.state', owingStates);

/** Owes an answer to the version in force, or has given it. */
export const isOwed = among('c.state', owedStates);

/** Belongs to a version that was replaced. */
export const isReplaced = among('c.state', replacedStates);

/** A call-out that may still ring, or may be let to. */
export const isOpen = among('o.state', openCallOutStates);

/** A request for help that somebody still waits for, as `isWanted` of the contract says it of one. */
export const isHelpWanted = among('h.state', wantedHelpStates);

/** An attempt that has left, or may have. */
export const hasLeft = among('a.state', leftStates);

/** An attempt to send somebody to people who refuse or cannot be found: no answer of theirs ends that. */
export const isDoorToDo = `a.reach = 'door' and exists (
  select from door_check d where d.call_id = a.call_id and d.state = 'open' and d.reason <> 'unroused')`;

/**
 * An attempt whose call still wants something of whom it is for, over whichever channel: an answer, that somebody goes there, an action
 * after having heard, or to know that it is over. Of the attempt `a`, its call `c` and the call-out `o`.
 */
export const isStillWanted = `case a.purpose
  when 'call' then o.state = 'running' and (${isOwing} or ${isDoorToDo})
  when 'reminder' then o.state = 'running' and c.remind_at is not null
  else true end`;
