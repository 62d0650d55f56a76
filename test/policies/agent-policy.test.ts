import { beforeAll, describe, expect, test } from 'vitest';
import { parseAgentFile } from '../../agents/file.ts';
import { bindPolicy } from '../../policies/agent-policy.ts';
import { PolicyError } from '../../policies/errors.ts';
import { analyseCall, judgeCall } from '../../policies/judge.ts';
import { loadSqlParser } from '../../policies/sql/parser.ts';
import { tools } from '../../tools/registry.ts';
import { guards, specialistPolicy, testFacts } from './support/specialist.ts';

beforeAll(loadSqlParser);

const file = (...lines: string[]) =>
  parseAgentFile(`---\nname: tester\ndescription: Tests.\n${lines.join('\n')}\n---\n`, 'a.md');
const bind = (...lines: string[]) => bindPolicy(file(...lines), guards);

function failure(...lines: string[]): string {
  try {
    bind(...lines);
  } catch (error) {
    if (error instanceof PolicyError) return `${error.message} | ${error.hint}`;
    throw error;
  }
  throw new Error('it was bound without a complaint');
}

describe('constraints that nobody understands refuse to load', () => {
  test.each([
    [
      'an unknown tool',
      ['tool_constraints: { bash: {} }'],
      'a.md:4:21: tool_constraints names a tool "bash" that does not exist | Did you mean "Bash"?',
    ],
    [
      'an unknown key',
      ['tool_constraints:', '  Bash:', '    allow_commands: [ls]'],
      'a.md:6:5: Bash has no constraint "allow_commands" | Did you mean "allowed_commands"? It understands: ' +
        'require_confirmation, allow_unattended, allowed_commands, blocked_commands, working_directory, max_execution_time.',
    ],
    [
      'a text for a list',
      ['tool_constraints:', '  Bash:', '    allowed_commands: ls'],
      'a.md:6:5: Bash.allowed_commands: Invalid input: expected array, received string | ' +
        'docs/policies.md lists every key with an example.',
    ],
    [
      'a text for a number',
      ['tool_constraints:', '  Bash: { max_execution_time: 5 minutes }'],
      'a.md:5:11: Bash.max_execution_time: Invalid input: expected number, received string | ' +
        'docs/policies.md lists every key with an example.',
    ],
    [
      'a folder outside',
      ['tool_constraints:', '  Bash: { working_directory: ../.. }'],
      'a.md:5:11: Bash.working_directory: it must stay in the workspace: ".." is not allowed | ' +
        'docs/policies.md lists every key with an example.',
    ],
  ])('%s', (_, lines, message) => {
    expect(failure(...lines)).toBe(message);
  });
});

test('rules that can never match are warnings', () => {
  const policy = bind(
    'tools: [Bash, WebFetch]',
    'tool_constraints:',
    '  Bash: { allowed_commands: ["npm run", "curl -s", "ls | sh", ls], blocked_commands: [curl] }',
    '  Write: {}',
  );
  expect(policy.warnings).toEqual([
    'a.md:7:3: "Write" is constrained but not in "tools"',
    'a.md:6:3: the allowed command "curl -s" can never run: the policy blocks "curl"',
    'a.md:6:3: the allowed command "ls | sh" can never run: it is more than one command',
    'a.md:4:1: there is no tool "WebFetch"; the agent does not get it',
  ]);
  expect([...policy.tools.keys()]).toEqual(['Bash']);
});

test('a pattern that is no regular expression is a warning, and still blocks what it names', () => {
  const policy = bindPolicy(
    file(
      'tools: [mcp__supabase__execute_sql]',
      'tool_constraints:',
      '  mcp__supabase__execute_sql: { blocked_patterns: ["sum(", "[a"] }',
    ),
    tools,
  );
  expect(policy.warnings).toEqual([
    'a.md:6:3: the blocked pattern "sum(" is no regular expression (Unterminated group), so it is looked for as it is written',
    'a.md:6:3: the blocked pattern "[a" is no regular expression (Unterminated character class), so it is looked for as it is written',
  ]);
  const judged = (query: string) =>
    judgeCall('mcp__supabase__execute_sql', { project_id: 'production', query }, policy, testFacts());
  expect(judged('select SUM(a) from t').rule).toBe('sql/blocked-pattern');
  expect(judged('select max(a) from t').verdict).toBe('allow');
});

test('an agent without tools or constraints gets every tool with defaults that are not everything', () => {
  const policy = bind();
  expect([...policy.tools.keys()]).toEqual([...guards.keys()]);
  const facts = { ...testFacts(), writable: [] };
  expect(judgeCall('Bash', { command: 'ls' }, policy, facts)).toMatchObject({
    verdict: 'deny',
    rule: 'bash/command-not-allowed',
    hint: 'The policy allows no command: use the other tools.',
  });
  expect(judgeCall('Write', { file_path: 'a', content: '' }, policy, facts).rule).toBe('files/not-writable');
});

describe('the wrapper', () => {
  const policy = specialistPolicy();
  const facts = testFacts();

  test('require_confirmation raises allow to confirm and never lowers a deny', () => {
    expect(analyseCall('Bash', { command: 'ls' }, policy, facts).verdict).toBe('allow');
    expect(judgeCall('Bash', { command: 'ls' }, policy, facts)).toMatchObject({
      verdict: 'confirm',
      rule: 'policy/require-confirmation',
    });
    expect(judgeCall('Bash', { command: 'curl x' }, policy, facts).verdict).toBe('deny');
  });

  test('what it does not know is denied', () => {
    const rule = (tool: string, input: unknown) => judgeCall(tool, input, policy, facts).rule;
    expect(rule('read', {})).toBe('policy/unknown-tool');
    expect(judgeCall('read', {}, policy, facts).hint).toBe('did you mean Read?');
    expect(rule('__proto__', {})).toBe('policy/unknown-tool');
    expect(rule('Read', null)).toBe('policy/invalid-input');
    expect(rule('Read', { file_path: 'a', more: 1 })).toBe('policy/invalid-input');
    const reader = bind('tools: [Read]');
    expect(judgeCall('Write', { file_path: 'a', content: '' }, reader, facts)).toMatchObject({
      verdict: 'deny',
      rule: 'policy/tool-not-granted',
      hint: 'it has: Read',
    });
  });

  test('a guard that throws denies', () => {
    const broken = {
      ...policy,
      tools: new Map([
        [
          'Read',
          {
            tool: {
              ...(guards.get('Read') as NonNullable<ReturnType<typeof guards.get>>),
              judge: () => {
                throw new Error('broken');
              },
            },
            constraints: {},
            requireConfirmation: false,
            allowUnattended: true,
          },
        ],
      ]),
    };
    expect(judgeCall('Read', { file_path: 'a' }, broken, facts)).toMatchObject({
      verdict: 'deny',
      rule: 'policy/guard-failed',
    });
  });

  test("merging needs the run's own branch, a proven migration and a person", () => {
    const rule = (branch_id: string, proven: boolean) =>
      judgeCall('mcp__supabase__merge_branch', { branch_id }, policy, testFacts({ proven })).rule;
    expect(rule('production', true)).toBe('merge/not-a-branch');
    expect(rule('other', true)).toBe('merge/foreign-branch');
    expect(rule('branch-id', false)).toBe('merge/not-proven');
    expect(rule('branch-id', true)).toBe('merge/needs-approval');
  });
});
