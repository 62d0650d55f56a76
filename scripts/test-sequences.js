// npm run test:sequences -- --runs N [--seed S]: random sequences of operations, as many as wanted.
import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';
import { plainReporter } from './plain-reporter.js';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
  },
});
for (const [name, value] of Object.entries(values)) {
  if (!/^\d+$/.test(value)) {
    console.error(`--${name} ${value} is not a number: npm run test:sequences -- --runs 50 --seed 1`);
    process.exit(2);
  }
  process.env[`GODWIT_SEQUENCES_${name.toUpperCase()}`] = value;
}
const vitest = await startVitest('test', ['test/sequences'], { watch: false, reporters: [plainReporter] });
await vitest.close();
