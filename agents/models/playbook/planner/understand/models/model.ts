/** What a snippet of an application's schema holds: as a whole, or it is read by nobody. */
export interface Schema {
  readonly models: readonly Model[];
  readonly enums: readonly ModelEnum[];
}

export interface ModelEnum {
  /** As the snippet calls it. */
  readonly name: string;
  /** As the database shall, where the snippet says so. */
  readonly mapped?: string;
  readonly labels: readonly string[];
}

/** A table as a schema model of an application has it. */
export interface Model {
  /** The name of its class, by which other models refer to it. */
  readonly model: string;
  /** As the model says it; the class's own name where it says none. */
  readonly table: string;
  /** The model says what its table is called. */
  readonly named: boolean;
  /** Which has a way of its own to name tables. */
  readonly framework?: 'django';
  readonly columns: readonly ModelColumn[];
  readonly indexes: readonly ModelIndex[];
  /** Foreign keys of several columns. */
  readonly keys?: readonly ModelKey[];
  /** Conditions over a row, as SQL. */
  readonly checks?: readonly ModelCheck[];
  readonly primaryKey?: readonly string[];
  readonly joins?: readonly ModelJoin[];
  /** What the snippet leaves open. */
  readonly questions?: readonly string[];
  /** What the application does by itself, or is taken for granted: told with the plan. */
  readonly notes?: readonly string[];
}

export interface ModelColumn {
  readonly name: string;
  /** As PostgreSQL calls it, or the enum of the snippet; empty where it is that of the key it refers to. */
  readonly type: string;
  readonly notNull: boolean;
  /** SQL: DEFAULT, UNIQUE, PRIMARY KEY, REFERENCES, where the table may be told by its model; SERIAL. */
  readonly rest: readonly string[];
  /** No line of the model says it: its framework adds it. */
  readonly implied?: true;
  /** The snippet says what the database calls it. */
  readonly written?: true;
}

export interface ModelIndex {
  /** Names of columns, each maybe with DESC. */
  readonly columns: readonly string[];
  readonly unique: boolean;
  /** Unique by a constraint, which is what the framework makes of it. */
  readonly constraint?: true;
  /** As the database shall call it, where the snippet says so. */
  readonly name?: string;
  readonly method?: string;
  /** SQL of a partial index. */
  readonly where?: string;
}

/** `(a, b)` that refer to two columns of another model. */
export interface ModelKey {
  readonly columns: readonly string[];
  readonly to: string;
  readonly others: readonly string[];
  /** What happens on delete and on update. */
  readonly actions: string;
  readonly name?: string;
}

/** A relation of many to many, whose pairs are rows of a table of their own. */
export interface ModelJoin {
  readonly field: string;
  readonly to: string;
  readonly table?: string;
  /** A model of its own holds the pairs. */
  readonly through?: string;
}

export interface ModelCheck {
  readonly name?: string;
  /** SQL over the row. */
  readonly check: string;
}

/** A name as SQL has it. */
export const quoted = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name}"`);

/** A literal of TypeScript, Python or Prisma as SQL; undefined where it is more than one. */
export function literalSql(given: string): string | undefined {
  const text = given.trim();
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return text;
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase();
  const quoted = /^(["'`])([^"'`\\$]*)\1$/.exec(text)?.[2];
  return quoted === undefined ? undefined : `'${quoted}'`;
}

/** What stands between the quotation marks of a literal. */
export const textIn = (given: string | undefined): string | undefined =>
  /^'(.*)'$/s.exec(literalSql(given ?? '') ?? '')?.[1];

/** ` ON DELETE CASCADE` of what a mapper gives in quotes; empty for nothing, undefined for anything else. */
export function actionSql(event: 'DELETE' | 'UPDATE', given: string | undefined): string | undefined {
  if (given === undefined) return '';
  const action = textIn(given)?.toUpperCase();
  return /^(?:CASCADE|RESTRICT|NO ACTION|SET (?:NULL|DEFAULT))$/.test(action ?? '')
    ? ` ON ${event} ${action}`
    : undefined;
}

/** What happens to a row on deleting and on changing the one that it refers to. */
export function actionsSql(onDelete: string | undefined, onUpdate: string | undefined): string | undefined {
  const [deleted, updated] = [actionSql('DELETE', onDelete), actionSql('UPDATE', onUpdate)];
  return deleted === undefined || updated === undefined ? undefined : `${deleted}${updated}`;
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
    const head = /^\.?([\w$]+)(?:<[^()]*>)?\(/.exec(rest);
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
