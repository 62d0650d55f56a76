import type { AgentDefinition } from '../agents/define.ts';
import { isHandoffName } from '../agents/handoffs/index.ts';
import { InvalidGraph } from './errors.ts';
import { receiverOf } from './insert-agents.ts';
import { reportNode } from './names.ts';

/**
 * Refuses agents that do not fit together, before anything runs: unknown handoffs, successors that do not exist or
 * do not accept what they are given, agents nobody reaches. Returns the agent that takes the request.
 */
export function checkAgents(agents: readonly AgentDefinition[]): string {
  const byName = new Map(agents.map((agent) => [agent.name, agent]));
  if (byName.size !== agents.length)
    throw new InvalidGraph(`two agents have the same name: ${duplicate(agents)}`);

  for (const { name, accepts, emits } of agents) {
    for (const handoff of [...accepts, ...Object.values(emits)]) {
      if (!isHandoffName(handoff))
        throw new InvalidGraph(`agent ${name} names an unknown handoff "${handoff}"`);
    }
    for (const [to, handoff] of Object.entries(emits)) {
      if (to === reportNode) continue;
      const successor = byName.get(to);
      if (successor === undefined)
        throw new InvalidGraph(`agent ${name} hands off to "${to}", which does not exist`);
      if (!successor.accepts.includes(handoff)) {
        throw new InvalidGraph(`agent ${name} gives ${to} a ${handoff}, which it does not accept`, {
          hint: `${to} accepts ${successor.accepts.join(', ')}`,
        });
      }
    }
  }
  const firsts = agents.filter(({ accepts }) => accepts.includes('MigrationRequest'));
  const [first] = firsts;
  if (first === undefined || firsts.length > 1) {
    throw new InvalidGraph(`exactly one agent must accept MigrationRequest, found ${firsts.length}`);
  }
  checkReachable(first.name, byName);
  return first.name;
}

function checkReachable(first: string, agents: ReadonlyMap<string, AgentDefinition>): void {
  const reached = new Set<string>();
  const visit = (name: string): void => {
    if (reached.has(name)) return;
    reached.add(name);
    const agent = agents.get(name);
    for (const next of Object.keys(agent?.emits ?? {}))
      visit(agent === undefined ? next : receiverOf(agent, next));
  };
  visit(first);
  if (!reached.has(reportNode)) throw new InvalidGraph(`no way leads from ${first} to the report`);
  const lonely = [...agents.keys()].filter((name) => !reached.has(name));
  if (lonely.length > 0) throw new InvalidGraph(`nobody hands off to ${lonely.join(', ')}`);
}

const duplicate = (agents: readonly AgentDefinition[]): string | undefined =>
  agents.map(({ name }) => name).find((name, index, names) => names.indexOf(name) !== index);
