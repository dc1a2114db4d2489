import { ZodError } from 'zod';
import { UnsafeSettings } from './fill.ts';
import { FolderDamaged } from './kernel/data-folder.ts';
import { FolderInUse } from './kernel/folder-lock.ts';
import { MigrationsDiffer } from './kernel/migration-hashes.ts';
import { readSettings } from './settings.ts';
import { startServer } from './start.ts';

/** Whose message is one clear sentence for the operator. */
const said = [FolderInUse, FolderDamaged, UnsafeSettings, MigrationsDiffer];

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
  if (process.argv.includes('--seed-only')) await close('seeded');
} catch (error) {
  process.stderr.write(`${sentenceFor(error)}\n`);
  process.exit(1);
}

/** One clear sentence for what an operator can mend; the whole error for what is a bug. */
function sentenceFor(error: unknown): string {
  if (said.some((kind) => error instanceof kind)) return (error as Error).message;
  if (error instanceof ZodError) return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n');
  const code = (error as { code?: string }).code;
  if (code === 'EADDRINUSE') return 'The port is in use by another program: set PORT to a free one.';
  if (code === 'ECONNREFUSED') return 'The database of DATABASE_URL does not answer.';
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
