/// <reference types="vitest/config" />
import { createHash } from 'node:crypto';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import type { TestSequencer, TestSpecification } from 'vitest/node';

/** Lumo carries its icons as fonts inside its style sheets: the content policy loads fonts from files of our own only. */
const fontsAsFiles: Plugin = {
  name: 'fonts-as-files',
  generateBundle(_options, bundle) {
    const toFile = (_match: string, base64: string): string => {
      const source = Buffer.from(base64, 'base64');
      const fileName = `assets/icons-${createHash('sha256').update(source).digest('hex').slice(0, 8)}.woff`;
      this.emitFile({ type: 'asset', fileName, source });
      return `url(/${fileName})`;
    };
    for (const file of Object.values(bundle)) {
      if (file.type !== 'asset' || !file.fileName.endsWith('.css')) continue;
      file.source = String(file.source).replace(/url\(["']?data:application\/font-woff[^,]*base64,([^"')]+)["']?\)/g, toFile);
    }
  },
};

const fieldFiles = new Set<string>();

/** Notes what the responder's page loads: that much, and nothing of the desk, is kept on the phone. */
const noteFieldFiles: Plugin = {
  name: 'note-field-files',
  generateBundle(_options, bundle) {
    const note = (fileName: string): void => {
      const file = bundle[fileName];
      if (file?.type !== 'chunk' || fieldFiles.has(fileName)) return;
      fieldFiles.add(fileName);
      for (const css of file.viteMetadata?.importedCss ?? []) fieldFiles.add(css);
      [...file.imports, ...file.dynamicImports].forEach(note);
    };
    const entry = Object.values(bundle).find((file) => file.type === 'chunk' && file.isEntry && file.name === 'field');
    if (!entry) throw new Error("The responder's page is not in the build");
    note(entry.fileName);
  },
};

/** A bundle is closed after a failure too: the worker of the last good build must not be replaced by one that keeps nothing. */
function onlyAfterSuccess(plugin: Plugin): Plugin {
  const { closeBundle } = plugin;
  if (typeof closeBundle !== 'object') return plugin;
  const handler: typeof closeBundle.handler = function (...about) {
    return fieldFiles.size > 0 ? closeBundle.handler.apply(this, about) : undefined;
  };
  return { ...plugin, closeBundle: { ...closeBundle, handler } };
}

/** The worker beside the responder's page; that page registers it, the desk knows nothing of it. */
const fieldWorker = VitePWA({
  strategies: 'injectManifest',
  srcDir: 'field',
  filename: 'field-worker.ts',
  registerType: 'prompt',
  injectRegister: false,
  manifest: false,
  injectManifest: {
    rollupFormat: 'iife',
    globPatterns: ['field.html', 'field.webmanifest', 'icons/*', 'assets/*'],
    dontCacheBustURLsMatching: /^assets[/]/,
    maximumFileSizeToCacheInBytes: 10_000_000,
    manifestTransforms: [
      (entries) => ({ manifest: entries.filter(({ url }) => !url.startsWith('assets/') || fieldFiles.has(url)), warnings: [] }),
    ],
  },
}).map(onlyAfterSuccess);

/**
 * Seconds that the longest files take by themselves on a machine of two processors. One of them that begins last keeps the run going while
 * the other processor has nothing to do.
 */
const seconds: Record<string, number> = {
  'every-hold': 170,
  'fifty-kills-lose-nothing': 160,
  'everyone-can-read-the-screens': 140,
  'every-operation': 100,
  'engine-death': 96,
  'a-backup-comes-back': 98,
  backup: 88,
  'city-ladder': 60,
  'names-are-sealed-at-rest': 52,
  seed: 50,
};

/** Those whose length the size of their file does not tell go first; of the others the larger ones, as they come. */
class SlowestFirst implements TestSequencer {
  shard(files: TestSpecification[]): TestSpecification[] {
    return files;
  }

  sort(files: TestSpecification[]): TestSpecification[] {
    return [...files].sort((one, other) => orderOf(one) - orderOf(other) || secondsOf(other) - secondsOf(one));
  }
}

function orderOf({ project }: TestSpecification): number {
  return project.config.sequence.groupOrder;
}

function secondsOf({ moduleId }: TestSpecification): number {
  return seconds[/([^/]+?)(\.screen)?\.test\.ts$/.exec(moduleId)?.[1] ?? ''] ?? 0;
}

export default defineConfig({
  root: 'client',
  plugins: [fontsAsFiles, noteFieldFiles, fieldWorker],
  // The map's files are fetched by its worker: inlined as data they would be an outside request for the content policy.
  build: {
    outDir: '../dist/client/by-hand',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: { input: ['index', 'field'].map((page) => `${import.meta.dirname}/client/${page}.html`) },
  },
  worker: { format: 'es' },
  server: {
    // The server compares Origin with Host: both must stay those of the page. Sources of client/api are files, not operations.
    proxy: { '^/(api/(?!.*[.]ts)|socket[.]io/)': { target: 'http://127.0.0.1:8080', changeOrigin: false, ws: true } },
  },
  test: {
    root: import.meta.dirname,
    maxWorkers: 2,
    sequence: { sequencer: SlowestFirst },
    projects: [
      // Loading the server anew for each of some two hundred files took longer than many of their tests.
      {
        test: {
          name: 'pure',
          include: ['test/{house,server,client,geodata}/**/*.test.ts'],
          isolate: false,
          testTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'db',
          include: ['test/db/**/*.test.ts'],
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 240_000,
          sequence: { groupOrder: 1 },
        },
      },
      // What these hold is to hold as well where rows are sealed: once more under a data key, on PostgreSQL, in workers of their own.
      {
        test: {
          name: 'sealed',
          include: ['test/db/{people,replies,unread-replies}.test.ts'],
          env: { TEST_DATA_KEY: '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f' },
          testTimeout: 60_000,
          hookTimeout: 240_000,
          sequence: { groupOrder: 1 },
        },
      },
      // Two at a time: they mostly wait for processes that start, die and come back.
      {
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          exclude: ['test/journeys/**/*.screen.test.ts'],
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 240_000,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      // One at a time: what they promise is measured in seconds, and a browser that draws with the processor takes both of a small machine.
      // Two at once took longer than one after the other.
      {
        test: {
          name: 'screens',
          include: ['test/journeys/**/*.screen.test.ts'],
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 240_000,
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
