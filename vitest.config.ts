import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/postgres-server.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Modules keep nothing but caches: loading them anew for each of 200 files took a tenth of the whole time.
    isolate: false,
    // Two cores: more forks only make every database wait for the others.
    maxWorkers: 2,
  },
});
