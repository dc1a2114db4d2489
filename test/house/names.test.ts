import { describe, expect, it } from 'vitest';
import { sourcesIn, textOf } from './source.ts';

/** Words that nobody would search for, and what stands for each. */
const unclear: readonly [word: RegExp, instead: string][] = [
  [/Doors?$/, 'dependencies; for the house at which somebody knocks: door check'],
  [/^Letters?$|Letters?[A-Z]|[a-z]Letters?$/, 'in-app attempt'],
  [/Ears$|Manners$/, 'listener, capabilities'],
  [/^Gist|^gist/, 'combined message'],
  [/Shelf|Shelves/, 'storage or cache'],
  [/RightOfWay|^Turns$/, 'priority gate, keyed mutex'],
  [/^hurry|^takeIn$/, 'what becomes due, what is judged'],
];
/** What these words mean differs from room to room: as a name of its own each may be exported once. */
const onceOnly = ['Standing', 'Desk', 'Reached', 'Held', 'Door'];

/** Types that say the same where two sides share no code: the server's paper and the desk, the phone's page and the desk. */
const saidAgain = ['Language', 'Locale', 'Theme'];

interface Exported {
  path: string;
  name: string;
}

const exported = sourcesIn('client', 'server', 'geodata').flatMap((path): Exported[] =>
  [...textOf(path).matchAll(/^export (?:abstract |async )?(?:class|interface|type|enum|const|function\*?) (\w+)/gm)].map(([, name]) => ({
    path,
    name: name!,
  })),
);

describe('exported names', () => {
  it('are found', () => expect(exported.length).toBeGreaterThan(1_000));

  it('are words that an engineer of the field would search for', () => {
    const found = exported.flatMap(({ path, name }) =>
      unclear.filter(([word]) => word.test(name)).map(([, instead]) => `${path} ${name}: ${instead}`),
    );
    expect(found).toEqual([]);
  });

  it('of types are each of one file', () => {
    const types = sourcesIn('client', 'server', 'geodata').flatMap((path) =>
      Array.from(textOf(path).matchAll(/^export (?:abstract )?(?:class|interface|type) (\w+)/gm), ([, name]) => ({ path, name: name! })),
    );
    const twice = types.filter(({ path, name }) => types.some((other) => other.name === name && other.path !== path));
    expect(twice.filter(({ name }) => !saidAgain.includes(name)).map(({ path, name }) => `${name} ${path}`)).toEqual([]);
  });

  it.each(onceOnly)('have one meaning: %s', (word) => {
    expect(exported.filter(({ name }) => name === word).length).toBeLessThanOrEqual(1);
  });
});
