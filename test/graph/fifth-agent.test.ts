import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type AgentDefinition, defineAgent } from '../../agents/define.ts';
import { builtInAgents } from '../../agents/index.ts';
import type { Model, ModelRequest, ToolUseBlock } from '../../agents/models/model.ts';
import { playbook } from '../../agents/models/playbook/index.ts';
import { checkAgents } from '../../graph/check-agents.ts';
import { insertAgents } from '../../graph/insert-agents.ts';
import { loadAgents } from '../../graph/load-agents.ts';
import { mermaid } from '../../graph/mermaid.ts';
import type { Question } from '../../graph/question.ts';
import { graphVersion } from '../../graph/version.ts';
import { asset } from '../../package-root.ts';
import { tools } from '../../tools/registry.ts';
import { testFolder } from '../support/folder.ts';
import { tasksApp, yes } from '../support/tasks-app.ts';

/** The one that docs/agents.md shows. */
const [, reviewer = ''] =
  /```markdown\n([\s\S]*?)```/.exec(readFileSync(asset('docs/agents.md'), 'utf8')) ?? [];

const between = (name: string, more: Partial<AgentDefinition> = {}): AgentDefinition =>
  defineAgent({
    name,
    accepts: ['MigrationCandidate'],
    emits: { 'integration-tester': 'MigrationCandidate' },
    after: ['data-migration-specialist'],
    ...more,
  });

describe('an agent that is put between two others', () => {
  test('takes what goes from one to the other; the one before hands off as before', () => {
    const agents = insertAgents(builtInAgents, [between('reviewer')]);
    expect(checkAgents(agents)).toBe('issue-planner');
    expect(agents.find(({ name }) => name === 'data-migration-specialist')).toMatchObject({
      emits: { 'integration-tester': 'MigrationCandidate' },
      via: { 'integration-tester': 'reviewer' },
    });
    const drawn = mermaid(agents);
    expect(drawn).toContain('data-migration-specialist -->|MigrationCandidate| reviewer\n');
    expect(drawn).toContain('reviewer -->|MigrationCandidate| integration-tester\n');
    expect(drawn).not.toContain('data-migration-specialist -->|MigrationCandidate| integration-tester');
    expect(graphVersion(agents)).not.toBe(graphVersion(builtInAgents));
  });

  test('may have another one behind it', () => {
    const drawn = mermaid(
      insertAgents(builtInAgents, [between('lawyer', { after: ['reviewer'] }), between('reviewer')]),
    );
    for (const [from, to] of [
      ['data-migration-specialist', 'reviewer'],
      ['reviewer', 'lawyer'],
      ['lawyer', 'integration-tester'],
    ])
      expect(drawn).toContain(`${from} -->|MigrationCandidate| ${to}\n`);
  });

  test.each<[string, AgentDefinition[], string]>([
    ['an agent that does not exist', [between('x', { after: ['nobody'] })], 'agent x comes after "nobody"'],
    [
      'an agent that gives nothing of the kind',
      [between('x', { after: ['issue-planner'] })],
      'agent x comes after issue-planner, which gives nobody what x accepts and passes on',
    ],
    [
      'two in one place',
      [between('x'), between('y')],
      'x and y both come between data-migration-specialist and integration-tester',
    ],
    [
      'two that wait for each other',
      [between('x', { after: ['y'] }), between('y', { after: ['x'] })],
      'nobody hands off to x, y',
    ],
  ])('refused: %s', (_, added, message) => {
    expect(() => checkAgents(insertAgents(builtInAgents, added))).toThrow(message);
  });

  test.each([
    ['tools: [Read, Grep, mcp__supabase__list_tables, mcp__supabase__execute_sql]\n', '', 'no "tools"'],
    ['accepts: [MigrationCandidate]\n', '', 'no "accepts"'],
    ['after: [data-migration-specialist]\n', '', 'no "after"'],
    [/emits:\n.*\n.*\n/, '', 'no "emits"'],
    [
      'accepts: [MigrationCandidate]',
      'accepts: [Rumour]',
      'which gives nobody what security-reviewer accepts',
    ],
    ['name: security-reviewer', 'name: integration-tester', 'two agents have the same name'],
    ['"REVOKE"]', '"REVOKE"]\n    allow_everything: true', 'allow_everything'],
  ])('a file that is wrong is refused before a run begins: %s → "%s"', async (part, other, message) => {
    using folder = testFolder({ '.godwit/agents/a.md': reviewer.replace(part, other) });
    await expect(loadAgents(tools, folder.path)).rejects.toThrow(message);
  });

  test('may name the handoff alone: it goes to whoever got it before', async () => {
    using folder = testFolder({
      '.godwit/agents/a.md': reviewer.replace(/emits:\n.*\n.*\n/, 'emits: MigrationCandidate\n'),
    });
    const added = (await loadAgents(tools, folder.path)).at(-1);
    expect(added?.definition.emits).toEqual({ 'integration-tester': 'MigrationCandidate' });
  });
});

/** The playbook; what the reviewer says is up to the test. */
function reviewed(review: (request: ModelRequest) => Omit<ToolUseBlock, 'type' | 'id'>): Model {
  return {
    id: 'reviewed',
    respond: async (request, options) =>
      request.agent === 'security-reviewer'
        ? {
            content: [{ type: 'tool_use', id: 'r', ...review(request) }],
            stop_reason: 'tool_use',
            model: 'reviewed',
            usage: { input_tokens: 0, output_tokens: 0 },
          }
        : playbook.respond(request, options),
  };
}

const agents = { 'security-reviewer.md': reviewer };
const textOf = ({ messages }: ModelRequest, index: number): string => {
  const block = messages.at(index)?.content.at(-1);
  return block?.type === 'text' ? block.text : block?.type === 'tool_result' ? block.content : '';
};
const candidateOf = (request: ModelRequest) =>
  JSON.parse(textOf(request, 0).split('\n')[1] ?? '') as { branch_id: string; migration_hash: string };

describe('a security reviewer between specialist and tester, Markdown only', () => {
  test('sees the candidate, looks at the branch, writes nothing, and passes it on', async () => {
    await using app = await tasksApp({ appChecks: false, agents });
    const heard: string[] = [];
    const model = reviewed((request) => {
      const candidate = candidateOf(request);
      heard.push(textOf(request, -1));
      const query = 'SELECT polname FROM pg_policy';
      const calls = [
        { name: 'mcp__supabase__execute_sql', input: { project_id: candidate.branch_id, query } },
        { name: 'Write', input: { file_path: 'docs/migrations/x.md', content: 'x' } },
        { name: 'handoff_to_integration-tester', input: candidate },
      ];
      return (
        calls[request.messages.filter(({ role }) => role === 'assistant').length] ?? {
          name: 'stop',
          input: {},
        }
      );
    });
    const no = async (question: Question) => ({
      ...(await yes(question)),
      kind: 'no' as const,
      reason: 'seen enough',
    });
    const result = await app.run('add-user-preferences', { model, answer: no });
    expect(result).toMatchObject({ status: 'rejected', rule: 'approval' });
    expect(
      app.events.filter(({ kind }) => kind === 'handoff').map(({ agent, text }) => [agent, text]),
    ).toEqual([
      ['issue-planner', 'SchemaRequirements → data-migration-specialist'],
      ['data-migration-specialist', 'MigrationCandidate → security-reviewer'],
      ['security-reviewer', 'MigrationCandidate → integration-tester'],
      ['integration-tester', 'VerificationReport → data-migration-specialist'],
    ]);
    expect(heard[1]).toContain('"polname"');
    expect(heard[2]).toContain('policy/tool-not-granted');
  });

  test('sends findings back; it cannot call something verified', async () => {
    await using app = await tasksApp({ appChecks: false, agents });
    const heard: string[] = [];
    const model = reviewed((request) => {
      const { branch_id, migration_hash } = candidateOf(request);
      heard.push(textOf(request, -1));
      const [verdict, findings] =
        request.messages.length === 1
          ? ['verified', []]
          : ['findings', ['user_preferences: anybody may read everything']];
      const input = { branch_id, migration_hash, verdict, findings };
      return { name: 'handoff_to_data-migration-specialist', input };
    });
    const result = await app.run('add-user-preferences', { model });
    expect(heard[1]).toContain('these checks did not run');
    expect(app.events).toContainEqual(
      expect.objectContaining({
        agent: 'security-reviewer',
        text: 'VerificationReport → data-migration-specialist',
      }),
    );
    expect(result).toMatchObject({ status: 'refused', reason: expect.stringContaining('anybody may read') });
    expect(await app.query(`SELECT to_regclass('user_preferences') AS made`)).toEqual([{ made: null }]);
  });
});
