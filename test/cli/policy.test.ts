import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { asset } from '../../package-root.ts';
import { testFolder } from '../support/folder.ts';
import { type Finished, godwit } from '../support/godwit.ts';

const explain = (lines: readonly unknown[], ...args: string[]) =>
  godwit(['policy', 'explain', ...args], {
    stdin: lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  });
const answers = ({ stdout }: Finished) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('policy explain', () => {
  test('a line of standard input gives a line, verdict before and after require_confirmation', async () => {
    const finished = await explain([
      { tool: 'Bash', input: { command: 'ls -la' }, context: { branch_created: true } },
      { tool: 'Bash', input: { command: 'cat /etc/passwd' } },
    ]);
    const [first, second] = answers(finished);
    expect(first).toEqual({
      verdict: 'confirm',
      analysis: 'allow',
      rule: 'policy/require-confirmation',
      reason: expect.stringContaining('every command is allowed'),
      hint: null,
      place: null,
    });
    expect(second).toMatchObject({
      verdict: 'deny',
      analysis: 'deny',
      rule: 'bash/path-outside',
      place: { field: 'command', start: 4, end: 15, line: 1, column: 5 },
    });
    expect(finished.code).toBe(0);
  });

  test('a line that cannot be read is denied with its number; the others are judged', async () => {
    const finished = await explain([
      '{"tool":',
      '',
      '[1]',
      { tool: 7 },
      { tool: 'Read', input: 'docs/a.md' },
    ]);
    expect(answers(finished).map(({ verdict, reason }) => [verdict, String(reason).slice(0, 22)])).toEqual([
      ['deny', 'line 1 cannot be read:'],
      ['deny', 'line 3 cannot be read:'],
      ['deny', 'line 4 cannot be read:'],
      ['allow', '"docs/a.md" is in the '],
    ]);
    expect(finished.code).toBe(0);
  });

  test.each<[string, unknown, string]>([
    [
      'no project: production, so reading only',
      { tool: 'mcp__supabase__execute_sql', input: { query: 'SELECT 1' } },
      'sql/read',
    ],
    [
      'no project, a branch',
      {
        tool: 'execute_sql',
        input: { sql: 'DELETE FROM a WHERE id = 1' },
        context: { branch_created: true },
      },
      'sql/branch',
    ],
    [
      'a branch that is only claimed',
      { tool: 'execute_sql', input: 'DELETE FROM a WHERE id = 1', context: { branch_created: 'yes' } },
      'sql/',
    ],
    ['a bare command', { tool: 'Bash', input: 'curl x' }, 'bash/'],
    [
      'an empty migration',
      { tool: 'apply_migration', input: { sql: 'SELECT 1' }, context: { branch_created: true } },
      'migration/rollback-required',
    ],
    ['no input', { tool: 'Read' }, 'policy/invalid-input'],
    ['no such tool', { tool: 'rm', input: {} }, 'policy/unknown-tool'],
    ['a tool of everybody’s prototype', { tool: 'constructor', input: {} }, 'policy/unknown-tool'],
  ])('%s', async (_, line, rule) => {
    const [answer] = answers(await explain([line]));
    expect(String(answer?.rule)).toContain(rule);
    expect(answer?.verdict === 'allow').toBe(rule === 'sql/read' || rule === 'sql/branch');
  });

  test('U+2028 does not part two lines', async () => {
    const line = `{"tool":"Bash","input":{"command":"ls \u2028 rm -rf x"}}`;
    expect(answers(await explain([line]))).toMatchObject([{ verdict: 'deny' }]);
  });

  test('one call by options; a file of Claude Code as agent', async () => {
    using folder = testFolder({
      'reader.md': '---\nname: reader\ndescription: Reads.\ntools: Read, Bash\ncolor: blue\n---\nPrompt.',
    });
    const ask = (...args: string[]) =>
      godwit(['policy', 'explain', '--agent', 'reader.md', ...args], { cwd: folder.path });
    expect(answers(await ask('--tool', 'Read', '--input', '{"file_path":"a"}'))).toMatchObject([
      { verdict: 'allow', analysis: 'allow' },
    ]);
    expect(answers(await ask('--tool', 'Bash', '--input', '"ls"'))).toMatchObject([
      { verdict: 'deny', rule: 'bash/command-not-allowed' },
    ]);
    expect(answers(await ask('--tool', 'Write', '--input', '{}'))).toMatchObject([
      { rule: 'policy/tool-not-granted' },
    ]);
  });

  test('in a workspace: its policies, and its migrations count as applied', async () => {
    using folder = testFolder({
      'supabase/migrations/20260101000000_a.sql': '',
      'policies/a.yaml': 'tools: { deny: [Bash] }',
    });
    const finished = await explain(
      [
        { tool: 'Bash', input: 'ls' },
        { tool: 'Write', input: { file_path: 'supabase/migrations/20260101000000_a.sql', content: '' } },
        { tool: 'Write', input: { file_path: 'supabase/migrations/20260102000000_b.sql', content: '' } },
      ],
      '--workspace',
      folder.path,
    );
    expect(answers(finished).map(({ rule }) => rule)).toEqual([
      'policy/tool-removed',
      'forbidden/applied-migration',
      'files/write',
    ]);
  });

  test('what is applied: said by the context; unsaid, the file of an Edit counts', async () => {
    const edit = { file_path: 'supabase/migrations/20260101000000_a.sql', old_string: 'a', new_string: 'b' };
    const write = { file_path: edit.file_path, content: '' };
    const finished = await explain([
      { tool: 'Edit', input: edit },
      { tool: 'Edit', input: edit, context: { applied_migrations: [] } },
      { tool: 'Edit', input: { ...edit, file_path: 'docs/migrations/20260101000000_a.md' } },
      { tool: 'Write', input: write },
      { tool: 'Write', input: write, context: { applied_migrations: ['20260101000000'] } },
      {
        tool: 'Write',
        input: write,
        context: { applied_migrations: ['supabase/migrations/20260101000000_b.sql'] },
      },
    ]);
    expect(answers(finished).map(({ rule }) => rule)).toEqual([
      'forbidden/applied-migration',
      'files/write',
      'files/write',
      'files/write',
      'forbidden/applied-migration',
      'forbidden/applied-migration',
    ]);
  });

  test.each<[string, string[], string]>([
    ['a tool without input', ['--tool', 'Bash'], '--input is missing'],
    ['input without a tool', ['--input', '{}'], '--tool is missing'],
    ['input that is no JSON', ['--tool', 'Bash', '--input', 'ls'], '--input is no JSON'],
    ['an agent that does not exist', ['--agent', 'issue-plannr'], 'Did you mean "issue-planner"?'],
  ])('wrong use: %s', async (_, args, text) => {
    const finished = await explain([], ...args);
    expect(finished.stderr).toContain(text);
    expect(finished.code).toBe(2);
  });

  test('1,000 lines take less than two seconds, start included', async () => {
    const corpus = ['attacks', 'look-alikes'].flatMap((name) =>
      readFileSync(asset(`test/fixtures/policy-corpus/${name}.jsonl`), 'utf8')
        .trim()
        .split('\n'),
    );
    const lines = Array.from({ length: 1000 }, (_, index) => corpus[index % corpus.length] ?? '');
    const took = async (work: () => Promise<unknown>): Promise<number> => {
      const start = performance.now();
      await work();
      return performance.now() - start;
    };
    // The best of three, and where the machine is busy with other tests, a few times what one line takes.
    let [start, best] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    const limit = () => Math.max(2000, 4 * start);
    for (let round = 0; round < 3 && best >= limit(); round++) {
      start = Math.min(start, await took(() => explain(lines.slice(0, 1))));
      best = Math.min(best, await took(async () => expect(answers(await explain(lines))).toHaveLength(1000)));
    }
    expect(best).toBeLessThan(limit());
  });
});

describe('policy show', () => {
  test('the policy in effect, with the place of each line', async () => {
    using folder = testFolder({
      'policies/team.yaml':
        'tools:\n  deny: [Grep]\ntool_constraints:\n  Bash:\n    max_execution_time: 60\n    allowed_commands: [ls, make]\n',
    });
    const { stdout, code } = await godwit(['policy', 'show', 'data-migration-specialist'], {
      cwd: folder.path,
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/max_execution_time\s+60\s+policies\/team\.yaml:5/);
    expect(stdout).toMatch(/allowed_commands\s+ls\s+agents\/data-migration-specialist\.md:\d+/);
    expect(stdout).not.toContain('npm run');
    expect(stdout).toMatch(/require_branch_test\s+true\s+agents\/data-migration-specialist\.md:\d+/);
    expect(stdout).toMatch(/Grep\s+taken away\s+policies\/team\.yaml:2/);
    expect(stdout).toContain(
      'policies/team.yaml:6: Bash.allowed_commands has no effect here: the agent has no "make"',
    );
  });

  test('a policy that nobody understands is refused, with its place', async () => {
    using folder = testFolder({ 'policies/team.yaml': 'tool_constraints:\n  Bsh: {}\n' });
    const { stderr, code } = await godwit(['policy', 'show', 'issue-planner'], { cwd: folder.path });
    expect(stderr).toContain('policies/team.yaml:2:3: tool_constraints names a tool "Bsh"');
    expect(code).toBe(2);
  });
});
