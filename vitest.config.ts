import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/postgres-server.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Modules keep nothing but caches: loading them anew for each of 200 files took a tenth of the whole time.
    isolate: false,
    // One more than the cores that it has to run on: a test waits for its database half of its time.
    maxWorkers: 3,
  },
});
