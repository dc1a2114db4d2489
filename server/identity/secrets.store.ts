import { randomBytes } from 'node:crypto';
import type { Tx } from '../kernel/db.ts';

/** A secret of this installation, 32 random bytes, made when it is first asked for; every node gets the same. As the owner only. */
export async function secretNamed(tx: Tx, name: string): Promise<Buffer> {
  await tx.query(`insert into server_secret (name, value) values ($1, $2) on conflict (name) do nothing`, [name, randomBytes(32)]);
  const row = await tx.one<{ value: Buffer }>(`select value from server_secret where name = $1`, [name]);
  if (!row) throw new Error(`No secret ${name}`);
  return row.value;
}
