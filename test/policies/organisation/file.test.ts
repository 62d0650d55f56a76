import { describe, expect, test } from 'vitest';
import { PolicyError } from '../../../policies/errors.ts';
import { parsePolicyFile } from '../../../policies/organisation/file.ts';
import { loadOrganisationPolicies } from '../../../policies/organisation/load.ts';
import { testFolder } from '../../support/folder.ts';
import { guards } from '../support/specialist.ts';

const parse = (...lines: string[]) => parsePolicyFile(lines.join('\n'), 'policies/a.yaml', guards);

function failure(...lines: string[]): string {
  try {
    parse(...lines);
  } catch (error) {
    if (error instanceof PolicyError) return `${error.message} | ${error.hint}`;
    throw error;
  }
  throw new Error('it was read without a complaint');
}

test('what is written is there with its line, and nothing else', () => {
  expect(
    parse(
      'description: Rules of the data team',
      'tools:',
      '  deny: [Grep]',
      'tool_constraints:',
      '  Bash:',
      '    max_execution_time: 60',
      '    blocked_commands: ["npx"]',
    ),
  ).toEqual({
    path: 'policies/a.yaml',
    denied: [{ tool: 'Grep', origin: 'policies/a.yaml:3' }],
    constraints: [
      { tool: 'Bash', key: 'max_execution_time', value: 60, origin: 'policies/a.yaml:6' },
      { tool: 'Bash', key: 'blocked_commands', value: ['npx'], origin: 'policies/a.yaml:7' },
    ],
  });
  expect(parse('# nothing yet')).toMatchObject({ denied: [], constraints: [] });
});

describe('a file that nobody understands does not load', () => {
  test.each([
    [
      'a field',
      ['tool_constraint: {}'],
      'policies/a.yaml:1:1: a policy file has no field "tool_constraint" | Did you mean "tool_constraints"? ' +
        'It understands: description, tools, tool_constraints.',
    ],
    [
      'an attempt to grant',
      ['tools:', '  allow: [Bash]'],
      'policies/a.yaml:2:3: a policy file has no field "tools.allow" | It understands: deny.',
    ],
    [
      'a denied tool',
      ['tools:', '  deny: [Read, bash]'],
      'policies/a.yaml:2:16: tools.deny names a tool "bash" that does not exist | Did you mean "Bash"?',
    ],
    [
      'a constrained tool',
      ['tool_constraints: { Bsh: {} }'],
      'policies/a.yaml:1:21: tool_constraints names a tool "Bsh" that does not exist | Did you mean "Bash"?',
    ],
    [
      'a key',
      ['tool_constraints:', '  Bash: { block_commands: [x] }'],
      'policies/a.yaml:2:11: Bash has no constraint "block_commands" | Did you mean',
    ],
    [
      'a type',
      ['tool_constraints:', '  Bash:', '    max_execution_time: never'],
      'policies/a.yaml:3:5: Bash.max_execution_time: Invalid input: expected number, received string',
    ],
    ['no list of fields', ['just words'], 'policies/a.yaml:1:1: the file: '],
    ['no YAML', ['tools: [Bash', 'x: y'], 'policies/a.yaml:2:1: not valid YAML'],
    ['a field twice', ['tools: {}', 'tools: {}'], 'policies/a.yaml:2:1: not valid YAML'],
  ])('%s', (_, lines, message) => {
    expect(failure(...lines)).toContain(message);
  });
});

test('a workspace has the files of policies/, in the order of their names', async () => {
  using folder = testFolder({
    'policies/b.yml': 'tools: { deny: [Grep] }',
    'policies/a.yaml': 'tools: { deny: [Bash] }',
    'policies/README.md': 'not a policy',
  });
  const policies = await loadOrganisationPolicies(folder.path, guards);
  expect(policies.map(({ path }) => path)).toEqual(['policies/a.yaml', 'policies/b.yml']);
  using empty = testFolder();
  expect(await loadOrganisationPolicies(empty.path, guards)).toEqual([]);
});
