import { tools } from '../../tools/registry.ts';

/** What is known of the run that would make the call. */
export interface CallContext {
  /** Absent: no branch, so that only reading is possible. */
  readonly branch_created?: boolean;
  /** The branch holds a migration that was proven and verified. */
  readonly proven?: boolean;
  /** Versions or names of files that production's history holds. */
  readonly applied_migrations?: readonly string[];
}

export interface Call {
  readonly tool: string;
  readonly input: unknown;
  readonly context: CallContext;
}

/** The ids that calls are judged with: `project_id` of production, and of the branch of the run. */
export const production = 'production';
export const branch = 'branch';

/** Other names under which people write the same field. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  command: ['cmd', 'script'],
  query: ['sql', 'statement', 'up'],
  rollback_sql: ['rollback', 'down', 'rollbackSql'],
  project_id: ['projectId', 'project_ref', 'project'],
  branch_id: ['branchId', 'branch'],
  file_path: ['filePath', 'path', 'file'],
};

/** A call as a person writes it, in the shape that the tool takes: a short name, a bare text, what the context says. */
export function completed({ tool: written, input, context }: Call): Call {
  const tool =
    tools.has(written) || !tools.has(`mcp__supabase__${written}`) ? written : `mcp__supabase__${written}`;
  const main = mainField[tool];
  const record = typeof input === 'string' && main !== undefined ? { [main]: input } : input;
  if (!isRecord(record)) return { tool, input: record, context };
  const fields: Record<string, unknown> = { ...record };
  for (const name of fieldsOf(tool)) {
    const other = otherNames[name]?.find(
      (alias) => Object.hasOwn(fields, alias) && !fieldsOf(tool).includes(alias),
    );
    if (Object.hasOwn(fields, name) || other === undefined) continue;
    fields[name] = fields[other];
    delete fields[other];
  }
  for (const [name, value] of Object.entries(filledIn(tool, context))) fields[name] ??= value;
  return { tool, input: fields, context };
}

const mainField: Readonly<Record<string, string>> = {
  Bash: 'command',
  Read: 'file_path',
  Write: 'file_path',
  Edit: 'file_path',
  Glob: 'pattern',
  Grep: 'pattern',
  mcp__supabase__execute_sql: 'query',
  mcp__supabase__apply_migration: 'query',
};

/** What a call must hold and does not decide, and the database that the context speaks of. */
function filledIn(tool: string, { branch_created }: CallContext): Record<string, unknown> {
  const target = branch_created === true ? branch : production;
  switch (tool) {
    case 'Write':
      return { content: '' };
    case 'Edit':
      return { old_string: ' ', new_string: '' };
    case 'mcp__supabase__apply_migration':
      return { project_id: target, name: 'migration' };
    case 'mcp__supabase__create_branch':
      return { project_id: production };
    default:
      return fieldsOf(tool).includes('project_id') ? { project_id: target } : {};
  }
}

const shapes = new Map<string, readonly string[]>();

function fieldsOf(tool: string): readonly string[] {
  const known = shapes.get(tool);
  if (known !== undefined) return known;
  const schema: unknown = tools.get(tool)?.input;
  const shape = isRecord(schema) && isRecord(schema.shape) ? Object.keys(schema.shape) : [];
  shapes.set(tool, shape);
  return shape;
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
