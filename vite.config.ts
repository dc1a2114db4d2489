/// <reference types="vitest/config" />
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'client',
  build: { outDir: '../dist', emptyOutDir: true, target: 'es2022' },
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
