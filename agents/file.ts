import { readFile } from 'node:fs/promises';
import { yamlOffset } from '../policies/yaml-offset.ts';
import { BadAgentName, DuplicateTool, MissingField, type Position, WrongFieldType } from './file-errors.ts';
import { type FrontMatter, readFrontMatter } from './front-matter.ts';

/** An agent as its Markdown file declares it: a Claude Code subagent file works as it is. */
export interface AgentFile {
  readonly path: string;
  /** The key of the agent; not the name of the file. */
  readonly name: string;
  readonly description: string;
  /** An alias (`sonnet`), a full id, or `inherit`. */
  readonly model: string;
  /** `inherit` where the file has no `tools`. */
  readonly tools: readonly string[] | 'inherit';
  /** Tool → constraints as written; checked by bindPolicy against what the tool understands. */
  readonly toolConstraints: Readonly<Record<string, unknown>>;
  /** Handoffs that may start this agent's turn. */
  readonly accepts?: readonly string[];
  /** Successor → handoff; a single handoff where only one successor is meant. */
  readonly emits?: string | Readonly<Record<string, string>>;
  /** Agents that it comes after. */
  readonly after?: readonly string[];
  /** Fields that Godwit does not know, as written. */
  readonly extra: Readonly<Record<string, unknown>>;
  /** What follows the front matter. */
  readonly prompt: string;
  /** Where a value stands in the file, e.g. `['tool_constraints', 'Bash']`; the nearest field that exists. */
  readonly locate: (field: readonly (string | number)[]) => Position;
}

const known = new Set([
  'name',
  'description',
  'model',
  'tools',
  'tool_constraints',
  'accepts',
  'emits',
  'after',
]);

/** Reads and checks an agent file. Throws an error of file-errors.ts with file, line, cause and fix. */
export async function loadAgentFile(path: string): Promise<AgentFile> {
  return parseAgentFile(await readFile(path), path);
}

/** `path` is only for messages. */
export function parseAgentFile(source: Uint8Array | string, path: string): AgentFile {
  const matter = readFrontMatter(source, path);
  const locate = locator(matter);
  const { values } = matter;
  const fail = (field: string, wanted: string): never => {
    throw new WrongFieldType(
      path,
      locate([field]),
      `"${field}" must be ${wanted}, not ${show(values[field])}`,
      {
        hint: `Write: ${example[field] ?? `${field}: …`}`,
      },
    );
  };
  const text = (field: string): string | undefined => {
    const value = values[field];
    if (value === undefined) return undefined;
    return typeof value === 'string' ? value : fail(field, 'text');
  };
  const list = (field: string): string[] | undefined => {
    const value = values[field];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return splitTools(value);
    return Array.isArray(value) && value.every((item) => typeof item === 'string')
      ? value
      : fail(field, 'a list or a comma-separated text');
  };
  const required = (field: string): string => {
    const value = text(field)?.trim();
    if (value !== undefined && value !== '') return value;
    throw new MissingField(path, { line: 2, column: 1 }, `the front matter has no "${field}"`, {
      hint: `Add: ${example[field] ?? field}`,
    });
  };

  const name = required('name');
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) {
    throw new BadAgentName(path, locate(['name']), `"${name}" is not a name for an agent`, {
      hint: 'Use lower case letters, digits and single hyphens, e.g. name: security-reviewer',
    });
  }
  const description = required('description');
  const tools = list('tools');
  const duplicate = tools?.findIndex((tool, index) => tools.indexOf(tool) !== index) ?? -1;
  if (tools !== undefined && duplicate !== -1) {
    throw new DuplicateTool(path, locate(['tools', duplicate]), `"${tools[duplicate]}" is in "tools" twice`, {
      hint: 'Remove one of the two.',
    });
  }
  const constraints = values.tool_constraints ?? {};
  if (!isRecord(constraints)) fail('tool_constraints', 'a field per tool');
  const emits = values.emits ?? undefined;
  if (
    emits !== undefined &&
    typeof emits !== 'string' &&
    !(isRecord(emits) && Object.values(emits).every(isText))
  )
    fail('emits', 'a handoff, or a handoff per successor');
  const accepts = list('accepts');
  const after = list('after');
  return {
    path,
    name,
    description,
    model: text('model') ?? 'inherit',
    tools: tools ?? 'inherit',
    toolConstraints: constraints as Record<string, unknown>,
    ...(accepts === undefined ? {} : { accepts }),
    ...(emits === undefined ? {} : { emits: emits as string | Record<string, string> }),
    ...(after === undefined ? {} : { after }),
    extra: Object.fromEntries(Object.entries(values).filter(([field]) => !known.has(field))),
    prompt: matter.prompt,
    locate,
  };
}

const example: Readonly<Record<string, string>> = {
  name: 'name: security-reviewer',
  description: 'description: "Reviews policies before a merge."',
  model: 'model: sonnet',
  tools: 'tools: [Read, Grep]',
  tool_constraints: 'tool_constraints: { Bash: { allowed_commands: ["git status"] } }',
  accepts: 'accepts: [MigrationCandidate]',
  emits: 'emits: { integration-tester: MigrationCandidate }',
  after: 'after: [integration-tester]',
};

/** `Read, Task(a, b), Grep`: a comma inside parentheses does not part two tools. */
const splitTools = (text: string): string[] =>
  text
    .split(/,(?![^(]*\))/)
    .map((tool) => tool.trim())
    .filter((tool) => tool !== '');

const isText = (value: unknown): boolean => typeof value === 'string';
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const show = (value: unknown): string => JSON.stringify(value) ?? String(value);

const locator =
  (matter: FrontMatter): AgentFile['locate'] =>
  (field) =>
    matter.positionOf(yamlOffset(matter.map, field));
