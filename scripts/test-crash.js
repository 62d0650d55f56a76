// npm run test:crash -- [--every N] [--json]: kills a run before and after every effect of it, or each Nth of those.
import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';

const { values } = parseArgs({
  options: { every: { type: 'string', default: '1' }, json: { type: 'boolean', default: false } },
});
if (!/^[1-9]\d*$/.test(values.every)) {
  console.error(`--every ${values.every} is not a number: npm run test:crash -- --every 10`);
  process.exit(2);
}
process.env.GODWIT_CRASH_EVERY = values.every;
process.env.GODWIT_CRASH_JSON = values.json ? '1' : '';
/** What the test prints, without a frame around it; how far it is, only for a person who watches. */
const reporter = {
  onUserConsoleLog({ content, type }) {
    if (type === 'stdout') process.stdout.write(content);
    else if (process.stderr.isTTY) process.stderr.write(`\r${content.trimEnd()}`);
  },
  onTestCaseResult(test) {
    // A difference has been told; anything else is told here.
    for (const { message } of test.result().errors ?? [])
      if (!/to deeply equal/.test(message)) console.error(message);
  },
};
const vitest = await startVitest('test', ['test/crash'], { watch: false, reporters: [reporter] });
await vitest.close();
