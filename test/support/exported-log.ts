import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const script = join(import.meta.dirname, 'verify-log.mjs');

export interface Verdict {
  code: number;
  /** Everything it said. */
  said: string;
}

/** Runs the stand-alone script on these bytes, in a process of its own and in a folder where nothing of ours is. */
export async function verdictOn(bytes: string | Buffer, more: readonly string[] = []): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'jiaoying-export-'));
  const file = join(folder, 'log.ndjson');
  writeFileSync(file, bytes);
  try {
    return await new Promise((fulfil) => {
      execFile(process.execPath, [script, file, ...more], { cwd: folder, env: {} }, (error, stdout, stderr) =>
        fulfil({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
      );
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export interface ExportedFact {
  seq: number;
  at: string;
  kind: string;
  areaCode: string | null;
  body: string;
  hash: string;
}

/** The text of an export with its facts changed; every other line stays. */
export function withFacts(text: string, change: (facts: ExportedFact[]) => ExportedFact[]): string {
  const lines = text.trimEnd().split('\n');
  const parsed = lines.map((line) => JSON.parse(line) as object);
  const isFact = (line: object): line is ExportedFact => 'body' in line;
  const facts = change(parsed.filter(isFact));
  const first = parsed.findIndex(isFact);
  const others = parsed.filter((line) => !isFact(line));
  return [...others.slice(0, first), ...facts, ...others.slice(first)].map((line) => `${JSON.stringify(line)}\n`).join('');
}
