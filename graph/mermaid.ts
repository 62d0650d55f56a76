import type { AgentDefinition } from '../agents/define.ts';
import { checkAgents } from './check-agents.ts';
import { receiverOf } from './insert-agents.ts';
import { reportNode } from './names.ts';

/** The agents and what they hand each other, for a page that renders Mermaid. */
export function mermaid(agents: readonly AgentDefinition[]): string {
  const first = checkAgents(agents);
  const edges = agents.flatMap((agent) =>
    Object.entries(agent.emits).map(
      ([to, handoff]) => `  ${agent.name} -->|${handoff}| ${receiverOf(agent, to)}`,
    ),
  );
  const questions = agents
    .filter(({ talksToRequester }) => talksToRequester === true)
    .map(({ name }) => `  ${name} -.->|questions| requester`);
  return [
    'flowchart TD',
    `  requester([requester]) -->|MigrationRequest| ${first}`,
    ...edges,
    ...questions,
    `  ${reportNode}([${reportNode}])`,
  ].join('\n');
}
