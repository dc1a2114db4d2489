import type { AreaCode } from '#contract/areas.ts';
import type { ForeseenOutcome, ForeseenWarning } from '#contract/warning-drafts.ts';
import { tallyOfCallOut, type Places } from '../state/select.ts';
import type { World } from '#contract/world.ts';
import type { CallOutId } from '#contract/calls.ts';
import { nameOf } from '../words/format.ts';
import { say } from '../words/words.ts';
import { noTally } from '#contract/tallies.ts';

/** What the button says that it will do; null where there is nothing to do. */
export function deedOf({ outcome, plan }: Pick<ForeseenWarning, 'outcome' | 'plan'>, places: Places): string | null {
  if (outcome === 'known') return null;
  if (outcome === 'ends') return say('deed/ends');
  if (!plan) return say('deed/keep');
  const counties = countiesOf(
    plan.queue.map(({ areaCode }) => areaCode),
    places,
  );
  const deed = outcome === 'release' ? 'release' : 'calls';
  const only = counties.length === 1 ? places.get(counties[0]!) : undefined;
  if (only) return say(`deed/${deed}.one`, { county: nameOf(only), people: plan.people });
  return say(`deed/${deed}`, { counties: counties.length, people: plan.people });
}

/** Whether the button rings people at once. */
export function isRinging(outcome: ForeseenOutcome): boolean {
  return outcome === 'calls' || outcome === 'order';
}

/** The counties in which somebody is called; those called for the city itself are in none. */
export function countiesOf(codes: readonly AreaCode[], places: Places): AreaCode[] {
  const counties = codes.flatMap((code) => {
    for (let area = places.get(code); area; area = area.parentCode === null ? undefined : places.get(area.parentCode)) {
      if (area.level === 'county') return [area.code];
    }
    return [];
  });
  return [...new Set(counties)];
}

/** How many calls without an answer the end of a warning stops, as far as this desk sees. */
export function silentOf(world: World, callOutId: string | null): number {
  return (callOutId === null ? noTally : tallyOfCallOut(world, callOutId as CallOutId)).silent;
}
