import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';

/** Of a program: how it ended, and all that it said. */
export interface ProgramEnd {
  ok: boolean;
  said: string;
}

/** Runs a program of ours beside this process, after everything else that wants the processor; it ends with `signal`, which rejects. */
export function runProgram(args: readonly string[], signal: AbortSignal): Promise<ProgramEnd> {
  return new Promise((fulfil, reject) => {
    let said = '';
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], signal });
    if (child.pid !== undefined) setPriority(child.pid, 10);
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('error', (error) => (signal.aborted ? reject(error) : fulfil({ ok: false, said: said + error.message })));
    child.once('close', (code) => fulfil({ ok: code === 0, said }));
  });
}
