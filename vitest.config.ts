import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/postgres-server.ts'],
    // What hangs ends here. No claim about speed: a machine that does something else takes many times as long.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    // Modules keep nothing but caches: loading them anew for each of 200 files took a tenth of the whole time.
    isolate: false,
    // One more than the cores that it has to run on: a test waits for its database half of its time.
    maxWorkers: 3,
  },
});
