import { describe, expect, it } from 'vitest';
import { builtPage, initialScripts } from './bundle.ts';
import { builtServer, findingsIn, isFound, type Finding } from './built.ts';
import { textOf } from './source.ts';

/** Five megabytes are looked through. */
const patience = { timeout: 180_000 };

const ofNode = Object.getOwnPropertyNames(globalThis);

/** Names of browsers, which packages for both look for before they use them. */
const ofBrowsers =
  'FileReader HTMLElement HTMLImageElement WebTransport XMLHttpRequest addEventListener attachEvent chrome define document localStorage location navigator removeEventListener requestIdleCallback self window'.split(
    ' ',
  );

/** What is known and does no harm: the line in which it stands, and why it never matters. */
const harmless: readonly [RegExp, string][] = [
  [/"pg-native"|"bufferutil"|"utf-8-validate"/, 'faster parts, asked for in a try'],
  [/__require\(mod\)\.__express/, 'engines for views: there are none'],
  [/"function" == typeof __require \? Promise/, 'exifr asks Node for `fs`; it is given bytes'],
  [/babel\.cjs|nativeImport = /, 'node-pg-migrate reads migrations in TypeScript by it; ours are SQL'],
  [/migration-template\./, 'node-pg-migrate writes new migrations from it'],
  [/__dirname, "\.\.\/client-dist\/"/, 'Socket.IO would serve its client from it: `serveClient` is off'],
  [/import\.meta\.resolve\(`(#root\/geodata|@expo-google-fonts\/noto)/, 'ours, and read by every test of the built server'],
  [/const ours = new URL\(built \? "\.\.\/\.\.\/postgis\/"/, 'the folder beside those of the builds; what is not there is made there'],
  [
    /const (built|file|bootstrap|vite) = |var __require = |useBuild\(import\.meta\.dirname\)/,
    'a worker beside the file, the package that builds the client, the bundler itself, the build that a server runs from',
  ],
];

/** What is not there at run time, or would throw. */
function faults(path: string): string[] {
  const text = textOf(path);
  return findingsIn(text, ofNode)
    .filter((finding) => isFault(finding, path))
    .map(({ kind, name, line }) => `${path} ${kind} ${name}: ${line.slice(0, 160)}`);
}

function isFault({ kind, name, line }: Finding, path: string): boolean {
  if (kind === 'asks' && name !== '?' && isFound(name, path)) return false;
  if (kind === 'reads' && ofBrowsers.includes(name)) return false;
  return !harmless.some(([known]) => known.test(line));
}

describe('the built server', () => {
  it('assigns and reads only names that are declared, and finds all that it asks for', patience, () => {
    expect(builtServer().flatMap(faults)).toEqual([]);
  });
});

describe('the built page of a responder, and its worker', () => {
  it('assigns only names that are declared, and requires nothing', patience, () => {
    // The desk, whose packages are modules themselves, is left to the browsers of the journeys.
    const found = [builtPage('field-worker.js'), ...initialScripts('field.html')].flatMap((path) => findingsIn(textOf(path), ofNode));
    const names = found.filter(({ kind, name }) => kind === 'assigns' || /^(__dirname|__filename|require|module|exports)$/.test(name));
    expect(names.map(({ kind, name }) => `${kind} ${name}`)).toEqual([]);
  });
});

describe('a package in sloppy mode', () => {
  const lookAt = (text: string) => findingsIn(text, ofNode).map(({ kind, name }) => `${kind} ${name}`);

  it.each([
    ['a plain assignment', 'function f() { counter = 1; return counter; }', ['assigns counter', 'reads counter']],
    ['a loop', 'for (key in {}) void 0;', ['assigns key']],
    ['a step', 'total++;', ['assigns total']],
    ['taking apart', '[left, [right]] = [1, [2]];', ['assigns left', 'assigns right']],
    ['a folder that only required files know', 'read(__dirname); function read() {}', ['reads __dirname']],
    ['a function of a block outside of it', '{ function inner() {} } inner();', ['reads inner']],
    ['a file by its name', 'const a = require("./a.sql"); export { a };', ['reads require', 'asks ./a.sql']],
  ])('is found out by %s', (_, text, found) => {
    expect(lookAt(text).sort()).toEqual([...found].sort());
  });

  it.each(['if (typeof window !== "undefined") void 0;', 'let a; a = 1;', 'export const place = URL.name;', 'var f; { f = () => f; }'])(
    'is not seen in %s',
    (text) => expect(lookAt(text)).toEqual([]),
  );
});
