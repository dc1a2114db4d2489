/** A piece of a text beside its earlier version. */
export interface Piece {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** Longer middles than this are shown as replaced in one: comparing each word with each would hold up the screen. */
const mostWords = 1_500;

/**
 * What changed from one text to the next: Chinese by the character, everything else by the word or number, since half a number that
 * changed is misread. The longest common sequence, so that what was kept is shown as kept.
 */
export function wordDiff(before: string, after: string): Piece[] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const middle = compared(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return joined([...same(a.slice(0, start)), ...middle, ...same(a.slice(a.length - end))]);
}

const word = /(?:(?!\p{Script=Han})[\p{L}\p{N}])+(?:[.:/-](?:(?!\p{Script=Han})[\p{L}\p{N}])+)*|\s+|[^]/gu;

function wordsOf(text: string): string[] {
  return text.match(word) ?? [];
}

function same(words: readonly string[]): Piece[] {
  return words.map((text) => ({ kind: 'same', text }));
}

function compared(a: readonly string[], b: readonly string[]): Piece[] {
  if (a.length > mostWords || b.length > mostWords) return replaced(a, b);
  const kept = keptLengths(a, b);
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      pieces.push({ kind: 'same', text: a[i]! });
      i++;
      j++;
    } else if (kept(i + 1, j) >= kept(i, j + 1)) pieces.push({ kind: 'removed', text: a[i++]! });
    else pieces.push({ kind: 'added', text: b[j++]! });
  }
  return [...pieces, ...replaced(a.slice(i), b.slice(j))];
}

function replaced(a: readonly string[], b: readonly string[]): Piece[] {
  return [...a.map((text): Piece => ({ kind: 'removed', text })), ...b.map((text): Piece => ({ kind: 'added', text }))];
}

/** How many words both hold in the same order from each pair of places to their ends. */
function keptLengths(a: readonly string[], b: readonly string[]): (i: number, j: number) => number {
  const width = b.length + 1;
  const table = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const [below, right] = [table[(i + 1) * width + j]!, table[i * width + j + 1]!];
      table[i * width + j] = a[i] === b[j] ? table[(i + 1) * width + j + 1]! + 1 : Math.max(below, right);
    }
  return (i, j) => table[i * width + j]!;
}

/** Neighbours of a kind in one piece; between two of the same, what was removed before what was added. */
function joined(pieces: readonly Piece[]): Piece[] {
  const runs: Piece[] = [];
  let changed = { removed: '', added: '' };
  const flush = () => {
    for (const kind of ['removed', 'added'] as const) if (changed[kind]) runs.push({ kind, text: changed[kind] });
    changed = { removed: '', added: '' };
  };
  for (const { kind, text } of pieces) {
    if (kind !== 'same') {
      changed[kind] += text;
      continue;
    }
    flush();
    const last = runs.at(-1);
    if (last?.kind === 'same') last.text += text;
    else runs.push({ kind, text });
  }
  flush();
  return runs;
}
