import { randomUUID } from 'node:crypto';
import { callFacts } from '../calls/call-facts.commands.ts';
import { saveNeed } from '../calls/calls.store.ts';
import type { NewFact } from '../contract/facts.ts';
import type { HelpMove, HelpRequest, HelpRequestId } from '../contract/help.ts';
import type { IncidentId } from '../contract/incidents.ts';
import { insertAudit } from '../audit/audit.store.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { incidentById } from '../incidents/incidents.store.ts';
import { lockHead, record } from '../kernel/log/change-log.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { helpRequest } from './help-list.store.ts';
import { isEnded, movedBy, subjectOf, takeSaid, type HelpReceipt, type HelpStanding } from './help.rules.ts';
import {
  claimUnlogged,
  helpById,
  helpMarks,
  helpOfReceipt,
  incidentOfHelp,
  insertHelpEvents,
  needsOf,
  saveHelp,
  wantedOf,
} from './help.store.ts';

/**
 * Opens, adds to and ends requests for help by what receipts of one incident say, whatever became of the call-outs that they answer.
 * After this only `record` may follow: it takes the incident's log lock.
 */
export async function takeHelpSaid(tx: Tx, incidentId: IncidentId, said: readonly HelpReceipt[]): Promise<NewFact[]> {
  if (said.length === 0) return [];
  await lockHead(tx, incidentId);
  const wanted = await wantedOf(tx, incidentId, {
    personIds: said.flatMap(({ householdId, personId }) => (householdId === null ? personId : [])),
    householdIds: said.flatMap(({ householdId }) => householdId ?? []),
  });
  const { requests, events } = takeSaid(said, { wanted, newId: () => randomUUID() as HelpRequestId });
  if (requests.length === 0) return [];
  await saveHelp(tx, requests);
  await insertHelpEvents(tx, events);
  return factsOf(tx, incidentId, requests);
}

/** Who acts at a desk. */
export interface HelpDesk {
  userId: number;
  username: string;
  address?: string;
}

/** What the desk does about a request; of two who take it at once the second is told who has it. The scope is the officer's. */
export async function moveHelp(
  tx: Tx,
  ctx: Ctx,
  { id, move, by }: { id: HelpRequestId; move: HelpMove; by: HelpDesk },
): Promise<HelpRequest> {
  const incidentId = await incidentOfHelp(tx, id);
  const incident = incidentId && (await incidentById(tx, incidentId));
  if (!incident) throw new Refusal('help/unknown');
  await lockHead(tx, incident.id);
  const before = (await helpById(tx, id))!;
  const now = incidentNow(incident, ctx.now);
  const reason = move.reason === undefined || move.reason === '' ? null : move.reason;
  const after = movedBy(before, { state: move.state, reason, userId: by.userId, at: now.toISOString() });
  if (typeof after === 'string') throw await refusalFor(tx, id, after);
  if (after === before) return (await helpRequest(tx, id))!;
  if (isEnded(before) && !isEnded(after)) await refuseTwice(tx, after);
  await saveHelp(tx, [after]);
  const event = { helpRequestId: id, areaCode: after.areaCode, kind: after.state, at: now.toISOString(), receiptId: null };
  await insertHelpEvents(tx, [{ ...event, userId: by.userId, reason }]);
  await insertAudit(tx, {
    ...by,
    at: ctx.now,
    action: `help.${after.state}`,
    subject: id,
    areaCode: after.areaCode,
    ...(reason && { purpose: reason }),
  });
  await record(tx, { incidentId: incident.id, at: now, doorbell: ctx.doorbell }, await factsOf(tx, incident.id, [after]));
  return (await helpRequest(tx, id))!;
}

/** A photo has come for a receipt: whoever shows the request that it belongs to has something new to show. */
export async function helpPhotoFacts(tx: Tx, receiptId: string): Promise<NewFact[]> {
  const id = await helpOfReceipt(tx, receiptId);
  return id === undefined ? [] : putFacts(tx, [id]);
}

/** Says in the logs what a migration has made of calls for help of an earlier version. The transaction must see the whole server. */
export async function logOlderHelp(tx: Tx, ctx: Ctx): Promise<void> {
  const claimed = await claimUnlogged(tx);
  for (const incidentId of [...new Set(claimed.map((one) => one.incidentId))].sort()) {
    const incident = (await incidentById(tx, incidentId))!;
    const ids = claimed.filter((one) => one.incidentId === incidentId).map(({ id }) => id);
    await record(tx, { incidentId, at: incidentNow(incident, ctx.now), doorbell: ctx.doorbell }, await putFacts(tx, ids));
  }
}

/** Who has it already is told by name: that is whom to ask. */
async function refusalFor(tx: Tx, id: HelpRequestId, code: Refusal['code']): Promise<Refusal> {
  if (code !== 'help/taken') return new Refusal(code);
  const holder = (await helpRequest(tx, id))?.takenByName ?? '';
  return new Refusal(code, [{ path: 'takenBy', reason: holder }]);
}

/** Taken for helped too early, and asked again since: the newer one is where it goes on. */
async function refuseTwice(tx: Tx, request: HelpStanding): Promise<void> {
  const { incidentId, personId, householdId } = request;
  const wanted = await wantedOf(tx, incidentId, {
    personIds: householdId === null ? [personId] : [],
    householdIds: householdId === null ? [] : [householdId],
  });
  if (wanted.some((other) => subjectOf(other) === subjectOf(request))) throw new Refusal('help/asked-again');
}

/** The requests as they stand, and the calls by which somebody asks for help now, or no longer. */
async function factsOf(tx: Tx, incidentId: IncidentId, requests: readonly HelpStanding[]): Promise<NewFact[]> {
  const ids = requests.map(({ id }) => id);
  const needs = await needsOf(tx, ids);
  const touched = [
    ...(await saveNeed(
      tx,
      needs.filter(({ isNeeded }) => !isNeeded).map(({ id }) => id),
      false,
    )),
    ...(await saveNeed(
      tx,
      needs.filter(({ isNeeded }) => isNeeded).map(({ id }) => id),
      true,
    )),
  ];
  return [...(await putFacts(tx, ids)), ...(await callFacts(tx, incidentId, touched))];
}

async function putFacts(tx: Tx, ids: readonly HelpRequestId[]): Promise<NewFact[]> {
  return (await helpMarks(tx, ids)).map((help) => ({ kind: 'help.put', areaCode: help.areaCode, help }));
}
