import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseAgentFile } from '../../../agents/file.ts';
import { asset } from '../../../package-root.ts';
import { bindPolicy } from '../../../policies/agent-policy.ts';
import { constraintKeys } from '../../../policies/checked-constraints.ts';
import { analyseCall, judgeCall } from '../../../policies/judge.ts';
import { parsePolicyFile } from '../../../policies/organisation/file.ts';
import { tightening } from '../../../policies/organisation/tighten.ts';
import { loadSqlParser } from '../../../policies/sql/parser.ts';
import { tools } from '../../../tools/registry.ts';
import { guards, testFacts } from '../support/specialist.ts';

beforeAll(loadSqlParser);

const agent = (front: string) =>
  parseAgentFile(`---\nname: tester\ndescription: Tests.\n${front}\n---\n`, 'a.md');

/** An agent's constraints of one tool under an organisation's, both as JSON. */
const bind = (tool: string, own: object, ...given: object[]) =>
  bindPolicy(
    agent(`tools: [${tool}]\ntool_constraints: ${JSON.stringify({ [tool]: own })}`),
    guards,
    given.map((constraints, index) =>
      parsePolicyFile(
        JSON.stringify({ tool_constraints: { [tool]: constraints } }),
        `p${index}.yaml`,
        guards,
      ),
    ),
  );
const constraints = (tool: string, own: object, ...given: object[]) =>
  bind(tool, own, ...given).tools.get(tool)?.constraints;

test('every constraint of every tool knows how it becomes tighter', () => {
  const keys = new Set([...tools.values()].flatMap((tool) => constraintKeys(tool)));
  expect([...keys].filter((key) => !Object.hasOwn(tightening, key))).toEqual([]);
});

describe('the stricter of the two', () => {
  test.each<[string, object, object, object]>([
    [
      'Bash',
      { allowed_commands: ['npm run', 'ls', 'cat'] },
      { allowed_commands: ['npm run test', 'ls'] },
      { allowed_commands: ['npm run test', 'ls'] },
    ],
    [
      'Bash',
      { allowed_commands: ['npm run'] },
      { allowed_commands: ['npm'] },
      { allowed_commands: ['npm run'] },
    ],
    ['Bash', { allowed_commands: ['npm run'] }, { allowed_commands: [] }, { allowed_commands: [] }],
    [
      'Bash',
      { blocked_commands: ['rm'] },
      { blocked_commands: ['curl', 'rm'] },
      { blocked_commands: ['rm', 'curl'] },
    ],
    ['Bash', { max_execution_time: 300 }, { max_execution_time: 60 }, { max_execution_time: 60 }],
    ['Bash', { max_execution_time: 60 }, { max_execution_time: 300 }, { max_execution_time: 60 }],
    [
      'Bash',
      { working_directory: '/supabase' },
      { working_directory: 'supabase/migrations' },
      { working_directory: 'supabase/migrations' },
    ],
    ['Bash', { require_confirmation: true }, { require_confirmation: false }, { require_confirmation: true }],
    ['Read', { require_confirmation: false }, { require_confirmation: true }, { require_confirmation: true }],
    ['Read', {}, { allow_unattended: false }, { allow_unattended: false }],
    ['Read', { allow_unattended: false }, { allow_unattended: true }, { allow_unattended: false }],
    ['Read', {}, { paths: ['docs/**'] }, { paths: ['docs/**'] }],
    [
      'Read',
      { paths: ['docs/a.md', 'src/**'] },
      { paths: ['docs/**', 'src/x/**'] },
      { paths: ['docs/a.md', 'src/x/**'] },
    ],
    [
      'mcp__supabase__execute_sql',
      { blocked_patterns: ['A'] },
      { blocked_patterns: ['B'] },
      { blocked_patterns: ['A', 'B'] },
    ],
  ])('%s %j under %j', (tool, own, given, effective) => {
    expect(constraints(tool, own, given)).toMatchObject(effective);
  });

  test('several files, one after the other', () => {
    expect(
      constraints(
        'Bash',
        { max_execution_time: 300 },
        { max_execution_time: 60 },
        { max_execution_time: 90 },
      ),
    ).toMatchObject({ max_execution_time: 60 });
  });
});

test.each<[string, object, object, string]>([
  [
    'Bash',
    { max_execution_time: 60 },
    { max_execution_time: 300 },
    'p0.yaml:1: Bash.max_execution_time has no effect here: the agent’s own is 60, which is less',
  ],
  [
    'Bash',
    { allowed_commands: ['ls'] },
    { allowed_commands: ['ls', 'curl'] },
    'p0.yaml:1: Bash.allowed_commands has no effect here: the agent has no "curl"',
  ],
  [
    'Bash',
    { require_confirmation: true },
    { require_confirmation: false },
    'p0.yaml:1: Bash.require_confirmation has no effect here: the agent’s own is true',
  ],
  [
    'Bash',
    { working_directory: '/supabase/migrations' },
    { working_directory: '/' },
    'p0.yaml:1: Bash.working_directory has no effect here: the agent’s own is "/supabase/migrations", below it',
  ],
])('%s %j: %j would loosen it, which is told', (tool, own, given, warning) => {
  expect(bind(tool, own, given).warnings).toEqual([warning]);
});

test('where nothing satisfies both, the agent loses the tool', () => {
  const policy = bind('Bash', { working_directory: '/supabase' }, { working_directory: '/src' });
  expect(policy.tools.has('Bash')).toBe(false);
  expect(policy.removed).toEqual([{ tool: 'Bash', origin: 'p0.yaml:1' }]);
  expect(bind('Read', { paths: ['docs/**'] }, { paths: ['src/**'] }).removed).toHaveLength(1);
});

test('a denied tool is gone, and a call of it says which line took it', () => {
  const policy = bindPolicy(agent('tools: [Read, Bash]'), guards, [
    parsePolicyFile('tools:\n  deny: [Bash]', 'policies/a.yaml', guards),
  ]);
  expect([...policy.tools.keys()]).toEqual(['Read']);
  expect(judgeCall('Bash', { command: 'ls' }, policy, testFacts())).toMatchObject({
    verdict: 'deny',
    rule: 'policy/tool-removed',
    reason: 'policies/a.yaml:2 takes the tool "Bash" from tester',
  });
});

test('each line says where it comes from', () => {
  const policy = bindPolicy(
    agent(
      'tools: [Bash]\ntool_constraints:\n  Bash:\n    allowed_commands: [ls]\n    blocked_commands: [rm]',
    ),
    guards,
    [parsePolicyFile('tool_constraints:\n  Bash:\n    blocked_commands: [curl]', 'policies/a.yaml', guards)],
  );
  expect(policy.lines.map(({ key, value, origin }) => [key, value, origin])).toEqual([
    ['require_confirmation', false, 'engine default'],
    ['allowed_commands', 'ls', 'a.md:7'],
    ['blocked_commands', 'rm', 'a.md:8'],
    ['blocked_commands', 'curl', 'policies/a.yaml:3'],
    ['working_directory', '/', 'engine default'],
    ['max_execution_time', 120, 'engine default'],
  ]);
});

test('the version changes with the policy and with nothing else', () => {
  const version = (own: object, ...given: object[]) => bind('Bash', own, ...given).version;
  expect(version({ allowed_commands: ['ls'] })).toBe(version({ allowed_commands: ['ls'] }));
  expect(version({ allowed_commands: ['ls'] })).not.toBe(version({ allowed_commands: ['cat'] }));
  expect(version({}, { max_execution_time: 60 })).not.toBe(version({}));
  expect(version({}, { max_execution_time: 600 })).toBe(version({}));
});

describe('whatever an organisation writes, no verdict becomes milder', () => {
  const path = 'agents/data-migration-specialist.md';
  const specialist = parseAgentFile(readFileSync(asset(path)), path);
  const calls = ['attacks', 'look-alikes'].flatMap((name) =>
    readFileSync(asset(`test/fixtures/policy-corpus/${name}.jsonl`), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { tool: string; input: unknown }),
  );
  const severity = { allow: 0, confirm: 1, deny: 2 };
  const words = fc.constantFrom(
    'npm run',
    'npm',
    'ls',
    'cat',
    'git',
    'git status',
    'rm',
    'curl',
    'npm run test',
  );
  const bash = fc.record(
    {
      allowed_commands: fc.array(words),
      blocked_commands: fc.array(words),
      working_directory: fc.constantFrom(
        '/',
        '/supabase',
        '/supabase/migrations',
        '/supabase/migrations/old',
        '/src',
      ),
      max_execution_time: fc.integer({ min: 1, max: 600 }),
      require_confirmation: fc.boolean(),
    },
    { requiredKeys: [] },
  );
  const files = fc.record(
    { paths: fc.array(fc.constantFrom('**', 'docs/**', 'src/*.ts', 'supabase/**'), { minLength: 1 }) },
    { requiredKeys: [] },
  );
  const sql = fc.record(
    { blocked_patterns: fc.array(fc.constantFrom('SELECT', 'DROP')), require_branch_first: fc.boolean() },
    { requiredKeys: [] },
  );

  test('on the corpus', () => {
    const facts = testFacts();
    const own = bindPolicy(specialist, guards);
    fc.assert(
      fc.property(bash, files, sql, fc.subarray(calls, { maxLength: 40 }), (Bash, Read, execute, picked) => {
        const written = {
          tool_constraints: { Bash, Read, Write: Read, mcp__supabase__execute_sql: execute },
        };
        const tightened = bindPolicy(specialist, guards, [
          parsePolicyFile(JSON.stringify(written), 'p.yaml', guards),
        ]);
        for (const { tool, input } of picked) {
          const [before, after] = [own, tightened].map((policy) => analyseCall(tool, input, policy, facts));
          expect(severity[after?.verdict ?? 'allow']).toBeGreaterThanOrEqual(
            severity[before?.verdict ?? 'deny'],
          );
        }
      }),
      { numRuns: 60 },
    );
  });
});
