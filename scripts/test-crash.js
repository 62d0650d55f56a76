// npm run test:crash -- [--every N] [--json]: kills a run before and after every effect of it, or each Nth of those.
import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';
import { plainReporter } from './plain-reporter.js';

const { values } = parseArgs({
  options: { every: { type: 'string', default: '1' }, json: { type: 'boolean', default: false } },
});
if (!/^[1-9]\d*$/.test(values.every)) {
  console.error(`--every ${values.every} is not a number: npm run test:crash -- --every 10`);
  process.exit(2);
}
process.env.GODWIT_CRASH_EVERY = values.every;
process.env.GODWIT_CRASH_JSON = values.json ? '1' : '';
const vitest = await startVitest('test', ['test/crash'], { watch: false, reporters: [plainReporter] });
await vitest.close();
