import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import type { Operation } from '../../../../../../postgres/operations/index.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { retracts } from '../../lexicon/elsewhere-words.ts';
import { phrases } from '../../lexicon/phrases.ts';
import { Phrases } from '../../text/phrases.ts';
import { tokenize } from '../../text/tokens.ts';
import { Sight } from '../any-order/sight.ts';

/** What stands in front of the columns that a rule is for. */
const places = new Phrases(
  phrases(
    'on | over | per | of | for | together with | in combination with | combined with | along with | across',
  ),
);

/** What an operation that knows a rule says of it. */
const ruledBy = { unique: /unique/, notNull: /"notNull":true|not_null/, nullable: /null/ } as const;

/**
 * Whether words that were passed over say which column a rule is for, `on due date`, or a rule, `unique title per
 * owner`, `required`: every word of them is a name or a rule of one of these tables, and the operations, as JSON, do
 * not speak of it. Read as another column's, or as nothing, it would be a wrong change.
 */
export function isLeftRule(
  part: string,
  tables: readonly CatalogTable[],
  context: ReadingContext,
  operations: string,
): boolean {
  const all = tokenize(part).filter(({ text }) => !/^[.,;:!()]$/.test(text));
  const place = places.lengthAt(all, 0);
  const tokens = all.slice(place).filter(({ low }) => low !== 'per');
  if (tokens.length === 0) return false;
  return tables.some((table) => {
    const sight = new Sight(table, context);
    if (!sight.reads(tokens)) return false;
    const { asked, orders, standard, columns } = sight;
    if (columns.length === 0) {
      const [rule, other] = [...asked];
      if (orders.size > 0 || other !== undefined || sight.columnSaid) return false;
      if (standard !== undefined) return !operations.includes('default');
      return rule !== undefined && rule in ruledBy && !ruledBy[rule as keyof typeof ruledBy].test(operations);
    }
    if (columns.every(({ name }) => operations.includes(name))) return false;
    // `title` is a word as often as a column; `due_date` is none.
    const named = all.length > 1 || all[0]?.text.includes('_') === true;
    return asked.size + orders.size > 0 || standard !== undefined || place > 0 || named;
  });
}

/**
 * `enrollments.status: varchar → native enum`, passed over: what shall become of a column that is written with its
 * table, or with a name as only a schema has it.
 */
export function isArrowLeft(part: string, { names, isName, hasColumn }: ReadingContext): boolean {
  const tokens = tokenize(part);
  return (
    tokens.some(({ text }) => text === '→') &&
    tokens.some(({ text }) => {
      const dot = text.lastIndexOf('.');
      const name = text.slice(dot + 1);
      const owned = dot > 0 && names.knownTable(text.slice(0, dot)) !== undefined;
      return (owned || /_|[a-z][A-Z]/.test(name)) && isName(name) && hasColumn(name);
    })
  );
}

const actions = /\b(?:set ?null|on ?delete|cascad\w+|restrict)\b/i;
/** `When the user is deleted the task stays (SetNull)`, passed over beside a new key that says nothing of it. */
export const isActionLeft = (part: string, operations: readonly Operation[]): boolean =>
  actions.test(part) &&
  operations.some(
    (one) =>
      (one.op === 'add_foreign_key' && one.references.onDelete === undefined) ||
      (one.op === 'add_column' && one.references !== undefined && one.references.onDelete === undefined),
  );

const signature = /^(?:and |then |also |plus )*[a-z]\w* ?\([a-z]\w* ?[,)]/i;
/** `TaskLabel(taskId, labelId) with …`, passed over beside a new table: as likely a further one. */
export const isTableLeft = (part: string, operations: readonly Operation[]): boolean =>
  signature.test(part) && operations.some(({ op }) => op === 'create_table');

/** A longer request has sentences that tell when something happens. */
const longestWithTail = 220;
/** Behind an order that leaves the column: nothing is taken back. */
const keepsColumn = /^(?:we )?(?:keep the column|the column stays)\b/i;
/** What stands behind an order and takes it back, puts it off, or says where else. */
export const isTail = (part: string, original: string, operations: readonly Operation[]): boolean =>
  original.length <= longestWithTail &&
  (!keepsColumn.test(part) || operations.some(({ op }) => op === 'drop_column')) &&
  !/ \(is [\w ]+\)$/.test(part) &&
  retracts(part);
