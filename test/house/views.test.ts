import { expect, it } from 'vitest';
import { importsOf, sourcesIn } from './source.ts';

const draws = /^(lit|@lit\/|@vaadin\/|maplibre-gl|@deck\.gl\/|socket\.io)/;
const asks = /^client\/(app\/api|state\/(link|socket))\.ts$|\/jy-[a-z-]+\.ts$/;

/** Where running code of `path` leads, through files of ours, to something that draws or asks; the way there. */
function wayOut(path: string, seen = new Set<string>()): string | null {
  if (seen.has(path)) return null;
  seen.add(path);
  for (const found of importsOf(path).filter(({ typeOnly }) => !typeOnly)) {
    if (draws.test(found.specifier)) return `${path} -> ${found.specifier}`;
    if (!found.path?.endsWith('.ts')) continue;
    const further = asks.test(found.path) ? found.path : wayOut(found.path, seen);
    if (further) return `${path} -> ${further}`;
  }
  return null;
}

it('a view or a layer says what to show: no way leads from it to an element, the network or a map', () => {
  const views = sourcesIn('client').filter((path) => /\.(view|layer)\.ts$/.test(path));
  expect(views.length).toBeGreaterThan(0);
  expect(views.flatMap((path) => wayOut(path) ?? [])).toEqual([]);
});

it('a rule decides: no way leads from it to a database, a clock or Node', () => {
  const outside = /^(node:|pg$|express|socket\.io)/;
  const reaches = (path: string, seen = new Set<string>()): string[] => {
    if (seen.has(path)) return [];
    seen.add(path);
    return importsOf(path)
      .filter(({ typeOnly }) => !typeOnly)
      .flatMap((found) =>
        outside.test(found.specifier) ? [`${path} -> ${found.specifier}`] : found.path?.endsWith('.ts') ? reaches(found.path, seen) : [],
      );
  };
  const rules = sourcesIn('server').filter((path) => path.endsWith('.rules.ts'));
  expect(rules.flatMap((path) => reaches(path))).toEqual([]);
});
