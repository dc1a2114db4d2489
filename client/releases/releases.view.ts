import { isWithin, type AreaCode } from '#contract/areas.ts';
import type { CallOut } from '#contract/calls.ts';
import type { Session } from '#contract/session.ts';
import type { Warning } from '#contract/warnings.ts';
import { countyOf, tallyOfCallOut, warningOf, type Places } from '../state/select.ts';
import type { World } from '#contract/world.ts';

/** A call-out that waits for a second person: nobody is called before. */
export interface WaitingRelease {
  callOut: CallOut;
  warning: Warning | null;
  people: number;
  /** release: this user may. own: asked for by this very user, who may only override. none: not this user's to decide. */
  may: 'release' | 'own' | 'none';
}

/** Oldest first: who has waited longest is released first. */
export function waitingForRelease(world: World, session: Pick<Session, 'userId' | 'rights' | 'areaCode'> | null): WaitingRelease[] {
  return [...world.callOuts.values()]
    .filter(({ state }) => state === 'awaitingRelease')
    .sort((a, b) => (a.openedAt < b.openedAt ? -1 : 1))
    .map((callOut) => ({
      callOut,
      warning: warningOf(world, callOut) ?? null,
      people: tallyOfCallOut(world, callOut.id).total,
      may: mayRelease(callOut, { session, areas: (warningOf(world, callOut) ?? world.orders.get(callOut.id))?.areas ?? [] }),
    }));
}

/** Whom a call-out would call in each county, most people first. */
export function countiesCalled(world: World, { id }: Pick<CallOut, 'id'>, places: Places): { code: AreaCode; people: number }[] {
  const counties = new Map<AreaCode, number>();
  for (const [code, { total }] of world.tallies.get(id) ?? []) {
    const county = countyOf(code, places);
    if (total > 0) counties.set(county, (counties.get(county) ?? 0) + total);
  }
  return [...counties].map(([code, people]) => ({ code, people })).sort((a, b) => b.people - a.people);
}

interface Releaser {
  session: Pick<Session, 'userId' | 'rights' | 'areaCode'> | null;
  areas: readonly AreaCode[];
}

/** Only where the warning or the order lies in the session's area with all that it covers: the server lets nobody else. */
function mayRelease({ requestedBy }: CallOut, { session, areas }: Releaser): WaitingRelease['may'] {
  if (!session?.rights.includes('call.release') || !areas.every((area) => isWithin(area, session.areaCode))) return 'none';
  return requestedBy === session.userId ? 'own' : 'release';
}

/** Running call-outs that one person alone released: shouted until this desk has taken note. */
export function overridden(world: World): CallOut[] {
  return [...world.callOuts.values()].filter(({ state, overrideReason }) => state === 'running' && overrideReason !== null);
}
