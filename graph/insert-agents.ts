import type { AgentDefinition } from '../agents/define.ts';
import { InvalidGraph } from './errors.ts';

/**
 * Puts agents between two others. An agent that comes `after` another takes, on its way, each handoff that it accepts
 * and passes on to the same successor. Nobody else has to know: the one before still hands off to the successor's name.
 * @throws InvalidGraph
 */
export function insertAgents(
  agents: readonly AgentDefinition[],
  inserted: readonly AgentDefinition[],
): AgentDefinition[] {
  const all = [...agents, ...inserted];
  const via = new Map(all.map(({ name }) => [name, new Map<string, string>()]));
  for (const agent of inserted) {
    for (const before of agent.after ?? []) {
      const found = all.find(({ name }) => name === before);
      const taken = via.get(before);
      if (found === undefined || taken === undefined)
        throw new InvalidGraph(`agent ${agent.name} comes after "${before}", which does not exist`);
      const between = successorsThrough(agent, found);
      if (between.length === 0) {
        throw new InvalidGraph(
          `agent ${agent.name} comes after ${before}, which gives nobody what ${agent.name} accepts and passes on`,
          { hint: `${before} gives ${edges(found)}; ${agent.name} passes on ${edges(agent)}` },
        );
      }
      for (const successor of between) {
        const other = taken.get(successor);
        if (other !== undefined) {
          throw new InvalidGraph(`${other} and ${agent.name} both come between ${before} and ${successor}`, {
            hint: `Let one come after the other, e.g. after: [${other}] in ${agent.name}.`,
          });
        }
        taken.set(successor, agent.name);
      }
    }
  }
  return all.map((agent) => {
    const taken = via.get(agent.name) ?? new Map<string, string>();
    return taken.size === 0 ? agent : { ...agent, via: Object.fromEntries(taken) };
  });
}

/** Who takes a handoff to a successor: the successor, or the agent that was put before it. */
export const receiverOf = ({ via }: AgentDefinition, successor: string): string =>
  via?.[successor] ?? successor;

const successorsThrough = (agent: AgentDefinition, before: AgentDefinition): string[] =>
  Object.entries(before.emits).flatMap(([successor, handoff]) =>
    agent.accepts.includes(handoff) && Object.hasOwn(agent.emits, successor) ? [successor] : [],
  );

const edges = ({ emits }: AgentDefinition): string =>
  Object.entries(emits)
    .map(([to, handoff]) => `${handoff} to ${to}`)
    .join(', ') || 'nothing';
