import { randomUUID } from 'node:crypto';
import { answersTo } from '../contract/notice-answers.ts';
import { NoticeId } from '../contract/notices.ts';
import type { CommsCheck } from '../contract/tree-proof.ts';
import { wholeServer, type Database, type Tx } from '../kernel/db/db.ts';
import { sliceOf } from '../kernel/db/slices.ts';
import type { Notice } from '../notices/notices.rules.ts';
import { saveNotices } from '../notices/notices.store.ts';
import {
  completeCheck,
  forgetChecks,
  insertCheck,
  insertChecked,
  lastCheck,
  lastReached,
  peopleToAsk,
  type Checked,
} from './comms-checks.store.ts';

const keptChecks = 10;

/** How a check ended: asked without a sound, and never over a gateway. */
export interface CheckAnswers {
  at: Date;
  /** Who asked; null: the night. */
  userId: number | null;
  /** Everyone whose open page answered. */
  personIds: readonly number[];
}

/** Of how many people a transaction takes note at most, where it has a session of its own. */
const peopleAtOnce = 50_000;

/**
 * Notes a check that rang nobody, in steps between which others have their turn; it counts once all of it is noted.
 *
 * Who is on a page of a server that could not be asked was perhaps reached lately: that is known from what was shown there.
 */
export async function checkComms(database: Database, answered: CheckAnswers): Promise<void> {
  const step = <T>(work: (tx: Tx) => Promise<T>) => database.transaction(wholeServer, work);
  await noteCheck(step, answered, sliceOf(database, peopleAtOnce));
}

/** The same in one transaction, which needs the whole server's scope: a check is of everyone. */
export function recordCheck(tx: Tx, answered: CheckAnswers): Promise<void> {
  return noteCheck((work) => work(tx), answered, peopleAtOnce);
}

async function noteCheck(step: Step, { at, userId, personIds }: CheckAnswers, limit: number): Promise<void> {
  const asked = await step(peopleToAsk);
  const reachedAt = new Map((await step(lastReached)).map((reached) => [reached.personId, reached.at]));
  const answering = new Set(personIds);
  const people = asked.map((personId): Checked => {
    const shown = answering.has(personId);
    return { personId, shown, at: shown ? at : (reachedAt.get(personId) ?? null) };
  });
  const id = await step(async (tx) => {
    const notice = checkNotice(at);
    await saveNotices(tx, [notice]);
    return insertCheck(tx, { at, userId, noticeId: notice.id });
  });
  for (let from = 0; from < people.length; from += limit) await step((tx) => insertChecked(tx, id, people.slice(from, from + limit)));
  await step(async (tx) => {
    await completeCheck(tx, id);
    await forgetChecks(tx, keptChecks);
  });
}

type Step = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

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
