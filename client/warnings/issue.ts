import type { CallOutReport } from '#contract/calls.ts';
import type { IncidentId } from '#contract/incidents.ts';
import type { IssuedWarning } from '#contract/warnings.ts';
import type { World } from '#contract/world.ts';
import type { Taken } from './issue-outcome.view.ts';
import { api } from '../api/api.ts';
import { callsApi } from '../api/calls-api.ts';

/** Hands a warning in and looks at what it did: that it was taken says nothing about whether anybody is called. Null: it could not be seen. */
export async function issue(
  incidentId: IncidentId,
  world: Pick<World, 'callOuts' | 'incident'>,
  hand: () => Promise<{ warning: IssuedWarning; isNew: boolean }>,
): Promise<Taken | null> {
  const open = [...world.callOuts.values()].filter(({ state }) => state === 'running' || state === 'awaitingRelease');
  const { warning, isNew } = await hand();
  const read = await Promise.all([api.warning(warning.id), callsApi.callOuts(incidentId)]).catch(() => null);
  if (!read) return null;
  const [{ state }, callOuts] = read;
  const stateOf = new Map(callOuts.map((callOut) => [callOut.id, callOut.state]));
  return {
    ...{ warning, isNew, state },
    callOut: callOuts.find(({ id }) => id === (warning.callOutId as CallOutReport['id'] | null)) ?? null,
    before: new Set(world.callOuts.keys()),
    clock: world.incident?.clock ?? null,
    stopped: open.filter(({ id }) => ['cancelled', 'closed'].includes(stateOf.get(id) ?? '')).length,
  };
}
