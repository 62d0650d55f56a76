/** A table as a schema model of an application has it. */
export interface Model {
  /** As the model says it; the class's own name where it says none. */
  readonly table: string;
  /** The model says what its table is called. */
  readonly named: boolean;
  readonly columns: readonly ModelColumn[];
  /** Columns of the indexes over several, and whether they are unique. */
  readonly indexes: readonly { readonly columns: readonly string[]; readonly unique: boolean }[];
  readonly primaryKey?: readonly string[];
}

export interface ModelColumn {
  readonly name: string;
  /** As PostgreSQL calls it. */
  readonly type: string;
  readonly notNull: boolean;
  /** SQL: DEFAULT, UNIQUE, PRIMARY KEY, REFERENCES. */
  readonly rest: readonly string[];
}

/** A literal of TypeScript, Python or Prisma as SQL; undefined where it is more than one. */
export function literalSql(given: string): string | undefined {
  const text = given.trim();
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return text;
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase();
  const quoted = /^(["'`])([^"'`\\$]*)\1$/.exec(text)?.[2];
  return quoted === undefined ? undefined : `'${quoted}'`;
}

/** The parts between commas that stand in no bracket and no quotes. */
export function partsOf(text: string): readonly string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const piece of text.match(/"[^"]*"|'[^']*'|`[^`]*`|[\s\S]/g) ?? []) {
    if (/^[([{]$/.test(piece)) depth += 1;
    if (/^[)\]}]$/.test(piece)) depth -= 1;
    if (piece === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += piece;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** `.notNull().default(0)`: the calls and what stands in their brackets; undefined for anything else. */
export function callsOf(text: string): readonly (readonly [name: string, inside: string])[] | undefined {
  const calls: (readonly [string, string])[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const head = /^\.?(\w+)\(/.exec(rest);
    if (!head) return undefined;
    const end = closing(rest, head[0].length);
    if (end === -1) return undefined;
    calls.push([head[1] ?? '', rest.slice(head[0].length, end).trim()]);
    rest = rest.slice(end + 1).trim();
  }
  return calls;
}

/** Where the bracket closes in which `from` stands. */
export function closing(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (/[([{]/.test(text[at] ?? '')) depth += 1;
    if (/[)\]}]/.test(text[at] ?? '')) depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

/** `{ length: 80, nullable: true }`, `nullable=False, index=True`; undefined where it is something else. */
export function optionsOf(text: string): ReadonlyMap<string, string> | undefined {
  const inside = text.trim().replace(/^\{([\s\S]*)\}$/, '$1');
  const options = new Map<string, string>();
  for (const part of partsOf(inside)) {
    const option = /^['"]?(\w+)['"]?\s*[:=]\s*([\s\S]+)$/.exec(part);
    if (!option) return undefined;
    options.set(option[1] ?? '', option[2] ?? '');
  }
  return options;
}
