/// <reference types="vitest/config" />
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'client',
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
      { test: { name: 'pure', include: ['test/{house,server,client,geodata}/**/*.test.ts'], sequence: { groupOrder: 0 } } },
      {
        test: { name: 'db', include: ['test/db/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 180_000, sequence: { groupOrder: 1 } },
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
