// Runs the demo and puts what it prints between the markers in README.md: the captured run is made by the program.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const [begin, end] = ['<!-- demo:begin -->', '<!-- demo:end -->'];
const { stdout, status } = spawnSync(process.execPath, ['bin/godwit.js', 'demo'], {
  encoding: 'utf8',
  env: { ...process.env, NO_COLOR: '1' },
});
if (status !== 0) throw new Error(`the demo ended with ${status}:\n${stdout}`);
const readme = readFileSync('README.md', 'utf8');
const [before, after] = [readme.split(begin)[0], readme.split(end)[1]];
// Where the temporary folder lies differs from machine to machine.
const run = stdout.trim().replaceAll(/\S*\/(godwit-demo)-\w+/g, '/tmp/$1');
writeFileSync(
  'README.md',
  `${before}${begin}\n\n\`\`\`text\n$ npm run demo\n${run}\n\`\`\`\n\n${end}${after}`,
);
