import { describe, expect, test } from 'vitest';
import { parseAgentFile } from '../../agents/file.ts';
import { AgentFileError } from '../../agents/file-errors.ts';

const file = (...frontMatter: string[]): string => `---\n${frontMatter.join('\n')}\n---\n\nThe prompt.\n`;
const good = ['name: reviewer', 'description: Reviews.'];

function failure(source: string | Uint8Array): { message: string; hint: string | undefined } {
  try {
    parseAgentFile(source, 'a.md');
  } catch (error) {
    if (error instanceof AgentFileError) return { message: error.message, hint: error.hint };
    throw error;
  }
  throw new Error('it was read without a complaint');
}

describe('what is read', () => {
  test('the smallest file', () => {
    expect(parseAgentFile(file(...good), 'a.md')).toMatchObject({
      path: 'a.md',
      name: 'reviewer',
      description: 'Reviews.',
      model: 'inherit',
      tools: 'inherit',
      toolConstraints: {},
      extra: {},
      prompt: 'The prompt.',
    });
  });

  test('tools as a list, as a comma-separated text, with parentheses', () => {
    const tools = (line: string) => parseAgentFile(file(...good, line), 'a.md').tools;
    expect(tools('tools: [Read, Grep]')).toEqual(['Read', 'Grep']);
    expect(tools('tools:\n  - Read\n  - Grep')).toEqual(['Read', 'Grep']);
    expect(tools('tools: Read, Grep , Task(a, b)')).toEqual(['Read', 'Grep', 'Task(a, b)']);
    expect(tools('tools: []')).toEqual([]);
  });

  test('constraints, handoffs, and fields of others', () => {
    const agent = parseAgentFile(
      file(
        ...good,
        'model: opus',
        'tool_constraints: { Bash: { allowed_commands: [ls] } }',
        'accepts: MigrationCandidate',
        'emits: { integration-tester: MigrationCandidate }',
        'after: [data-migration-specialist]',
        'color: blue',
        'permissionMode: plan',
      ),
      'a.md',
    );
    expect(agent).toMatchObject({
      model: 'opus',
      toolConstraints: { Bash: { allowed_commands: ['ls'] } },
      accepts: ['MigrationCandidate'],
      emits: { 'integration-tester': 'MigrationCandidate' },
      after: ['data-migration-specialist'],
      extra: { color: 'blue', permissionMode: 'plan' },
    });
    expect(agent.locate(['tool_constraints', 'Bash', 'allowed_commands', 0])).toEqual({
      line: 5,
      column: 48,
    });
    expect(agent.locate(['tool_constraints', 'Nothing'])).toEqual({ line: 5, column: 1 });
  });

  test('Windows line ends, a byte order mark, "---" in the prompt', () => {
    const agent = parseAgentFile(`\uFEFF${file(...good)}---\nmore`.replaceAll('\n', '\r\n'), 'a.md');
    expect(agent.prompt).toBe('The prompt.\n---\nmore');
  });
});

describe('what is refused, with file, line, column, cause and fix', () => {
  test.each([
    [
      'not UTF-8',
      Buffer.from([...Buffer.from('---\nname: caf'), 0xe9, 0x0a]),
      'a.md:2:10: the file is not UTF-8',
    ],
    ['a cut character', Buffer.from([...Buffer.from('---\nn\n'), 0xc3]), 'a.md:3:1: the file is not UTF-8'],
    ['no front matter', 'You are a reviewer.', 'a.md:1:1: the file has no front matter'],
    ['an empty file', '', 'a.md:1:1: the file has no front matter'],
    ['not closed', '---\nname: a\n', 'a.md:1:1: the front matter is not closed'],
    ['a list', '---\n- a\n---\n', 'a.md:2:1: the front matter is not a list of fields'],
    ['nothing', '---\n---\n', 'a.md:2:1: the front matter is not a list of fields'],
    ['no name', file('description: x'), 'a.md:2:1: the front matter has no "name"'],
    ['no description', file('name: x'), 'a.md:2:1: the front matter has no "description"'],
    [
      'an empty description',
      file('name: x', 'description: ""'),
      'a.md:2:1: the front matter has no "description"',
    ],
    [
      'a bad name',
      file('name: My Agent', 'description: x'),
      'a.md:2:1: "My Agent" is not a name for an agent',
    ],
    ['a plugin name', file('name: a:b', 'description: x'), 'a.md:2:1: "a:b" is not a name for an agent'],
    ['a number as name', file('name: 5', 'description: x'), 'a.md:2:1: "name" must be text, not 5'],
    [
      'tools as a map',
      file(...good, 'tools: {a: 1}'),
      'a.md:4:1: "tools" must be a list or a comma-separated text, not {"a":1}',
    ],
    [
      'a number in tools',
      file(...good, 'tools: [Read, 5]'),
      'a.md:4:1: "tools" must be a list or a comma-separated text, not ["Read",5]',
    ],
    [
      'constraints as a list',
      file(...good, 'tool_constraints: [a]'),
      'a.md:4:1: "tool_constraints" must be a field per tool, not ["a"]',
    ],
    [
      'emits as a number',
      file(...good, 'emits: 5'),
      'a.md:4:1: "emits" must be a handoff, or a handoff per successor, not 5',
    ],
    ['a tool twice', file(...good, 'tools: [Read, Grep, Read]'), 'a.md:4:21: "Read" is in "tools" twice'],
    ['a tool twice in a text', file(...good, 'tools: Read, Read'), 'a.md:4:1: "Read" is in "tools" twice'],
    [
      'a field twice',
      file(...good, 'name: b'),
      'a.md:4:1: not valid YAML: Map keys must be unique, in "name: b"',
    ],
    [
      'an unknown alias',
      file(...good, 'tools: *all'),
      'a.md:2:1: not valid YAML: Unresolved alias (the anchor must be set before the alias): all',
    ],
    [
      'an open bracket',
      file(...good, 'tools: [Read'),
      'a.md:4:1: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ], in "tools: [Read"',
    ],
  ])('%s', (_, source, message) => {
    expect(failure(source).message).toBe(message);
    expect(failure(source).hint).toBeTruthy();
  });

  test('an unquoted colon is shown with its quotes', () => {
    expect(failure(file('name: a', 'description: Use this: when "it" breaks'))).toEqual({
      message: 'a.md:3:14: not valid YAML: the value of "description" has a colon and no quotes',
      hint: 'Write: description: "Use this: when \\"it\\" breaks"',
    });
  });
});
