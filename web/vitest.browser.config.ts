import { defineConfig } from 'vitest/config';

/** The console and the element in a real browser, on a real server. One file at a time: they share two processors. */
export default defineConfig({
  test: {
    include: ['browser-tests/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
