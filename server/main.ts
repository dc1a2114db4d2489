import { ZodError } from 'zod';
import { exitCodes } from './exit-codes.js';
import { UnsafeSettings } from './fill.ts';
import { LogDamaged } from './incidents/damaged.commands.ts';
import { FolderDamaged } from './kernel/db/data-folder.ts';
import { DataKeyRefused } from './kernel/db/data-key-check.ts';
import { FolderInUse } from './kernel/db/folder-lock.ts';
import { MigrationsDiffer } from './kernel/db/migration-hashes.ts';
import { LogKeyUnreadable } from './log-key.ts';
import { readSettings } from './settings.ts';
import { startServer } from './start.ts';

/** Whose message is one clear sentence for the operator. */
const said = [FolderInUse, FolderDamaged, LogDamaged, UnsafeSettings, MigrationsDiffer, DataKeyRefused, LogKeyUnreadable];

/** What the system or the database says by a code, in a sentence for the operator. */
const known: Record<string, { sentence: string; exitCode: number }> = {
  EADDRINUSE: { sentence: 'The port is in use by another program: set PORT to a free one.', exitCode: exitCodes.inUse },
  EADDRNOTAVAIL: { sentence: 'HOST is no address of this machine.', exitCode: exitCodes.refused },
  ENOTFOUND: { sentence: 'No machine has the name in HOST or DATABASE_URL.', exitCode: exitCodes.databaseAway },
  ECONNREFUSED: { sentence: 'The database of DATABASE_URL does not answer.', exitCode: exitCodes.databaseAway },
  '57P03': { sentence: 'The database of DATABASE_URL is starting or ending.', exitCode: exitCodes.databaseAway },
  '28P01': { sentence: 'The database of DATABASE_URL refuses that name and password.', exitCode: exitCodes.refused },
  '3D000': { sentence: 'The database of DATABASE_URL does not exist.', exitCode: exitCodes.refused },
};

try {
  const starting = startServer(readSettings(process.env), (line) => process.stdout.write(`${line}\n`));
  let isClosing = false;
  const close = async (signal: string) => {
    if (isClosing) return;
    isClosing = true;
    process.stdout.write(`\n${signal}: closing\n`);
    await (await starting).close();
    process.stdout.write('closed\n');
    process.exit(0);
  };
  // Before it is ready: who sees that it is may end it at once.
  process.on('SIGINT', () => void close('SIGINT'));
  process.on('SIGTERM', () => void close('SIGTERM'));
  await starting;
  process.send?.('ready');
  if (process.argv.includes('--seed-only')) await close('seeded');
} catch (error) {
  process.stderr.write(`${sentenceFor(error)}\n`);
  process.exit(exitCodeFor(error));
}

/** One clear sentence for what an operator can mend; the whole error for what is a bug. */
function sentenceFor(error: unknown): string {
  if (said.some((kind) => error instanceof kind)) return (error as Error).message;
  if (error instanceof ZodError) return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n');
  return knownBy(error)?.sentence ?? (error instanceof Error ? (error.stack ?? error.message) : String(error));
}

/** Whoever started it has to know whether it is any use to start it again. */
function exitCodeFor(error: unknown): number {
  if (error instanceof FolderInUse) return exitCodes.inUse;
  if (error instanceof ZodError || said.some((kind) => error instanceof kind)) return exitCodes.refused;
  return knownBy(error)?.exitCode ?? 1;
}

function knownBy(error: unknown): (typeof known)[string] | undefined {
  return known[(error as { code?: string }).code ?? ''];
}
