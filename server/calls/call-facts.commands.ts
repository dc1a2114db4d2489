import type { NewFact } from '../contract/facts.ts';
import type { IncidentId } from '../contract/incidents.ts';
import { lockHead } from '../kernel/change-log.ts';
import type { Tx } from '../kernel/db.ts';
import { groupBy } from '../kernel/group-by.ts';
import { callsById } from './call-board.store.ts';
import type { TouchedCall } from './calls.store.ts';
import { talliesOf } from './tallies.store.ts';

/**
 * More changed calls than this, as many as receipts are taken in one go, are not carried one by one: a step of a great ladder would send
 * thousands of rows to every screen, of which each shows a few dozen. The counts always travel.
 */
const carriedCalls = 500;

/**
 * One fact for each area whose calls have changed: how it now stands, and the calls themselves while they are few.
 *
 * Takes the incident's log lock before it counts. A tally counted earlier might miss an answer that is logged before it, and every
 * screen would show the older count until the next change. After this only `record` may follow.
 */
export async function callFacts(tx: Tx, incidentId: IncidentId, touched: readonly TouchedCall[]): Promise<NewFact[]> {
  if (touched.length === 0) return [];
  await lockHead(tx, incidentId);
  const groups = groupBy(touched, areaKey);
  const carriedIds = touched.length <= carriedCalls ? touched.map(({ id }) => id) : [];
  const calls = new Map((await callsById(tx, carriedIds)).map((call) => [call.id, call]));
  const areas = [...groups.values()].flatMap(([first]) => first ?? []);
  const tallies = await talliesOf(tx, areas);
  return tallies.map(({ tally, ...area }) => ({
    kind: 'calls.put',
    areaCode: area.tallyCode,
    ...area,
    calls: (groups.get(areaKey(area)) ?? []).flatMap(({ id }) => calls.get(id) ?? []),
    tally,
  }));
}

function areaKey({ callOutId, tallyCode }: Pick<TouchedCall, 'callOutId' | 'tallyCode'>): string {
  return `${callOutId} ${tallyCode}`;
}
