import type { CallId } from '../contract/calls.ts';
import type { FieldCall } from '../contract/field.ts';
import { incidentsById } from '../incidents/incidents.store.ts';
import type { Ctx } from '../kernel/ctx.ts';
import type { Tx } from '../kernel/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { answerRefusal } from './answer.rules.ts';
import { callsById, standings } from './call-board.store.ts';
import { fieldCallOf } from './field.rules.ts';
import { messages } from './field.store.ts';

/** One call, and who looks at it. */
export interface Reading {
  callId: CallId;
  personId: number;
}

/** What the field page shows of one call to somebody who may answer it. */
export async function fieldCall(tx: Tx, ctx: Ctx, reading: Reading): Promise<FieldCall> {
  const [standing] = await standings(tx, [reading.callId]);
  if (!standing) throw new Refusal('call/unknown');
  const refused = answerRefusal(standing, { personId: reading.personId });
  if (refused) throw new Refusal(refused);
  return (await fieldCalls(tx, ctx, [reading]))[0]!;
}

/** What each of these readers is shown, in their order. */
export async function fieldCalls(tx: Tx, ctx: Ctx, readings: readonly Reading[]): Promise<FieldCall[]> {
  const callIds = [...new Set(readings.map(({ callId }) => callId))];
  const found = new Map((await messages(tx, callIds)).map((message) => [message.callId, message]));
  const calls = new Map((await callsById(tx, callIds)).map((call) => [call.id, call]));
  const incidents = await incidentsById(
    tx,
    [...found.values()].map(({ incidentId }) => incidentId),
  );
  return readings.map(({ callId, personId }) => {
    const { incidentId, callId: _, ...message } = found.get(callId)!;
    const at = { incident: incidents.get(incidentId)!, wall: ctx.now };
    return fieldCallOf(message, calls.get(callId)!, { ...at, personId });
  });
}
