import { describe, expect, it } from 'vitest';
import { importsOf, sourcesIn } from './source.ts';

/** What one folder takes from others, types included: `folder -> folder`, with the files that do so. */
type Edges = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

describe('the folders', () => {
  it.each(['server', 'client', 'geodata'])('of %s stand on each other in one direction only', (side) => {
    const edges = edgesIn(side);
    expect(edges.size).toBeGreaterThan(2);
    expect(circlesIn(edges)).toEqual([]);
  });

  it('would be found to stand in a circle', () => {
    const edges: Edges = new Map([
      ['a', new Map([['b', ['a/one.ts -> b/two.ts']]])],
      ['b', new Map([['c', ['b/two.ts -> c/three.ts']]])],
      ['c', new Map([['b', ['c/three.ts -> b/four.ts']]])],
    ]);
    expect(circlesIn(edges)).toEqual(['b/two.ts -> c/three.ts', 'c/three.ts -> b/four.ts']);
  });
});

function edgesIn(side: string): Edges {
  const edges = new Map<string, Map<string, string[]>>();
  for (const file of sourcesIn(side)) {
    const from = folderOf(file);
    const others = edges.get(from) ?? new Map<string, string[]>();
    edges.set(from, others);
    for (const { path } of importsOf(file)) {
      if (!path || folderOf(path) === from) continue;
      others.set(folderOf(path), [...(others.get(folderOf(path)) ?? []), `${file} -> ${path}`]);
    }
  }
  return edges;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** Every import by which a folder reaches itself again through others. */
function circlesIn(edges: Edges): string[] {
  return [...edges].flatMap(([from, others]) =>
    [...others].filter(([to]) => reachedFrom(to, edges).has(from)).flatMap(([, imports]) => imports),
  );
}

function reachedFrom(start: string, edges: Edges): ReadonlySet<string> {
  const reached = new Set([start]);
  for (const folder of reached) for (const next of edges.get(folder)?.keys() ?? []) reached.add(next);
  return reached;
}
