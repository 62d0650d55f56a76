import { readFile } from 'node:fs/promises';
import type { AgentDefinition } from '../agents/define.ts';
import { type AgentFile, parseAgentFile } from '../agents/file.ts';
import { builtInAgents } from '../agents/index.ts';
import { definitionOf, workspaceAgents } from '../agents/workspace-agents.ts';
import { asset } from '../package-root.ts';
import { bindPolicy } from '../policies/agent-policy.ts';
import { loadOrganisationPolicies } from '../policies/organisation/load.ts';
import type { OrganisationPolicy } from '../policies/organisation/policy.ts';
import type { Tool } from '../tools/define.ts';
import { checkAgents } from './check-agents.ts';
import type { LoadedAgent } from './context.ts';
import { insertAgents } from './insert-agents.ts';

/**
 * Reads the agents' files, the workspace's among them, puts them together, binds their constraints to the tools and
 * tightens them by the policies of the workspace, where one is given. Throws on the first that is wrong.
 */
export async function loadAgents(
  tools: ReadonlyMap<string, Tool>,
  workspaceRoot?: string,
): Promise<readonly LoadedAgent[]> {
  const [organisation, added, own] = await Promise.all([
    workspaceRoot === undefined ? [] : loadOrganisationPolicies(workspaceRoot, tools),
    workspaceRoot === undefined ? [] : workspaceAgents(workspaceRoot),
    Promise.all(builtInAgents.map(({ name }) => builtInFile(name))),
  ]);
  const inserted: AgentDefinition[] = [];
  for (const file of added) inserted.push(definitionOf(file, [...builtInAgents, ...inserted]));
  const definitions = insertAgents(builtInAgents, inserted);
  checkAgents(definitions);
  return [...own, ...added].map((file, index) => {
    const definition = definitions[index];
    if (definition === undefined) throw new Error(`agent ${file.name} has a file and no definition`);
    return bindAgent(definition, file, tools, organisation);
  });
}

/** One built-in agent, in the place that it has without any of the workspace's. */
export async function loadAgent(
  definition: AgentDefinition,
  tools: ReadonlyMap<string, Tool>,
  organisation: readonly OrganisationPolicy[],
): Promise<LoadedAgent> {
  return bindAgent(definition, await builtInFile(definition.name), tools, organisation);
}

async function builtInFile(name: string): Promise<AgentFile> {
  const path = `agents/${name}.md`;
  return parseAgentFile(await readFile(asset(path)), path);
}

function bindAgent(
  definition: AgentDefinition,
  file: AgentFile,
  tools: ReadonlyMap<string, Tool>,
  organisation: readonly OrganisationPolicy[],
): LoadedAgent {
  const policy = bindPolicy(file, tools, organisation);
  return {
    definition,
    file,
    policy,
    tools: [...tools.values()].filter(({ name }) => policy.tools.has(name)),
  };
}
