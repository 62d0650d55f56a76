import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AgentDefinition } from './define.ts';
import { type AgentFile, parseAgentFile } from './file.ts';
import { MissingField } from './file-errors.ts';
import type { HandoffName } from './handoffs/index.ts';

/** Where a team puts agents of its own, below the workspace. No agent may write there; see policies/protected.ts. */
export const workspaceAgentsFolder = '.godwit/agents';

/** Agents that are nothing but a Markdown file, in the order of their files' names. Throws an error of file-errors.ts. */
export async function workspaceAgents(root: string): Promise<readonly AgentFile[]> {
  const names = await readdir(join(root, workspaceAgentsFolder)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const files = names.filter((name) => name.endsWith('.md')).sort();
  return Promise.all(
    files.map(async (name) => {
      const path = `${workspaceAgentsFolder}/${name}`;
      return parseAgentFile(await readFile(join(root, path)), path);
    }),
  );
}

/**
 * What an agent file says about its place in the graph. It has to say all of it: a tool or a handoff that nobody wrote
 * down is nothing that a person has looked at. Whether the names mean something is found when the graph is built.
 * @throws MissingField
 */
export function definitionOf(file: AgentFile, others: readonly AgentDefinition[]): AgentDefinition {
  const { name, tools, accepts, emits, after } = file;
  const missing = (field: string, example: string): MissingField =>
    new MissingField(file.path, { line: 2, column: 1 }, `the front matter has no "${field}"`, {
      hint: `Add: ${example}`,
    });
  if (tools === 'inherit') throw missing('tools', 'tools: [Read, Grep]');
  if (accepts === undefined || accepts.length === 0)
    throw missing('accepts', 'accepts: [MigrationCandidate]');
  if (after === undefined || after.length === 0) throw missing('after', 'after: [data-migration-specialist]');
  if (emits === undefined) throw missing('emits', 'emits: { integration-tester: MigrationCandidate }');
  return {
    name,
    accepts: accepts as HandoffName[],
    emits:
      typeof emits === 'string' ? toSuccessors(emits, after, others) : (emits as Record<string, HandoffName>),
    after,
  };
}

/** Only the handoff is named: it goes to whoever gets it from the agents before. */
function toSuccessors(
  handoff: string,
  after: readonly string[],
  others: readonly AgentDefinition[],
): Record<string, HandoffName> {
  const before = others.filter(({ name }) => after.includes(name));
  return Object.fromEntries(
    before.flatMap(({ emits }) => Object.entries(emits).filter(([, given]) => given === handoff)),
  );
}
