import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filesIn, isThere, root, sourcesIn, textOf } from './source.ts';

describe('the top of the repository', () => {
  it('holds what the house style names, and dotfiles', () => {
    const made = ['node_modules', 'dist'];
    const entries = readdirSync(root).filter((name) => !name.startsWith('.') && !made.includes(name));
    expect(entries.sort()).toEqual(
      [
        'LICENSE',
        'README.md',
        'client',
        'geodata',
        'migrations',
        'package-lock.json',
        'package.json',
        'server',
        'test',
        'tsconfig.json',
        'vite.config.ts',
      ].sort(),
    );
  });

  it('has the one command of its automation', () => {
    expect(textOf('.ci/run')).toContain('npm install && npm test');
  });
});

describe('the lock file', () => {
  it('pins what is installed, not where it was fetched', () => {
    expect(textOf('package-lock.json')).not.toContain('"resolved"');
  });

  it('goes with exact versions', () => {
    const { dependencies, devDependencies } = JSON.parse(textOf('package.json')) as Record<string, Record<string, string>>;
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^(npm:[a-z-]+@)?\d+\.\d+\.\d+$/.test(version),
    );
    expect(loose).toEqual([]);
  });
});

describe('the text of the project', () => {
  const texts = filesIn().filter(
    (path) =>
      path !== 'test/house/repository.test.ts' && /\.(ts|js|json|md|sql|css|html|svg|xml|csv|yml)$|^\.[a-z]+(\/[a-z]+)?$/.test(path),
  );

  it('names no path of the machine it was written on', () => {
    const paths = /(^|[\s"'`(=])\/(home|root|work|Users)\/[A-Za-z]/;
    expect(texts.filter((path) => paths.test(textOf(path)))).toEqual([]);
  });

  it('names no package registry', () => {
    const registry = /registry\.[a-z]+\.[a-z]+|npmmirror|verdaccio|artifactory/i;
    expect(texts.filter((path) => registry.test(textOf(path)))).toEqual([]);
  });

  it('ends its lines and its files as .editorconfig says', () => {
    const ours = texts.filter((path) => !/^(geodata\/seed\/sources|geodata\/layers\/basemap|test\/support\/cap)\//.test(path));
    expect(ours.filter((path) => textOf(path).includes('\r') || !textOf(path).endsWith('\n'))).toEqual([]);
  });
});

describe('the tests', () => {
  const tests = sourcesIn('test').filter((path) => path.endsWith('.test.ts'));

  it('are all run', () => {
    const asides = /\b(it|test|describe|suite)(\.\w+)*\.(skip|only|todo|skipIf|runIf|fails)\b/;
    expect(tests.filter((path) => asides.test(textOf(path)))).toEqual([]);
  });

  it('wait for events, never for time', () => {
    const sleeps = /waitForTimeout|setTimeout\((resolve|fulfil|done|r)\b|timers\/promises/;
    expect(sourcesIn('test').filter((path) => path !== 'test/house/repository.test.ts' && sleeps.test(textOf(path)))).toEqual([]);
  });
});

describe('the environment', () => {
  it('is read only where the server is put together', () => {
    const readers = sourcesIn('server').filter((path) => textOf(path).includes('process.env'));
    expect(readers.filter((path) => !/^server\/[a-z-]+\.ts$/.test(path))).toEqual([]);
  });

  it('is never read by the client', () => {
    expect(sourcesIn('client').filter((path) => /process\.env|import\.meta\.env/.test(textOf(path)))).toEqual([]);
  });
});

describe('the lengths', () => {
  it('stay near the aim: four files in five have at most 150 lines', () => {
    const lengths = sourcesIn('client', 'server', 'geodata', 'test').map((path) => textOf(path).split('\n').length);
    expect(lengths.filter((lines) => lines <= 150).length / lengths.length).toBeGreaterThanOrEqual(0.8);
  });
});

it('has a licence', () => {
  expect(isThere('LICENSE') && textOf('LICENSE')).toContain('Apache License');
});
