import type { CallRow } from '#contract/calls.ts';
import { LinkClaim } from '#contract/field.ts';
import { secretNamed } from '../../server/identity/secrets.store.ts';
import type { Database } from '../../server/kernel/db/db.ts';
import { TokenSeal } from '../../server/kernel/security/signed-token.ts';

/** The call with the link that went to the person alone: no desk is ever told it, so it is sealed here with the secret of the server. */
export async function asHeldByPerson(database: Database, call: CallRow): Promise<CallRow> {
  const links = new TokenSeal(await database.asOwner((tx) => secretNamed(tx, 'link-token')), LinkClaim);
  return { ...call, fieldUrl: `/field?token=${links.seal({ callId: call.id, personId: call.personId }, new Date())}` };
}
