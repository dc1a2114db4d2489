import type { Call, CallId } from '../contract/calls.ts';
import type { NewFact } from '../contract/facts.ts';
import type { IncidentId } from '../contract/incidents.ts';
import { lockHead } from '../kernel/log/change-log.ts';
import type { Tx } from '../kernel/db/db.ts';
import { groupBy } from '../kernel/group-by.ts';
import { callsById } from './call-board.store.ts';
import type { TouchedCall } from './calls.store.ts';
import { talliesOf } from './tallies.store.ts';

/**
 * More changed calls than this are not carried one by one: a step of a great ladder, or the answers of a whole city in one breath, would
 * send thousands of rows to every screen, of which each shows a few dozen. The counts always travel.
 */
const carriedCalls = 500;

/** A call that was written. `call`: as it now stands, where whoever wrote it holds it whole and locked; it is read otherwise. */
export interface WrittenCall extends TouchedCall {
  call?: Call;
  /** Whether a receipt has written it. */
  isReceipt?: boolean;
}

/**
 * One fact for each area whose calls have changed: how it now stands, and the calls themselves while they are few.
 *
 * Takes the incident's log lock before it counts. A tally counted earlier might miss an answer that is logged before it, and every
 * screen would show the older count until the next change. After this only `record` may follow.
 */
export async function callFacts(tx: Tx, incidentId: IncidentId, touched: readonly WrittenCall[]): Promise<NewFact[]> {
  if (touched.length === 0) return [];
  await lockHead(tx, incidentId);
  const groups = groupBy(touched, areaKey);
  const calls = touched.length <= carriedCalls ? await callsOf(tx, touched) : new Map<CallId, Call>();
  const areas = [...groups.values()].flatMap(([first]) => first ?? []);
  const tallies = await talliesOf(tx, areas);
  return tallies.map(({ tally, ...area }) => {
    const written = (groups.get(areaKey(area)) ?? []).filter(({ id }) => calls.has(id));
    return {
      kind: 'calls.put',
      areaCode: area.tallyCode,
      ...area,
      calls: written.map(({ id }) => calls.get(id)!),
      tally,
      receipts: written.filter(({ isReceipt }) => isReceipt).map(({ id }) => id),
    };
  });
}

async function callsOf(tx: Tx, written: readonly WrittenCall[]): Promise<Map<CallId, Call>> {
  const known = written.flatMap(({ call }) => call ?? []);
  const unread = written.filter(({ call }) => !call).map(({ id }) => id);
  const read = unread.length > 0 ? await callsById(tx, unread) : [];
  return new Map([...known, ...read].map((call) => [call.id, call]));
}

function areaKey({ callOutId, tallyCode }: Pick<TouchedCall, 'callOutId' | 'tallyCode'>): string {
  return `${callOutId} ${tallyCode}`;
}
