import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { filesIn, root, sourcesIn, syntaxOf } from './source.ts';

interface Pair {
  zh: string;
  en: string;
}

const files = filesIn('client/words').filter((path) => path !== 'client/words/words.ts' && path.endsWith('.ts'));
const words = new Map<string, Pair>();
/** Those of the files that hold words; the others say them. */
const catalogues = new Set<string>();
for (const file of files) {
  const exported = (await import(`${root}/${file}`)) as Record<string, unknown>;
  for (const value of Object.values(exported)) for (const [key, pair] of pairsIn(value)) words.set(key, pair);
  if (Object.values(exported).some((value) => pairsIn(value).length > 0)) catalogues.add(file);
}

describe('the catalogues', () => {
  it('have words in both languages for every key', () => {
    expect([...words].filter(([, { zh, en }]) => !zh.trim() || !en.trim()).map(([key]) => key)).toEqual([]);
  });

  it('speak Chinese in zh', () => {
    const latinOnly = /^[\x20-\x7e°·—–→←↑↓×%{}#]*$/;
    expect(
      [...words].filter(([, { zh }]) => latinOnly.test(zh.replace(/\{[^}]*\}/g, '')) && /[a-z]{4}/.test(zh.replace(/\{[^}]*\}/g, ''))),
    ).toEqual([]);
  });

  it('fill the same places in both languages', () => {
    const places = (text: string) => [...new Set([...text.matchAll(/\{\s*(\w+)/g)].map((match) => match[1]))].sort().join();
    expect([...words].filter(([, { zh, en }]) => places(zh) !== places(en)).map(([key]) => key)).toEqual([]);
  });

  it('hold no key that nothing says', () => {
    const { whole, parts } = textsOf(
      sourcesIn('client', 'geodata/layers', 'server/contract', 'server/ledger', 'server/sheets').filter((path) => !catalogues.has(path)),
    );
    const isSaid = (key: string) => whole.has(key) || parts.some(([head, tail]) => key.startsWith(head) && key.endsWith(tail));
    expect([...words.keys()].filter((key) => !isSaid(key))).toEqual([]);
  });
});

function pairsIn(value: unknown): [string, Pair][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).filter((entry): entry is [string, Pair] => typeof (entry[1] as Pair | null)?.zh === 'string');
}

/** Literal strings, and the fixed ends of templates with one hole: `layer/${id}` says every key that begins with `layer/`. */
function textsOf(paths: string[]): { whole: Set<string>; parts: [string, string][] } {
  const whole = new Set<string>();
  const parts: [string, string][] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) whole.add(node.text);
    // The catalogue of layers names the head of the words of each column.
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'wordKey' && ts.isStringLiteralLike(node.initializer))
      parts.push([`${node.initializer.text}/`, '']);
    if (ts.isTemplateExpression(node) && node.head.text.includes('/'))
      parts.push([node.head.text, node.templateSpans.at(-1)!.literal.text]);
    ts.forEachChild(node, visit);
  };
  for (const path of paths) visit(syntaxOf(path));
  return { whole, parts };
}
