import { isWithin } from '#contract/areas.ts';
import type { Session } from '#contract/session.ts';
import type { LikelyDouble, Warning } from '#contract/warnings.ts';
import { tallyOfCallOut } from '../state/select.ts';
import type { World } from '#contract/world.ts';

/** A warning in force that likely says another one again, while nobody has decided. */
export interface ProposedDouble {
  warning: Warning;
  merge: LikelyDouble;
  /** How many it calls besides those whom the other one calls, and whether they still wait for a release. */
  added: number;
  awaitsRelease: boolean;
  /** Only where the warning lies in the user's area with all that it covers: the server lets nobody else. */
  mayDecide: boolean;
}

/** Oldest first. */
export function proposedDoubles(world: World, session: Pick<Session, 'rights' | 'areaCode'> | null): ProposedDouble[] {
  return [...world.warnings.values()]
    .filter(({ state, merge }) => state === 'inForce' && merge?.state === 'proposed')
    .sort((a, b) => a.receivedAt.localeCompare(b.receivedAt))
    .map((warning) => {
      const own = [...world.callOuts.values()].find(({ warningId }) => warningId === warning.id);
      return {
        ...{ warning, merge: warning.merge! },
        added: own ? tallyOfCallOut(world, own.id).total : 0,
        awaitsRelease: own?.state === 'awaitingRelease',
        mayDecide:
          session !== null && session.rights.includes('warning.issue') && warning.areas.every((area) => isWithin(area, session.areaCode)),
      };
    });
}
