import type { RevealedPerson } from '../contract/people.ts';
import type { Session } from '../contract/session.ts';
import { insertAudit } from '../audit/audit.store.ts';
import type { Tx } from '../kernel/db/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { personInTheClear } from './people.store.ts';

export interface Reveal {
  personId: number;
  purpose: string;
  reader: Session;
  /** Network address of who asks. */
  address?: string;
}

/** Reads a name and its addresses in the clear, and writes who read them and why: both happen or neither does. */
export async function reveal(tx: Tx, { personId, purpose, reader, address }: Reveal, now: Date): Promise<RevealedPerson> {
  const found = await personInTheClear(tx, personId);
  if (!found) throw new Refusal('person/unknown');
  const { areaCode, ...person } = found;
  await insertAudit(tx, {
    at: now,
    userId: reader.userId,
    username: reader.username,
    action: 'person.revealed',
    subject: `person ${personId}`,
    purpose,
    ...(address && { address }),
    areaCode,
  });
  return person;
}
