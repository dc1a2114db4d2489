import type { FieldCall, LinkClaim } from '../contract/calls.ts';
import { incidentsById } from '../incidents/incidents.store.ts';
import type { Ctx } from '../kernel/ctx.ts';
import type { Tx } from '../kernel/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { answerRefusal } from './answer.rules.ts';
import { callsById, standings } from './call-board.store.ts';
import { fieldCallOf } from './field.rules.ts';
import { messages } from './field.store.ts';

/** What the field page shows to the holder of a link. */
export async function fieldCall(tx: Tx, ctx: Ctx, claim: LinkClaim): Promise<FieldCall> {
  const [standing] = await standings(tx, [claim.callId]);
  if (!standing) throw new Refusal('call/unknown');
  const refused = answerRefusal(standing, { personId: claim.personId });
  if (refused) throw new Refusal(refused);
  return (await fieldCalls(tx, ctx, [claim]))[0]!;
}

/** What each of these links shows, in their order. */
export async function fieldCalls(tx: Tx, ctx: Ctx, claims: readonly LinkClaim[]): Promise<FieldCall[]> {
  const callIds = [...new Set(claims.map(({ callId }) => callId))];
  const found = new Map((await messages(tx, callIds)).map((message) => [message.callId, message]));
  const calls = new Map((await callsById(tx, callIds)).map((call) => [call.id, call]));
  const incidents = await incidentsById(
    tx,
    [...found.values()].map(({ incidentId }) => incidentId),
  );
  return claims.map(({ callId, personId }) => {
    const { incidentId, callId: _, ...message } = found.get(callId)!;
    const at = { incident: incidents.get(incidentId)!, wall: ctx.now };
    return fieldCallOf(message, calls.get(callId)!, { ...at, personId });
  });
}
