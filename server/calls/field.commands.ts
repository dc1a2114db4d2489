import type { CallId, FieldCall, LinkClaim } from '../contract/calls.ts';
import { incidentsById } from '../incidents/incidents.store.ts';
import type { Ctx } from '../kernel/ctx.ts';
import type { Tx } from '../kernel/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { answerRefusal } from './answer.rules.ts';
import { callsById, standings } from './call-board.store.ts';
import { fieldCallOf } from './field.rules.ts';
import { messages } from './field.store.ts';

/** What the field page shows to the holder of a link. */
export async function fieldCall(tx: Tx, ctx: Ctx, { callId, personId }: LinkClaim): Promise<FieldCall> {
  const [standing] = await standings(tx, [callId]);
  if (!standing) throw new Refusal('call/unknown');
  const refused = answerRefusal(standing, { personId });
  if (refused) throw new Refusal(refused);
  return (await fieldCalls(tx, ctx, [callId])).get(callId)!;
}

export async function fieldCalls(tx: Tx, ctx: Ctx, callIds: readonly CallId[]): Promise<Map<CallId, FieldCall>> {
  const found = await messages(tx, callIds);
  const calls = new Map((await callsById(tx, callIds)).map((call) => [call.id, call]));
  const incidents = await incidentsById(
    tx,
    found.map(({ incidentId }) => incidentId),
  );
  return new Map(
    found.map(({ callId, incidentId, ...message }) => {
      const at = { incident: incidents.get(incidentId)!, wall: ctx.now };
      return [callId, fieldCallOf(message, calls.get(callId)!, at)];
    }),
  );
}
