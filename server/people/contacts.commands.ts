import type { Tx } from '../kernel/db/db.ts';
import { readContact } from './contacts.rules.ts';
import { saveReadings, unreadContacts } from './contacts.store.ts';

/**
 * Reads the numbers that have not been read since they were set, so that the database knows as well which of them can be dialled. Needs
 * the whole server's scope and the personal role; three statements at most, however many there are.
 */
export async function readNumbers(tx: Tx): Promise<void> {
  const unread = await unreadContacts(tx);
  if (unread.length > 0) await saveReadings(tx, unread.map(readContact));
}
