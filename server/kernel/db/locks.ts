import type pg from 'pg';
import type { Tx } from './db.ts';

/**
 * Every advisory lock of the server by its name. The keys are for ever: during an upgrade nodes of two releases run side by side, and
 * must meet at the same lock. A number stands for one duty on the whole database; any that no other program on the same server uses.
 */
export const dutyLocks = {
  /** One node migrates. */
  migration: 5_031_977_001,
  /** Two nodes that start together fill the city once. */
  filling: 5_031_977_002,
  /** The tree is proved by one at a time. */
  treeProof: 5_031_977_016,
  /** Two edits that close a circle together are made one after the other. */
  postTree: 5_031_977_017,
  /** Two administrators who disable each other at the same moment take turns. */
  administration: 5_031_977_021,
} as const;

/** Of each incident: the seeds with which its id is hashed to a key. */
export const incidentLocks = { log: 0, notices: 1 } as const;

/** Makes other nodes that want the same lock wait until this transaction ends. */
export async function lockUntilCommit(tx: Tx, duty: keyof typeof dutyLocks): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock($1)`, [dutyLocks[duty]]);
}

/** The same for one incident alone. */
export async function lockIncident(tx: Tx, lock: keyof typeof incidentLocks, incidentId: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, ${incidentLocks[lock]}))`, [incidentId]);
}

/** Held across transactions, until it is given back or the connection ends. */
export async function lockSession(client: pg.ClientBase, duty: keyof typeof dutyLocks): Promise<void> {
  await client.query(`select pg_advisory_lock($1)`, [dutyLocks[duty]]);
}

export async function unlockSession(client: pg.ClientBase, duty: keyof typeof dutyLocks): Promise<void> {
  await client.query(`select pg_advisory_unlock($1)`, [dutyLocks[duty]]);
}
