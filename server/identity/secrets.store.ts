import { randomBytes } from 'node:crypto';
import type { Tx } from '../kernel/db/db.ts';

/** A secret of this installation, 32 random bytes, made when it is first asked for; every node gets the same. As the owner only. */
export async function secretNamed(tx: Tx, name: string): Promise<Buffer> {
  const made = tx.seal('server_secret.value', randomBytes(32).toString('base64'));
  await tx.query(`insert into server_secret (name, value) values ($1, $2) on conflict (name) do nothing`, [name, made]);
  const row = await tx.one<{ value: string }>(`select value from server_secret where name = $1`, [name]);
  const secret = Buffer.from(row?.value ?? '', 'base64');
  if (secret.length !== 32) throw new Error(`The secret ${name} cannot be read`);
  return secret;
}
