import { readFile } from 'node:fs/promises';
import type { AgentDefinition } from '../agents/define.ts';
import { parseAgentFile } from '../agents/file.ts';
import { builtInAgents } from '../agents/index.ts';
import { asset } from '../package-root.ts';
import { bindPolicy } from '../policies/agent-policy.ts';
import { loadOrganisationPolicies } from '../policies/organisation/load.ts';
import type { OrganisationPolicy } from '../policies/organisation/policy.ts';
import type { Tool } from '../tools/define.ts';
import type { LoadedAgent } from './context.ts';

/**
 * Reads the agents' files, checks them, binds their constraints to the tools and tightens them by the policies of the
 * workspace, where one is given. Throws on the first that is wrong.
 */
export async function loadAgents(
  tools: ReadonlyMap<string, Tool>,
  workspaceRoot?: string,
): Promise<readonly LoadedAgent[]> {
  const organisation =
    workspaceRoot === undefined ? [] : await loadOrganisationPolicies(workspaceRoot, tools);
  return Promise.all(builtInAgents.map((definition) => loadAgent(definition, tools, organisation)));
}

/** One built-in agent. */
export async function loadAgent(
  definition: AgentDefinition,
  tools: ReadonlyMap<string, Tool>,
  organisation: readonly OrganisationPolicy[],
): Promise<LoadedAgent> {
  const path = `agents/${definition.name}.md`;
  const file = parseAgentFile(await readFile(asset(path)), path);
  const policy = bindPolicy(file, tools, organisation);
  return {
    definition,
    file,
    policy,
    tools: [...tools.values()].filter(({ name }) => policy.tools.has(name)),
  };
}
