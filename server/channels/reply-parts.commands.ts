import type { IncomingReply, ReplyPart } from '../kernel/channels/channel.ts';
import type { Tx } from '../kernel/db/db.ts';
import { groupBy } from '../kernel/group-by.ts';
import { smsText } from '../kernel/sms/sms-text.ts';
import { forgetParts, insertParts, takeParts } from './reply-parts.store.ts';

/** Who asks for help in the first part must not wait for a second that never comes. A default value (默认值) of our own. */
const patienceSeconds = 60;
/** A centre that is not sure hands a part in again within this; then its reference may begin another reply. */
const repeatMinutes = 10;

/** Keeps these parts. @returns the replies that are whole with them, and what there is of those whose rest has not come in time */
export async function joinParts(tx: Tx, now: Date, parts: readonly ReplyPart[]): Promise<IncomingReply[]> {
  if (parts.length > 0) await insertParts(tx, parts);
  else await forgetParts(tx, new Date(now.getTime() - repeatMinutes * 60_000));
  const taken = await takeParts(tx, { now, overdue: new Date(now.getTime() - patienceSeconds * 1000) });
  return [...groupBy(taken, ({ from, reference, total }) => `${from} ${reference} ${total}`).values()].map(joined);
}

/** Bytes are joined before they are read, as far as none is missing: a character may be cut in two. */
function joined(parts: readonly ReplyPart[]): IncomingReply {
  const inOrder = [...new Map(parts.map((part) => [part.nr, part])).values()].sort((one, other) => one.nr - other.nr);
  const runs: ReplyPart[][] = [];
  for (const part of inOrder) {
    const last = runs.at(-1)?.at(-1);
    if (last && part.nr === last.nr + 1 && part.coding === last.coding) runs.at(-1)!.push(part);
    else runs.push([part]);
  }
  const texts = runs.map((run) => smsText(Buffer.concat(run.map(({ bytes }) => bytes)), run[0]!.coding));
  const { from, total } = inOrder[0]!;
  const isWhole = inOrder.length === total;
  const at = new Date(Math.max(...inOrder.map((part) => part.at.getTime())));
  return { messageId: null, from, text: isWhole ? texts.join('') : `${texts.join('…')}…`, at };
}
