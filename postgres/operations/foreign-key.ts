import { z } from 'zod';
import { identList, qualified } from '../sql.ts';
import { bare } from './copies.ts';
import { onDelete } from './fields.ts';
import { tokenize } from './tokens.ts';

/* What a foreign key says beside its columns. */

export const actions = {
  onDelete: onDelete.optional(),
  onUpdate: onDelete.optional(),
  deferrable: z
    .enum(['no', 'initially immediate', 'initially deferred'])
    .optional()
    .describe('whether a transaction may put the check off to its end'),
};

type Action = z.infer<typeof onDelete>;
type Deferrable = 'no' | 'initially immediate' | 'initially deferred';

export interface Actions {
  readonly onDelete?: Action | undefined;
  readonly onUpdate?: Action | undefined;
  readonly deferrable?: Deferrable | undefined;
}

export interface Key {
  readonly columns: readonly string[];
  readonly schema: string;
  readonly table: string;
  readonly references: readonly string[];
}

export const keyDefinition = ({ columns, schema, table, references }: Key, options: Actions): string =>
  `FOREIGN KEY (${identList(columns)}) REFERENCES ${qualified(schema, table)} (${identList(references)})` +
  actionsSql(options);

/** In the order of pg_get_constraintdef. */
export const actionsSql = ({ onUpdate, onDelete: onDeletion, deferrable }: Actions): string =>
  [
    ...(onUpdate === undefined || onUpdate === 'no action' ? [] : [`ON UPDATE ${onUpdate.toUpperCase()}`]),
    ...(onDeletion === undefined || onDeletion === 'no action'
      ? []
      : [`ON DELETE ${onDeletion.toUpperCase()}`]),
    ...(deferrable === undefined || deferrable === 'no' ? [] : [deferrableSql(deferrable)]),
  ]
    .map((clause) => ` ${clause}`)
    .join('');

export const deferrableSql = (deferrable: Deferrable): string =>
  ({
    no: 'NOT DEFERRABLE',
    'initially immediate': 'DEFERRABLE',
    'initially deferred': 'DEFERRABLE INITIALLY DEFERRED',
  })[deferrable];

/** A definition of pg_get_constraintdef, taken apart. */
export interface ReadKey {
  /** Up to the columns it points to, and MATCH FULL. */
  readonly head: string;
  readonly onDelete: Action;
  readonly onUpdate: Action;
  readonly deferrable: Deferrable;
  /** It says more than this reader knows, e.g. `ON DELETE SET NULL (a)`. */
  readonly other: boolean;
}

export function readKey(definition: string): ReadKey {
  const tokens = tokenize(bare(definition));
  // A column of that name would be in quotes.
  const end = tokens.findIndex(({ kind, text }) => kind === 'name' && /^(ON|DEFERRABLE|NOT)$/.test(text));
  const text = (from: number, to?: number): string =>
    tokens
      .slice(from, to)
      .map((token) => token.text)
      .join('');
  const head = (end === -1 ? text(0) : text(0, end)).trimEnd();
  const tail = end === -1 ? '' : text(end);
  const action = (event: string): Action => {
    const said = new RegExp(`ON ${event} (CASCADE|SET NULL|RESTRICT)`).exec(tail)?.[1]?.toLowerCase();
    return said === undefined ? 'no action' : (said as Action);
  };
  const read: Omit<ReadKey, 'head' | 'other'> = {
    onUpdate: action('UPDATE'),
    onDelete: action('DELETE'),
    deferrable: !tail.includes('DEFERRABLE')
      ? 'no'
      : tail.includes('INITIALLY DEFERRED')
        ? 'initially deferred'
        : 'initially immediate',
  };
  return { ...read, head, other: tail.trim() !== actionsSql(read).trim() };
}
