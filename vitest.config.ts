import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/postgres-server.ts'],
    // Against what hangs, and no measure: where processes start slowly, the demo with its own server takes a minute.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Modules keep nothing but caches: loading them anew for each of 200 files took a tenth of the whole time.
    isolate: false,
    // One more than the cores that it has to run on: a test waits for its database half of its time.
    maxWorkers: 3,
  },
});
