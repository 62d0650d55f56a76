// Fits agents/models/playbook/planner/lexicon/word-weights.ts to labelled issues, and tells how well unseen ones are told apart.
// Usage: npm run build && node scripts/fit-word-weights.js ISSUES.jsonl [--write]
//   a line an issue: {"repo": "owner/name", "title": "…", "text": "…", "label": "change|clarify|no_schema_change"}
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { weighedWords } from '../dist/agents/models/playbook/planner/understand/about/word-weight.js';

const { values, positionals } = parseArgs({
  options: { write: { type: 'boolean' } },
  allowPositionals: true,
});
const [file] = positionals;
if (file === undefined) {
  console.error('usage: node scripts/fit-word-weights.js ISSUES.jsonl [--write]');
  process.exit(2);
}

/** Words of fewer issues say more of these issues than of others. */
const fewest = 4;
const rounds = 300;
const step = 0.5;
const penalty = 3;
/** The unit of the signs of about-program.ts, in tenths: found where both together tell most issues apart. */
const scale = 33;
const folds = 5;

const issues = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
  .map(({ repo, title, text, label }) => ({
    repo: repo.split('#')[0],
    words: [...weighedWords({ title, body: text }), 'bias'],
    program: label === 'no_schema_change',
  }));

/** Logistic regression with AdaGrad; a tracker counts as the root of its issues, both answers count the same. */
function regress(known) {
  const seen = new Map();
  const ofRepo = new Map();
  for (const { repo, words } of known) {
    ofRepo.set(repo, (ofRepo.get(repo) ?? 0) + 1);
    for (const word of words) seen.set(word, (seen.get(word) ?? 0) + 1);
  }
  const index = new Map([...seen].filter(([, count]) => count >= fewest).map(([word], at) => [word, at]));
  const rows = known.map(({ words }) => words.flatMap((word) => index.get(word) ?? []));
  const votes = known.map(({ repo }) => 1 / Math.sqrt(ofRepo.get(repo)));
  const sum = (one) => votes.reduce((all, vote, at) => all + (known[at].program === one ? vote : 0), 0);
  const share = { true: known.length / 2 / sum(true), false: known.length / 2 / sum(false) };
  const weight = new Float64Array(index.size);
  const past = new Float64Array(index.size).fill(1e-8);
  for (let round = 0; round < rounds; round += 1) {
    const slope = Float64Array.from(weight, (one) => penalty * one);
    for (const [at, row] of rows.entries()) {
      const said = row.reduce((all, word) => all + weight[word], 0);
      const off =
        (1 / (1 + Math.exp(-said)) - Number(known[at].program)) * votes[at] * share[known[at].program];
      for (const word of row) slope[word] += off;
    }
    for (let at = 0; at < weight.length; at += 1) {
      past[at] += slope[at] ** 2;
      weight[at] -= (step * slope[at]) / Math.sqrt(past[at]);
    }
  }
  return new Map([...index].map(([word, at]) => [word, weight[at]]));
}

const scoreOf = (weights, words) => words.reduce((sum, word) => sum + (weights.get(word) ?? 0), 0);

/** A tracker is in one fold, so that its words are not learned from itself. */
const repos = [...new Set(issues.map(({ repo }) => repo))].sort();
const fold = new Map(repos.map((repo, at) => [repo, (at * 7919) % folds]));
const told = { true: [0, 0], false: [0, 0] };
for (let out = 0; out < folds; out += 1) {
  const weights = regress(issues.filter(({ repo }) => fold.get(repo) !== out));
  for (const { repo, words, program } of issues)
    if (fold.get(repo) === out) {
      told[program][1] += 1;
      if (scoreOf(weights, words) > 0 === program) told[program][0] += 1;
    }
}
const percent = ([right, all]) => `${((100 * right) / all).toFixed(1)} % of ${all}`;
console.log(
  `issues not learned from: about a program ${percent(told.true)}, about the data ${percent(told.false)}`,
);

if (values.write) {
  const weights = [...regress(issues)].map(([word, weight]) => [word, Math.round(weight * scale)]);
  const groups = { title: new Map(), first: new Map(), body: new Map() };
  let bias = 0;
  for (const [word, weight] of weights) {
    if (word === 'bias') bias = weight;
    else if (weight !== 0) {
      const [where, said] = word.split(':');
      groups[where].set(weight, [...(groups[where].get(weight) ?? []), said]);
    }
  }
  const path = 'agents/models/playbook/planner/lexicon/word-weights.ts';
  const before = readFileSync(path, 'utf8');
  const data = Object.entries(groups).map(([where, group]) => {
    const lines = [...group]
      .sort(([a], [b]) => a - b)
      .map(([weight, words]) => `  ${weight} ${words.sort().join(' ')}`);
    return `const ${where}Words = \`\n${lines.join('\n')}\`;\n`;
  });
  const [head] = before.split('const titleWords');
  const [, tail] = before.split('/* end of the data */');
  writeFileSync(
    path,
    `${head}${data.join('\n')}\nexport const bias = ${bias};\n\n/* end of the data */${tail}`,
  );
}
