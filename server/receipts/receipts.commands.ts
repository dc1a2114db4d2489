import { isOwing, type Call, type CallId } from '../contract/calls.ts';
import type { Incident, IncidentId } from '../contract/incidents.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { incidentsById } from '../incidents/incidents.store.ts';
import { record, type ToldFact } from '../kernel/log/change-log.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { CallBefore } from '../calls/answer.rules.ts';
import { withdraw } from '../calls/attempts.store.ts';
import { standings } from '../calls/call-board.store.ts';
import { callFacts } from '../calls/call-facts.commands.ts';
import { holdCallOuts, policiesOf } from '../calls/call-outs.store.ts';
import { lockCalls, saveAnswers } from '../calls/calls.store.ts';
import { takeHelpSaid } from '../help/help.commands.ts';
import type { HelpReceipt } from '../help/help.rules.ts';
import { helpIn } from './help-said.rules.ts';
import { insertAudits } from '../audit/audit.store.ts';
import { doorNews, type DoorNews } from '../calls/doors.rules.ts';
import { closeAnswered, settleDoorChecks } from '../calls/doors.store.ts';
import { callsAsAsked } from '../calls/households.commands.ts';
import { manyFromDevice, type DeviceUse } from '../calls/doubts.rules.ts';
import { judgeSubmissions, type FreshReceipt, type Submission } from '../calls/intake.rules.ts';
import { mostOf, plausibleAnywhere } from '../calls/counts.rules.ts';
import { registeredPeople } from '../calls/registered.store.ts';
import { groupBy } from '../kernel/group-by.ts';
import { reachRefusals } from '../calls/reach.commands.ts';
import { deadAmong, type OpenedLink } from '../calls/links.store.ts';
import { devicesSince, insertReceipts, receiptsById } from './receipts.store.ts';

export type { Submission };

/** A receipt as it came through the door, with the link that its sender showed; null for an officer. */
export interface HandedIn extends Submission {
  link: OpenedLink | null;
}

/** Takes receipts as {@link takeReceipts} does, but none that came by a link which opens nothing any more. */
export async function takeHandedIn(tx: Tx, ctx: Ctx, handedIn: readonly HandedIn[]): Promise<(Call | Refusal)[]> {
  const dead = await deadAmong(
    tx,
    handedIn.flatMap(({ link }) => link ?? []),
  );
  const good = handedIn.filter(({ link }) => link === null || !dead.has(link));
  const taken = await takeReceipts(tx, ctx, good);
  const answers = new Map(good.map((one, at) => [one, taken[at]!]));
  return handedIn.map((one) => answers.get(one) ?? new Refusal((one.link && dead.get(one.link)) ?? 'token/revoked'));
}

/**
 * Takes many receipts in one transaction, each as if it had come alone: one that is refused does not touch the others, and the same
 * one twice counts once, in one batch or in two.
 *
 * The transaction must see the whole server; what an officer may answer for is checked here.
 *
 * @returns for each submission, in order, the call as it now stands or the refusal
 */
export async function takeReceipts(tx: Tx, ctx: Ctx, submissions: readonly Submission[]): Promise<(Call | Refusal)[]> {
  const callIds = [...new Set(submissions.map(({ callId }) => callId))];
  await holdCalls(tx, callIds);
  const placed = await standings(tx, callIds);
  const taken = await receiptsById(
    tx,
    submissions.map(({ receipt }) => receipt.receiptId),
  );
  const incidents = await incidentsById(
    tx,
    placed.map(({ incidentId }) => incidentId),
  );
  const nowOf = (id: IncidentId) => incidentNow(incidents.get(id)!, ctx.now);
  const closed = new Set([...incidents.values()].flatMap(({ id, state }) => (state === 'closed' ? id : [])));
  const uses = await usesOf(tx, submissions, [...incidents.keys()].map(nowOf));

  const { answers, fresh, changed, told } = judgeSubmissions(await besideRegister(tx, submissions), {
    standings: placed,
    taken,
    uses,
    nowOf,
    closed,
  });
  const digests = await save(tx, { fresh, changed, isAlone: submissions.length === 1 });
  const doors = doorNews(fresh, after(placed, changed));
  await noteByHand(tx, { fresh, standings: placed }, ctx.now);
  const help = helpIn(fresh, placed);
  const receiptsOf = (spoken: readonly CallBefore[]) => vouchedFor(fresh, { spoken, digests });
  for (const incident of incidents.values()) {
    const isOfIt = ({ incidentId }: { incidentId: IncidentId }) => incidentId === incident.id;
    const spoken = after(placed, changed).filter(isOfIt);
    await moveDoorChecks(tx, ctx, { incident, spoken, doors });
    const opened = spoken.filter(({ call }) => doors.opened.some(({ callId }) => callId === call.id));
    await recordChanged(tx, ctx, {
      incident,
      changed: [...new Set([...told.filter(isOfIt), ...opened])],
      help: help.filter(isOfIt),
      receipts: receiptsOf(spoken),
    });
  }
  return asAsked(tx, submissions, answers);
}

/** Until the end of the transaction nothing else is said of these calls, and none of them ends. */
export async function holdCalls(tx: Tx, callIds: readonly CallId[]): Promise<void> {
  await holdCallOuts(tx, callIds);
  await lockCalls(tx, callIds);
}

/** To who speaks of a household a call is told as it stands for that. */
async function asAsked(tx: Tx, submissions: readonly Submission[], answers: readonly (Call | Refusal)[]): Promise<(Call | Refusal)[]> {
  const taken = answers.flatMap((call, at) =>
    call instanceof Refusal ? [] : [{ call, householdId: submissions[at]!.householdId ?? null }],
  );
  const calls = (await callsAsAsked(tx, taken)).values();
  return answers.map((answer) => (answer instanceof Refusal ? answer : calls.next().value!));
}

/** Those that tell of many people, with how many the register knows there. */
async function besideRegister(tx: Tx, submissions: readonly Submission[]): Promise<Submission[]> {
  const many = submissions.filter(({ receipt }) => mostOf(receipt.counts) > plausibleAnywhere);
  const known = await registeredPeople(
    tx,
    many.map(({ callId, householdId = null }) => ({ callId, householdId })),
  );
  const registered = new Map(many.map((submission, at) => [submission, known[at]!]));
  return submissions.map((submission) => {
    const there = registered.get(submission);
    return there ? { ...submission, registered: there } : submission;
  });
}

/** What the devices that now answer have answered within the time that makes many of them doubtful, whichever incident's clock it is by. */
async function usesOf(tx: Tx, submissions: readonly Submission[], nows: readonly Date[]): Promise<DeviceUse[]> {
  const devices = [...new Set(submissions.flatMap(({ receipt }) => receipt.device ?? []))];
  const earliest = Math.min(...nows.map((now) => now.getTime()));
  return Number.isFinite(earliest) ? devicesSince(tx, devices, new Date(earliest - manyFromDevice.withinSeconds * 1000)) : [];
}

/** All of them, those that have changed as they stand now. */
function after(standings: readonly CallBefore[], changed: readonly CallBefore[]): CallBefore[] {
  const news = new Map(changed.map((standing) => [standing.call.id, standing]));
  return standings.map((standing) => news.get(standing.call.id) ?? standing);
}

interface Doors {
  incident: Incident;
  spoken: readonly CallBefore[];
  doors: DoorNews;
}

/** Before the log is locked: ends the ways to doors that have nothing to do any more, and sends to those where somebody refuses. */
async function moveDoorChecks(tx: Tx, ctx: Ctx, { incident, spoken, doors }: Doors): Promise<void> {
  const now = incidentNow(incident, ctx.now);
  const callOuts = new Map(spoken.map(({ call }) => [call.id, call.callOutId]));
  const ofIt = (ids: readonly CallId[]) => ids.filter((id) => callOuts.has(id));
  if (doors.roused.length > 0) await closeAnswered(tx, ofIt(doors.roused));
  if (doors.settled.length > 0) await settleDoorChecks(tx, ofIt(doors.settled), now);
  const opened = groupBy(
    doors.opened.filter(({ callId }) => callOuts.has(callId)),
    ({ callId }) => callOuts.get(callId)!,
  );
  if (opened.size === 0) return;
  for (const [callOutId, policy] of await policiesOf(tx, [...opened.keys()])) {
    await reachRefusals(tx, ctx, { doors: opened.get(callOutId)!, policy, now });
  }
}

interface Taken {
  fresh: readonly FreshReceipt[];
  changed: readonly CallBefore[];
  isAlone: boolean;
}

/** @returns the digests of the new receipts by their ids */
async function save(tx: Tx, { fresh, changed, isAlone }: Taken): Promise<Map<string, string>> {
  if (fresh.length === 0) return new Map();
  const inserted = await insertReceipts(tx, fresh);
  // Another call took the same receipt id a moment ago. A batch is rolled back and taken again in halves, to find whose it was.
  if (inserted.size < fresh.length) throw isAlone ? new Refusal('receipt/conflict') : new Error('A receipt id was taken meanwhile');
  await saveAnswers(
    tx,
    changed.map(({ call }) => call),
  );
  // A call for help that others pass on, or that is called for in a household, leaves a call that still rings.
  const ids = changed.filter(({ call }) => !isOwing(call)).map(({ call }) => call.id);
  await withdraw(tx, ids);
  return inserted;
}

/** What an officer answered for others stands in the audit trail, whichever way it was given. */
async function noteByHand(
  tx: Tx,
  { fresh, standings: placed }: { fresh: readonly FreshReceipt[]; standings: readonly CallBefore[] },
  now: Date,
) {
  const areas = new Map(placed.map(({ call }) => [call.id, call.areaCode]));
  const entries = fresh.flatMap(({ by, callId, kind }) => {
    if (!('userId' in by) || by.username === undefined) return [];
    const { userId, username, address } = by;
    const from = address === undefined ? {} : { address };
    return [
      { at: now, userId, username, action: 'call.answered', subject: `call ${callId}: ${kind}`, areaCode: areas.get(callId)!, ...from },
    ];
  });
  if (entries.length > 0) await insertAudits(tx, entries);
}

interface Changed {
  incident: Incident;
  changed: readonly CallBefore[];
  /** Calls for help, also by calls that they change no more. */
  help: readonly HelpReceipt[];
  /** New receipts and their digests. */
  receipts: [id: string, digest: string][];
}

function vouchedFor(
  fresh: readonly FreshReceipt[],
  { spoken, digests }: { spoken: readonly CallBefore[]; digests: ReadonlyMap<string, string> },
): [string, string][] {
  const calls = new Set(spoken.map(({ call }) => call.id));
  return fresh.flatMap(({ callId, receiptId }) => (calls.has(callId) ? [[receiptId, digests.get(receiptId)!]] : []));
}

async function recordChanged(tx: Tx, ctx: Ctx, { incident, changed, help, receipts }: Changed): Promise<void> {
  if (changed.length === 0 && help.length === 0) return;
  const touched = changed.map(({ call, tallyCode }) => ({ id: call.id, callOutId: call.callOutId, tallyCode, call, isReceipt: true }));
  const [first, ...rest] = [...(await callFacts(tx, incident.id, touched)), ...(await takeHelpSaid(tx, incident.id, help))];
  // Whichever it is: together they tell of all that was received.
  const facts: ToldFact[] = first ? [receipts.length > 0 ? { ...first, evidence: { receipt: receipts } } : first, ...rest] : [];
  await record(tx, { incidentId: incident.id, at: incidentNow(incident, ctx.now), doorbell: ctx.doorbell }, facts);
}
