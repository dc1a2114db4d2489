import { randomUUID } from 'node:crypto';
import type { CallRow } from '#contract/calls.ts';
import { LinkClaim } from '#contract/field.ts';
import { postKinds, type Policy } from '#contract/policies.ts';
import { secretNamed } from '../../server/identity/secrets.store.ts';
import { openDatabase } from '../../server/kernel/db/db.ts';
import { TokenSeal } from '../../server/kernel/security/signed-token.ts';
import { capMessage, geocode } from '../support/cap-message.ts';
import { Desk } from '../support/desk.ts';

/** From now on red calls whoever holds a post and every household: some 21,500 people. */
export async function callEveryoneForRed(url: string): Promise<void> {
  const admin = await Desk.of(url, 'admin');
  const { body } = await admin.get<Policy[]>('/api/policies');
  const red = body.find(({ id }) => id === 'any-red')!;
  const { status } = await admin.send('PUT', '/api/policies/any-red', { body: { ...red, postKinds, callsHouseholds: true } });
  if (status !== 200) throw new Error(`The policy was refused: ${status}`);
}

/** Everybody of the city, made ready in an exercise of their own: nothing rings before the release. */
export async function orderedEveryone(url: string): Promise<{ incidentId: string; callOutId: string; calls: CallRow[] }> {
  const duty = await Desk.of(url, 'duty');
  const incident = await duty.openIncident();
  const { body } = await duty.postCap<{ callOutId: string }>(incident.id, redForTheCity());
  return { incidentId: incident.id, callOutId: body.callOutId, calls: await duty.calls(body.callOutId) };
}

function redForTheCity(): string {
  return capMessage({
    alert: { identifier: randomUUID(), sent: new Date().toISOString().replace(/\.\d+Z/, '+00:00') },
    info: { headline: '南通市气象台发布台风红色预警信号', severity: 'Extreme' },
    area: { '+code': geocode('320600000000') },
  });
}

/**
 * Makes what a person's own device shows of itself to the server. The links of the call list are the officer's who lists: they look on,
 * and what comes by them is answered by hand.
 */
export async function ownLinks(databaseUrl: string): Promise<TokenOf> {
  const database = openDatabase('postgres', { connectionString: databaseUrl, max: 1 });
  const links = new TokenSeal(await database.asOwner((tx) => secretNamed(tx, 'link-token')), LinkClaim);
  await database.close();
  return ({ id, personId }) => links.seal({ callId: id, personId }, new Date());
}

export type TokenOf = (call: Pick<CallRow, 'id' | 'personId'>) => string;
