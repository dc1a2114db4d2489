import { randomUUID } from 'node:crypto';
import { answersTo } from '../contract/notice-answers.ts';
import { NoticeId } from '../contract/notices.ts';
import type { CommsCheck } from '../contract/tree-proof.ts';
import type { Tx } from '../kernel/db.ts';
import type { Notice } from '../notices/notices.rules.ts';
import { saveNotices } from '../notices/notices.store.ts';
import { forgetChecks, insertCheck, insertChecked, lastCheck } from './comms-checks.store.ts';

const keptChecks = 10;

/** How a check ended: asked without a sound, and never over a gateway. */
export interface Answered {
  at: Date;
  /** Who asked; null: the night. */
  userId: number | null;
  /** Everyone whose open page answered. */
  personIds: readonly number[];
}

/**
 * Notes a check that rang nobody. Needs the whole server's scope: a check is of everyone.
 *
 * Pages of another node are not asked; that they were reached lately is known from what was shown on them.
 */
export async function recordCheck(tx: Tx, { at, userId, personIds }: Answered): Promise<void> {
  const notice = checkNotice(at);
  await saveNotices(tx, [notice]);
  const id = await insertCheck(tx, { at, userId, noticeId: notice.id });
  await insertChecked(tx, { id, at }, personIds);
  await forgetChecks(tx, keptChecks);
}

/** How the newest check ended in the transaction's scope. */
export function newestCheck(tx: Tx): Promise<CommsCheck | undefined> {
  return lastCheck(tx);
}

/** What pages are asked about: muted, so that nobody reads it and a page that is open says for itself that it was reached. */
function checkNotice(at: Date): Notice {
  const id = NoticeId.parse(randomUUID());
  return {
    ...{ id, incidentId: null, kind: 'check', subject: `check-${id}`, version: 1, level: null, areas: [] },
    words: {
      zh: { event: '通信检查', headline: '通信检查，无需应答', description: '', instruction: '' },
      en: { event: 'Communications check', headline: 'Communications check, nothing to answer', description: '', instruction: '' },
    },
    ...{ answers: answersTo.check, policyId: null, sentAt: at.toISOString(), beginsAt: null, dueAt: null },
  };
}
