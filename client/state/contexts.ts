import { createContext } from '@lit/context';
import type { Session } from '#contract/session.ts';
import type { Places } from './select.ts';
import type { ShownTime } from './shown-time.ts';
import type { World } from '#contract/world.ts';

/** Who is signed in. */
export const sessionContext = createContext<Session | null>(Symbol('session'));
/** The world at the time shown: of now, or of the moment that is replayed. */
export const worldContext = createContext<World>(Symbol('world'));
export const shownTimeContext = createContext<ShownTime>(Symbol('shown time'));
/** Names and places of the areas, villages left out. */
export const placesContext = createContext<Places>(Symbol('places'));

export const startOfTime: ShownTime = { at: new Date(0), now: new Date(0), tense: 'live' };
export const nowhere: Places = new Map();
