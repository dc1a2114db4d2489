import { peoplePerNumber, postsPerPerson, reachedWithinDays, type TreeProof } from '../contract/tree-proof.ts';
import type { Tx } from '../kernel/db/db.ts';
import { lockUntilCommit } from '../kernel/db/locks.ts';
import { readNumbers } from '../people/contacts.commands.ts';
import { lastCheck } from './comms-checks.store.ts';
import { isNightlyDue, lastNightly } from './tree-proof.rules.ts';
import {
  deadEndCounts,
  deadEndsOf,
  findDeadEnds,
  forgetProofs,
  insertProof,
  newestProof,
  numbersOf,
  saveDuration,
  treeSize,
  type ProofHead,
} from './tree-proof.store.ts';

const dayMilliseconds = 24 * 60 * 60_000;
const keptDays = 90;

export interface WantedProof {
  now: Date;
  /** A proof that was made at this time or later will do; null: none will. */
  notBefore: Date | null;
  nightly: boolean;
}

/**
 * Proves that every household and post has two living paths and that silence can climb from each of them to the city, unless a proof
 * is new enough. Needs the whole server's scope and the role that may read numbers; what is written holds none.
 *
 * Of two that want a proof at the same time the second waits, and finds the first one's.
 */
export async function proveTree(tx: Tx, { now, notBefore, nightly }: WantedProof): Promise<void> {
  await lockUntilCommit(tx, 'treeProof');
  const last = await newestProof(tx, nightly ? true : undefined);
  if (last && notBefore && last.checkedAt >= notBefore) return;
  const startedAt = performance.now();
  await readNumbers(tx);
  const id = await insertProof(tx, now, nightly);
  const reachedSince = new Date(now.getTime() - reachedWithinDays * dayMilliseconds);
  await findDeadEnds(tx, { id, at: now }, { postsPerPerson, peoplePerNumber, reachedSince });
  await forgetProofs(tx, id, new Date(now.getTime() - keptDays * dayMilliseconds));
  await saveDuration(tx, id, Math.round(performance.now() - startedAt));
}

/** The night whose proof is due, or null when it has been made. */
export async function nightlyDue(tx: Tx, now: Date): Promise<Date | null> {
  const last = await newestProof(tx, true);
  return isNightlyDue(last?.checkedAt ?? null, now) ? lastNightly(now) : null;
}

/** The newest proof, cut to the transaction's scope; undefined before the first. */
export async function newestTreeProof(tx: Tx): Promise<TreeProof | undefined> {
  const head = await newestProof(tx);
  return head && (await proofFrom(tx, head));
}

async function proofFrom(tx: Tx, { id, checkedAt, tookMilliseconds }: ProofHead): Promise<TreeProof> {
  return {
    checkedAt: checkedAt.toISOString(),
    tookMilliseconds,
    ...(await treeSize(tx)),
    numbers: await numbersOf(tx),
    counts: await deadEndCounts(tx, id),
    deadEnds: await deadEndsOf(tx, id),
    lastCheck: (await lastCheck(tx)) ?? null,
  };
}
