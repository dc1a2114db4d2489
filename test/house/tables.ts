import { filesIn, textOf } from './source.ts';

/** A statement that changes a table, where it is written. */
export interface Write {
  table: string;
  file: string;
}

/** Every table that the migrations make. */
export function tables(): string[] {
  const sql = filesIn('migrations').filter((path) => /\/\d{4}_/.test(path));
  return sql.flatMap((path) => [...textOf(path).matchAll(/^create table (\w+)/gim)].map((match) => match[1]!));
}

const verbs = [/\binsert\s+into\s+(\w+)/gi, /\bupdate\s+(?:only\s+)?(\w+)(?:\s+(?:as\s+)?\w+)?\s+set\b/gi, /\bdelete\s+from\s+(\w+)/gi];

/** The writes in the SQL of these files. */
export function writesIn(files: readonly string[]): Write[] {
  return files.flatMap((file) => {
    const text = textOf(file);
    return verbs.flatMap((verb) => [...text.matchAll(verb)].map((match) => ({ table: match[1]!, file })));
  });
}
