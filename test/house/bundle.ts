import { posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { lastBuild } from './built.ts';
import { textOf } from './source.ts';

/** A file of the built client, from the top. */
export function builtPage(path: string): string {
  return posix.join(lastBuild('client'), path);
}

/** The scripts that a page loads before anything is clicked: its entry, and what these import statically. */
export function initialScripts(page: string): string[] {
  const html = textOf(builtPage(page));
  const named = [...html.matchAll(/(?:src|href)="\/?([^"]+\.js)"/g)].map((match) => match[1]!);
  const reached = new Set<string>();
  const reach = (path: string): void => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const next of staticImports(path)) reach(next);
  };
  named.forEach(reach);
  return [...reached].map(builtPage);
}

export function gzippedBytes(paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + gzipSync(textOf(path), { level: 9 }).length, 0);
}

/** `import"./a.js"` and `from"./a.js"`, not `import("./a.js")`, which waits for a reason. */
function staticImports(path: string): string[] {
  const text = textOf(builtPage(path));
  return [...text.matchAll(/(?:\bimport|\bfrom)\s*["'](\.{1,2}\/[^"']+\.js)["']/g)].map((match) =>
    posix.join(posix.dirname(path), match[1]!),
  );
}
