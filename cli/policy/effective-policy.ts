import { readFile } from 'node:fs/promises';
import type { AgentDefinition } from '../../agents/define.ts';
import { parseAgentFile } from '../../agents/file.ts';
import { builtInAgents } from '../../agents/index.ts';
import { asset } from '../../package-root.ts';
import { type AgentPolicy, bindPolicy } from '../../policies/agent-policy.ts';
import { nearest } from '../../policies/nearest.ts';
import { loadOrganisationPolicies } from '../../policies/organisation/load.ts';
import { tools } from '../../tools/registry.ts';
import { NoSuchAgent } from './errors.ts';

export interface EffectivePolicy {
  readonly policy: AgentPolicy;
  /** The built-in role of that name; what it may write comes from there, a file cannot say it. */
  readonly role: AgentDefinition | undefined;
}

/** The policy of an agent, by name or by the path of its file, under the policies of a workspace. */
export async function effectivePolicy(agent: string, workspaceRoot?: string): Promise<EffectivePolicy> {
  const organisation =
    workspaceRoot === undefined ? [] : await loadOrganisationPolicies(workspaceRoot, tools);
  const known = builtInAgents.map(({ name }) => name);
  const builtIn = known.includes(agent);
  const path = builtIn ? `agents/${agent}.md` : agent;
  const source = await readFile(builtIn ? asset(path) : path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new NoSuchAgent(agent, nearest(agent, known), known);
    throw error;
  });
  const file = parseAgentFile(source, path);
  return {
    policy: bindPolicy(file, tools, organisation),
    role: builtInAgents.find(({ name }) => name === file.name),
  };
}
