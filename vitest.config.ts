import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/postgres-server.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores: more forks only make every database wait for the others.
    maxWorkers: 2,
    // All tests share one server, whose roles and load are everybody's; what fails twice has failed.
    retry: process.env.CI === undefined ? 0 : 1,
  },
});
