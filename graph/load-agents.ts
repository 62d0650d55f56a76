import { readFile } from 'node:fs/promises';
import { parseAgentFile } from '../agents/file.ts';
import { builtInAgents } from '../agents/index.ts';
import { asset } from '../package-root.ts';
import { bindPolicy } from '../policies/agent-policy.ts';
import type { Tool } from '../tools/define.ts';
import type { LoadedAgent } from './context.ts';

/** Reads the agents' files, checks them and binds their constraints to the tools. Throws on the first that is wrong. */
export async function loadAgents(tools: ReadonlyMap<string, Tool>): Promise<readonly LoadedAgent[]> {
  return Promise.all(
    builtInAgents.map(async (definition) => {
      const path = `agents/${definition.name}.md`;
      const file = parseAgentFile(await readFile(asset(path)), path);
      const policy = bindPolicy(file, tools);
      return {
        definition,
        file,
        policy,
        tools: [...tools.values()].filter(({ name }) => policy.tools.has(name)),
      };
    }),
  );
}
