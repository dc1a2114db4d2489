import type { Warning, WarningId } from '../contract/warnings.ts';
import type { Tx } from '../kernel/db/db.ts';
import { saveNotices } from '../notices/notices.store.ts';
import { noticeOf } from './notice.rules.ts';
import { insertWarning, warningsById, type KeptMessage } from './warnings.store.ts';

/** Keeps a version of a warning, and what people are called about by it. */
export async function keepWarning(tx: Tx, warning: Warning, message: KeptMessage): Promise<void> {
  await insertWarning(tx, warning, message);
  await saveNotices(tx, [noticeOf(warning)]);
}

/** Says anew what people are called about by versions that have learnt their level or their place among the others. @returns these */
export async function keepNotices(tx: Tx, ids: readonly WarningId[]): Promise<Warning[]> {
  const warnings = await warningsById(tx, ids);
  await saveNotices(tx, warnings.map(noticeOf));
  return warnings;
}
