import { describe, expect, test } from 'vitest';
import { type AgentDefinition, defineAgent } from '../../agents/define.ts';
import { builtInAgents } from '../../agents/index.ts';
import { checkAgents } from '../../graph/check-agents.ts';
import { mermaid } from '../../graph/mermaid.ts';
import { graphVersion } from '../../graph/version.ts';

const planner = defineAgent({
  name: 'planner',
  accepts: ['MigrationRequest'],
  emits: { worker: 'SchemaRequirements' },
});
const worker = defineAgent({
  name: 'worker',
  accepts: ['SchemaRequirements'],
  emits: { report: 'TypesUpdate' },
});

describe('agents that do not fit together are refused when the graph is built', () => {
  test('the built-in ones fit', () => {
    expect(checkAgents(builtInAgents)).toBe('issue-planner');
  });

  test.each<[string, AgentDefinition[], string]>([
    [
      'a successor that does not exist',
      [planner],
      'agent planner hands off to "worker", which does not exist',
    ],
    [
      'a successor that does not accept what it gets',
      [planner, { ...worker, accepts: ['MigrationCandidate'] }],
      'agent planner gives worker a SchemaRequirements, which it does not accept',
    ],
    ['two agents of one name', [planner, worker, worker], 'two agents have the same name: worker'],
    [
      'an unknown handoff',
      [{ ...planner, accepts: ['MigrationRequest', 'Rumour' as never] }, worker],
      'agent planner names an unknown handoff "Rumour"',
    ],
    ['nobody who takes the request', [worker], 'exactly one agent must accept MigrationRequest, found 0'],
    [
      'an agent that nobody hands off to',
      [planner, worker, { ...worker, name: 'idle' }],
      'nobody hands off to idle',
    ],
    [
      'no way to the report',
      [planner, { ...worker, emits: { planner: 'MigrationRequest' } }],
      'no way leads from planner to the report',
    ],
  ])('%s', (_, agents, message) => {
    expect(() => checkAgents(agents)).toThrow(message);
  });
});

test('the drawing names every agent and handoff', () => {
  expect(mermaid([planner, worker])).toBe(
    [
      'flowchart TD',
      '  requester([requester]) -->|MigrationRequest| planner',
      '  planner -->|SchemaRequirements| worker',
      '  worker -->|TypesUpdate| report',
      '  report([report])',
    ].join('\n'),
  );
});

test('the version is the same for the same agents, and another one when an edge changes', () => {
  expect(graphVersion([planner, worker])).toBe(graphVersion([planner, worker]));
  expect(graphVersion([planner, { ...worker, accepts: ['SchemaRequirements', 'TypesUpdate'] }])).not.toBe(
    graphVersion([planner, worker]),
  );
});
