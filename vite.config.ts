/// <reference types="vitest/config" />
import { createHash } from 'node:crypto';
import { defineConfig, type Plugin } from 'vite';

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

export default defineConfig({
  root: 'client',
  plugins: [fontsAsFiles],
  // The map's files are fetched by its worker: inlined as data they would be an outside request for the content policy.
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: { input: ['index', 'field'].map((page) => `${import.meta.dirname}/client/${page}.html`) },
  },
  worker: { format: 'es' },
  server: {
    // The server compares Origin with Host: both must stay those of the page.
    proxy: { '^/(api|socket[.]io)/': { target: 'http://127.0.0.1:8080', changeOrigin: false, ws: true } },
  },
  test: {
    root: import.meta.dirname,
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'pure',
          include: ['test/{house,server,client,geodata}/**/*.test.ts'],
          testTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: { name: 'db', include: ['test/db/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 240_000, sequence: { groupOrder: 1 } },
      },
      // One at a time: what they promise is measured in seconds, on a machine that may have two cores.
      {
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 240_000,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
