// npm run test:sequences -- --runs N [--seed S]: random sequences of operations, as many as wanted.
import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';

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
/** What the test prints, without a frame around it; how far it is, only for a person who watches. */
const reporter = {
  onUserConsoleLog({ content, type }) {
    if (type === 'stdout') process.stdout.write(content);
    else if (process.stderr.isTTY) process.stderr.write(`\r${content.trimEnd()}`);
  },
  onTestCaseResult(test) {
    // A failed sequence has been told; anything else is told here.
    for (const { message } of test.result().errors ?? []) console.error(message);
  },
};
const vitest = await startVitest('test', ['test/sequences'], { watch: false, reporters: [reporter] });
await vitest.close();
