import type { CallId } from '../contract/calls.ts';
import type { MessageTemplate } from '../contract/policies.ts';
import type { Tx } from '../kernel/db/db.ts';
import { messageOf } from './call-details.store.ts';
import { phoneScript } from './script.rules.ts';

/** What whoever calls this person by hand reads out; undefined when the reader has no such call. */
export async function callScript(tx: Tx, id: CallId): Promise<MessageTemplate | undefined> {
  const message = await messageOf(tx, id);
  return message && phoneScript(message);
}
