import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { asset } from '../../package-root.ts';
import { analyseCall } from '../../policies/judge.ts';
import { loadSqlParser, scanSql } from '../../policies/sql/parser.ts';
import { specialistPolicy, testFacts } from './support/specialist.ts';

beforeAll(loadSqlParser);

interface Attack {
  readonly tool: string;
  readonly input: Readonly<Record<string, string>>;
  readonly context: { readonly branch_created?: boolean };
}

const attacks = readFileSync(asset('test/fixtures/policy-corpus/attacks.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Attack);

const policy = specialistPolicy();

function verdictOf({ tool, context }: Attack, input: object): string {
  const facts = testFacts({ branchCreated: context.branch_created ?? true });
  return analyseCall(tool, input, policy, facts).verdict;
}

/** The same SQL to Postgres: other letter case, comments and blanks between its words. */
function rewrite(sql: string, picks: readonly number[]): string {
  const separators = [' ', '\n', '\t', '/**/', ' /* DROP */ ', ' -- it is fine\n', '\r\n'];
  const bytes = Buffer.from(sql);
  let end = 0;
  const pick = (at: number) => picks[at % picks.length] ?? 0;
  const parts = scanSql(sql).map(({ start, end: next, text }, at) => {
    const gap = start > end ? (separators[pick(at) % separators.length] ?? ' ') : '';
    end = next;
    const word = bytes.toString('utf8', start, next);
    const keyword = /^[a-z_]+$/i.test(text);
    return (
      gap +
      (keyword ? Array.from(word, (c, i) => ((pick(at + i) & 1) === 0 ? c : c.toUpperCase())).join('') : word)
    );
  });
  return parts.join('');
}

test('no rewriting of a denied SQL statement is allowed', () => {
  const readable = attacks.filter(({ tool, input }) => {
    if (!/execute_sql|apply_migration/.test(tool) || /\S\s*\r\S|[^\t\n\r -~]/.test(input.query ?? ''))
      return false;
    try {
      return scanSql(input.query ?? '').length > 1;
    } catch {
      return false;
    }
  });
  expect(readable.length).toBeGreaterThan(250);
  fc.assert(
    fc.property(
      fc.constantFrom(...readable),
      fc.array(fc.nat(1000), { minLength: 7, maxLength: 7 }),
      (attack, picks) => {
        const query = rewrite(attack.input.query ?? '', picks);
        expect(verdictOf(attack, { ...attack.input, query }), query).not.toBe('allow');
      },
    ),
    { numRuns: 3000 },
  );
});

test('no quoting, padding or chaining of a denied command line is allowed', () => {
  const commands = attacks.filter(({ tool, input }) => tool === 'Bash' && (input.command ?? '').length < 200);
  const mutations: readonly ((command: string) => string)[] = [
    (command) => ` ${command} `,
    (command) => `ls; ${command}`,
    (command) => `ls && ${command}`,
    (command) => `cat a.sql | ${command}`,
    (command) => `${command} # harmless`,
    (command) => `${command}; ls`,
    (command) => `${command} | cat`,
    (command) => `\n${command}\n`,
    (command) => command.replace(/^[a-z]+(?= )/, (word) => `"${word}"`),
    (command) => command.replace(/^[a-z]+(?= )/, (word) => `${word.slice(0, 1)}''${word.slice(1)}`),
    (command) => command.replace(/^[a-z]+(?= )/, (word) => word.replace(/^./, '\\$&')),
    (command) => command.replaceAll(' ', '\t'),
  ];
  for (const attack of commands) {
    for (const mutate of mutations) {
      const command = mutate(attack.input.command ?? '');
      // An empty or broken end can become whole by what is put around it: `ls |` and `| cat`.
      if (/[|&;]\s*$|^\s*[|&;]/.test(attack.input.command ?? '')) continue;
      expect(verdictOf(attack, { command }), command).not.toBe('allow');
    }
  }
});
