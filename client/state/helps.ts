import { isWanted, type HelpMark } from '#contract/help.ts';
import type { World } from '#contract/world.ts';

type Helping = Pick<World, 'helps'>;

/**
 * Who needs help now: what every number of them on any screen is counted from. Those that nobody has taken come first, then who has
 * waited longest.
 */
export function helpWanted({ helps }: Helping): HelpMark[] {
  return [...helps.values()]
    .filter(isWanted)
    .sort((a, b) => rank(a) - rank(b) || (a.at < b.at ? -1 : Number(a.at > b.at)) || (a.id < b.id ? -1 : 1));
}

export interface HelpCount {
  wanted: number;
  /** Of them those that nobody has taken. */
  open: number;
}

export function countHelp(world: Helping): HelpCount {
  const wanted = helpWanted(world);
  return { wanted: wanted.length, open: wanted.filter(({ state }) => state === 'open').length };
}

function rank({ state }: HelpMark): number {
  return state === 'open' ? 0 : 1;
}
