/** One line of the table: a figure, and what it is beside when there is something to compare it with. */
export interface Figure {
  engine: string;
  what: string;
  value: number;
  unit: string;
  beside?: { what: string; value: number };
}

/** Milliseconds that the work took, and what it gave. */
export async function timed<T>(work: () => Promise<T>): Promise<{ result: T; milliseconds: number }> {
  const startedAt = performance.now();
  const result = await work();
  return { result, milliseconds: performance.now() - startedAt };
}

/** The value below which `share` (0 to 1) of the samples lie; nearest rank. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Does the work for every item, at most `width` at a time. */
export async function inParallel<T>(items: readonly T[], width: number, work: (item: T) => Promise<unknown>): Promise<void> {
  const queue = items.values();
  const lane = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: width }, lane));
}

export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ engine, what, value, unit, beside }) => [
    engine,
    what,
    `${rounded(value)} ${unit}`,
    beside ? `${beside.what}: ${rounded(beside.value)} ${unit}` : '',
    beside
      ? `${rounded(Math.max(value, beside.value) / Math.min(value, beside.value))} x ${isBetter(value, beside.value, unit) ? 'better' : 'worse'}`
      : '',
  ]);
  const all = [['database', 'what', 'measured', 'beside', 'ratio'], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A rate is better when it is higher, a time or a size when it is lower. */
function isBetter(value: number, other: number, unit: string): boolean {
  return unit === '/s' ? value >= other : value <= other;
}

function rounded(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}
