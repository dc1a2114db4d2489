import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';

/** Said when a file is no backup, or not a whole one. */
export class BackupDamaged extends Error {}

const name = z.string().regex(/^[a-z_0-9]{1,63}$/);

/** The first line: what the database was. */
export const BackupHead = z.object({
  format: z.literal('jiaoying-backup'),
  version: z.literal(1),
  takenAt: z.iso.datetime(),
  engine: z.enum(['embedded', 'postgres']),
  migrations: z.array(z.object({ name: z.string().max(200), sha256: z.string().regex(/^[0-9a-f]{64}$/) })).min(1),
  tables: z.array(z.object({ name, columns: z.array(name) })).min(1),
  /** Last values of those that were ever used. */
  sequences: z.record(name, z.number().int()),
});
export type BackupHead = z.infer<typeof BackupHead>;

/** After the rows of a table, which are JSON strings: rows as PostgreSQL writes them. */
export const TableFoot = z.object({ table: name, rows: z.number().int().min(0), sha256: z.string() });
export type TableFoot = z.infer<typeof TableFoot>;

/** The last line: nothing was cut off. */
const End = z.object({ end: z.literal(true), tables: z.number().int() });

/** A row holds one photo at most; more in one line is meant to fill the memory. */
const lineLimit = 96 * 1024 * 1024;

/** What a table reads, row by row in the order of {@link rowOrder}. */
export class TableDigest {
  readonly #hash: Hash = createHash('sha256');
  #rows = 0;

  add(row: string): void {
    this.#hash.update(row).update('\n');
    this.#rows += 1;
  }

  foot(table: string): TableFoot {
    return { table, rows: this.#rows, sha256: this.#hash.digest('hex') };
  }
}

export interface BackupReader {
  head?(head: BackupHead): Promise<void> | void;
  row?(table: string, row: string): Promise<void> | void;
  foot?(foot: TableFoot): Promise<void> | void;
}

/**
 * Reads a backup from its first byte to its last and checks that each table has the rows and the digest that it says.
 *
 * @throws BackupDamaged in a sentence for the operator
 */
export async function readBackup(path: string, reader: BackupReader = {}): Promise<BackupHead> {
  let head: BackupHead | undefined;
  let table = 0;
  let digest = new TableDigest();
  let ended = false;
  for await (const line of parsedLines(path)) {
    if (ended) throw new BackupDamaged('Something follows the end of the backup.');
    if (!head) {
      head = parsed(BackupHead, line, 'The file does not begin as a backup of this program does.');
      await reader.head?.(head);
    } else if (typeof line === 'string') {
      const about = head.tables[table];
      if (!about) throw new BackupDamaged('The backup holds rows of no table.');
      digest.add(line);
      await reader.row?.(about.name, line);
    } else if (table < head.tables.length) {
      const said = parsed(TableFoot, line, 'The end of a table cannot be read.');
      const found = digest.foot(head.tables[table]!.name);
      if (JSON.stringify(said) !== JSON.stringify(found)) throw new BackupDamaged(`The table ${found.table} is not what was backed up.`);
      await reader.foot?.(found);
      digest = new TableDigest();
      table += 1;
    } else {
      ended = parsed(End, line, 'The end of the backup cannot be read.').tables === table;
    }
  }
  if (!head || !ended) throw new BackupDamaged('The backup is cut off: its end is missing.');
  return head;
}

function parsed<T>(schema: z.ZodType<T>, line: unknown, otherwise: string): T {
  const { success, data } = schema.safeParse(line);
  if (!success) throw new BackupDamaged(otherwise);
  return data;
}

async function* parsedLines(path: string): AsyncGenerator {
  for await (const line of lines(path)) {
    try {
      yield JSON.parse(line) as unknown;
    } catch {
      throw new BackupDamaged('A line of the backup cannot be read.');
    }
  }
}

async function* lines(path: string): AsyncGenerator<string> {
  const file = createReadStream(path);
  const unpacked = createGunzip();
  file.on('error', (error) => unpacked.destroy(error));
  let rest: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of file.pipe(unpacked) as AsyncIterable<Buffer>) {
      let from = 0;
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
        yield Buffer.concat([...rest, chunk.subarray(from, at)]).toString();
        from = at + 1;
        rest = [];
        length = 0;
      }
      rest.push(chunk.subarray(from));
      length += chunk.length - from;
      if (length > lineLimit) throw new BackupDamaged('A line of the backup is longer than any that this program writes.');
    }
  } catch (error) {
    throw unreadable(error);
  } finally {
    file.destroy();
  }
  if (length > 0) throw new BackupDamaged('The backup is cut off: its end is missing.');
}

function unreadable(error: unknown): Error {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR') return new BackupDamaged('The backup is cut off: its end is missing.');
  if (code.startsWith('Z_')) return new BackupDamaged(`The file is no backup, or was changed: ${message}.`);
  if (code === 'ENOENT') return new BackupDamaged('There is no such file.');
  return error as Error;
}
