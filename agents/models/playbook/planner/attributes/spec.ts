/** A value as the text gives it; SQL is made when the column's type is known. */
export interface Literal {
  readonly kind:
    | 'number'
    | 'text'
    | 'boolean'
    | 'null'
    | 'now'
    | 'uuid'
    | 'empty-object'
    | 'empty-array'
    | 'sql';
  readonly text: string;
  /** A bare word, neither quoted nor code. */
  readonly bare?: boolean;
}

/** `table`, maybe with a column, and what happens on delete. */
export interface Reference {
  readonly table: string;
  readonly column?: string;
  readonly onDelete?: 'cascade' | 'set null' | 'restrict' | 'no action';
  readonly onUpdate?: Reference['onDelete'];
}

/** What the text says about one column. A key that is not there was not said. */
export interface ColumnFacts {
  readonly type?: string;
  readonly notNull?: boolean;
  readonly default?: Literal;
  readonly noDefault?: true;
  readonly unique?: true;
  /** `unique per owner`: what the values are unique among. */
  readonly uniquePer?: string;
  readonly primaryKey?: true;
  /** How the database numbers its rows. */
  readonly identity?: 'serial' | 'always' | 'by default';
  /** SQL over the row from which the value is made and stored. */
  readonly generated?: string;
  readonly index?: true;
  readonly min?: string;
  readonly max?: string;
  readonly minExclusive?: true;
  readonly maxExclusive?: true;
  readonly minLength?: string;
  readonly maxLength?: string;
  readonly notEmpty?: true;
  readonly oneOf?: readonly string[];
  /** One of some values, which the text may tell or not. */
  readonly enumerated?: true;
  readonly references?: Reference;
  /** A foreign key of which only the name says where to. */
  readonly refers?: true;
  /** It refers to a row of its own table. */
  readonly refersSelf?: true;
  readonly onDelete?: NonNullable<Reference['onDelete']>;
  readonly comment?: string;
}

export interface Disagreement {
  readonly fact: keyof ColumnFacts;
  readonly first: string;
  readonly second: string;
}

const shown = (value: unknown): string => {
  if (typeof value === 'object' && value !== null && 'text' in value) return String(value.text);
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** Joins two statements about one column; where they disagree the first stays and the disagreement is told. */
export function mergeFacts(
  first: ColumnFacts,
  second: ColumnFacts,
): { facts: ColumnFacts; disagreements: readonly Disagreement[] } {
  const disagreements: Disagreement[] = [];
  const facts: Record<string, unknown> = { ...first };
  for (const [key, value] of Object.entries(second)) {
    const known = facts[key];
    if (known === undefined) facts[key] = value;
    else if (JSON.stringify(comparable(known)) !== JSON.stringify(comparable(value))) {
      const fact = key as keyof ColumnFacts;
      // A sentence about percentages or `varchar(80)` beside `varchar` says more, not something else.
      if (fact === 'type' && String(value).startsWith(`${String(known)}(`)) facts[key] = value;
      else if (fact === 'type' && String(known).startsWith(`${String(value)}(`)) continue;
      else disagreements.push({ fact, first: shown(known), second: shown(value) });
    }
  }
  return { facts, disagreements };
}

const comparable = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'kind' in value && 'text' in value
    ? String(value.text)
    : value;
