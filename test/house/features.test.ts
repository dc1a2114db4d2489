import { describe, expect, it } from 'vitest';
import { onMap } from '../support/map-features.ts';
import { importsOf, sourcesIn, textOf } from './source.ts';

describe('what a noun brings', () => {
  const listed = textOf('client/app/features.ts');
  const featureFiles = sourcesIn('client').filter((path) => path.endsWith('.feature.ts'));

  it('is listed by the desk, one line each', () => {
    expect(featureFiles.length).toBeGreaterThan(8);
    expect(featureFiles.filter((path) => !listed.includes(`'../${path.slice('client/'.length)}'`))).toEqual([]);
  });

  it('for the map is what the tests of the map hold', () => {
    const brought = featureFiles.flatMap((path) => /^ {2}map: (\w+),$/m.exec(textOf(path))?.[1] ?? []);
    expect(onMap.map(({ name }) => name).toSorted()).toEqual([...brought, 'groundOnMap'].toSorted());
  });

  it('stands in its own folder: the desk names no dialog, band or panel of a noun', () => {
    const nouns = featureFiles.map((path) => path.split('/')[1]!);
    const named = sourcesIn('client/app').flatMap((path) => {
      const elements = importsOf(path).flatMap(({ path: found }) => (found?.includes('/jy-') ? [found] : []));
      return elements.filter((found) => nouns.includes(found.split('/')[1]!)).map((found) => `${path} -> ${found}`);
    });
    // Which incident is followed is chosen in the head of the desk, as the page and the user are.
    expect(named).toEqual(['client/app/jy-top-bar.ts -> client/incidents/jy-incident-menu.ts']);
  });
});
