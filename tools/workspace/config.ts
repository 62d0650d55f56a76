import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { nearest } from '../../policies/nearest.ts';
import { resolveLexically } from '../../policies/paths.ts';
import { ApprovalsConfig } from './approvals-config.ts';
import { BudgetConfig } from './budget-config.ts';
import { ConfigNotYaml, InvalidConfigValue, UnknownConfigKey } from './errors.ts';

const path = z.string().min(1);
const script = z.string().min(1).nullable();
const model = z.string().regex(/^\S+$/, 'an alias or an id, without blanks');

const Config = z.strictObject({
  migrations: path.optional(),
  rollbacks: path.optional(),
  docs: path.optional(),
  types: path.regex(/\.ts$/, 'a TypeScript file, ending in .ts').optional(),
  schemas: z.array(z.string().min(1)).min(1).optional(),
  /** Names of npm scripts; null where none shall run. */
  scripts: z.strictObject({ typecheck: script.optional(), test: script.optional() }).optional(),
  seed: path.nullable().optional(),
  branch: z.strictObject({ max_size_gb: z.number().positive().optional() }).optional(),
  /** Ten years: whoever wants more wants a backup. */
  archive: z.strictObject({ keep_days: z.int().min(1).max(3650).optional() }).optional(),
  /** What stands behind the names of models; gateways have ids of their own. */
  models: z
    .strictObject({
      inherit: model.optional(),
      sonnet: model.optional(),
      opus: model.optional(),
      haiku: model.optional(),
    })
    .optional(),
  budget: BudgetConfig.optional(),
  approvals: ApprovalsConfig.optional(),
});
export type Config = z.infer<typeof Config>;

export interface ReadConfig {
  readonly values: Config;
  /** Line of a key, e.g. `['scripts', 'test']`; 1 where the file does not have it. */
  readonly lineOf: (key: readonly PropertyKey[]) => number;
}

/**
 * Reads a godwit.yaml; an empty one says nothing. Paths come back relative to the root.
 * @throws ConfigNotYaml | UnknownConfigKey | InvalidConfigValue
 */
export function parseConfig(text: string, file: string, root: string): ReadConfig {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line } = counter.linePos(error.pos[0]);
    const what = (error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');
    throw new ConfigNotYaml(
      file,
      line,
      what,
      'write one key per line, e.g. types: src/database.types.ts',
      error,
    );
  }
  if (document.contents !== null && !isMap(document.contents) && document.toJS() !== null) {
    throw new ConfigNotYaml(file, 1, 'the file is not a list of keys', 'e.g. types: src/database.types.ts');
  }

  const lineOf = (key: readonly PropertyKey[]): number => {
    let node: unknown = document.contents;
    let line = 1;
    for (const part of key) {
      const pair = isMap(node)
        ? node.items.find((item) => isScalar(item.key) && item.key.value === part)
        : undefined;
      if (pair === undefined) break;
      if (isScalar(pair.key) && pair.key.range) line = counter.linePos(pair.key.range[0]).line;
      node = pair.value;
    }
    return line;
  };

  const parsed = Config.safeParse(document.toJS() ?? {});
  if (parsed.success) return { values: insideRoot(parsed.data, file, root, lineOf), lineOf };
  const [issue] = parsed.error.issues;
  const at = issue?.path ?? [];
  if (issue?.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const known = keysAt(at);
    throw new UnknownConfigKey(
      file,
      lineOf([...at, key]),
      [...at, key].join('.'),
      nearest(key, known),
      known,
    );
  }
  const problem = issue?.message ?? 'not understood';
  throw new InvalidConfigValue(
    file,
    lineOf(at),
    at.join('.'),
    problem,
    'docs/formats.md has an example of every key',
  );
}

/** Keys that are understood in a section. */
function keysAt(section: readonly PropertyKey[]): string[] {
  let schema: unknown = Config;
  for (const key of section) {
    const inside = bare(schema);
    if (inside instanceof z.ZodObject) schema = inside.shape[String(key)];
    else if (inside instanceof z.ZodRecord) schema = inside.valueType;
  }
  const found = bare(schema);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

const bare = (schema: unknown): unknown =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodNullable ? bare(schema.unwrap()) : schema;

function insideRoot(config: Config, file: string, root: string, lineOf: ReadConfig['lineOf']): Config {
  const resolved: Config = { ...config };
  for (const key of ['migrations', 'rollbacks', 'docs', 'types', 'seed'] as const) {
    const value = config[key];
    if (value === undefined || value === null) continue;
    const { inside, ...rest } = resolveLexically(root, '', value);
    const found = 'path' in rest ? rest.path : '';
    if (!inside || found === '') {
      const problem = 'why' in rest ? rest.why : `"${value}" is the workspace itself`;
      throw new InvalidConfigValue(file, lineOf([key]), key, problem, 'paths are relative to the workspace');
    }
    resolved[key] = found;
  }
  return resolved;
}
