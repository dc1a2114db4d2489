import type { CallOutReport } from '#contract/calls.ts';
import type { IncidentId } from '#contract/incidents.ts';
import type { World } from '../state/world.ts';
import type { Taken } from '../warnings/issue-outcome.view.ts';
import { api } from './api.ts';
import { callsApi } from './calls-api.ts';

/** Hands a message in and looks at what it did: that it was taken says nothing about whether anybody is called. Null: it could not be seen. */
export async function issue(incidentId: IncidentId, cap: Blob, world: Pick<World, 'callOuts'>): Promise<Taken | null> {
  const open = [...world.callOuts.values()].filter(({ state }) => state === 'running' || state === 'awaitingRelease');
  const { warning, isNew } = await api.issueWarning(incidentId, cap);
  const read = await Promise.all([api.warning(warning.id), callsApi.callOuts(incidentId)]).catch(() => null);
  if (!read) return null;
  const [{ state }, callOuts] = read;
  const stateOf = new Map(callOuts.map((callOut) => [callOut.id, callOut.state]));
  return {
    ...{ warning, isNew, state },
    callOut: callOuts.find(({ id }) => id === (warning.callOutId as CallOutReport['id'] | null)) ?? null,
    before: new Set(world.callOuts.keys()),
    stopped: open.filter(({ id }) => ['cancelled', 'closed'].includes(stateOf.get(id) ?? '')).length,
  };
}
