import type { NameReading, TableReading } from '../grammar/slots/names.ts';
import { nameKey } from '../resolve/words.ts';
import type { ColumnDraft } from '../understand/draft.ts';
import type { RuleDraft } from '../understand/rule-draft.ts';
import type { Build } from './outcome.ts';
import type { Target } from './resolver.ts';

export type Rule<Kind extends RuleDraft['kind']> = Extract<RuleDraft, { kind: Kind }>;
/** One builder a kind of rule: which operations it comes to, or what has to be asked. */
export type Builders<Kinds extends RuleDraft['kind'] = RuleDraft['kind']> = {
  readonly [Kind in Kinds]: (rule: Rule<Kind>, build: Build, versions: readonly string[]) => void;
};

/** What a new column may have as well as one that is there. */
const ofNew: ReadonlySet<string | undefined> = new Set<RuleDraft['kind']>([
  'check',
  'setNotNull',
  'setDefault',
]);

/** The table and column that a rule is about, or a question. */
export function placed(
  {
    table,
    column,
    kind,
  }: {
    readonly table: TableReading | undefined;
    readonly column: NameReading;
    readonly kind?: RuleDraft['kind'];
  },
  { names }: Build,
  destructive = false,
): { target: Target; column: string } | undefined {
  const owner = table ?? (column.table === undefined ? undefined : { text: column.table, marked: true });
  const target = names.table(owner, [column.text], destructive);
  const known = target && names.column(target, column, destructive, ofNew.has(kind));
  return target && known !== undefined ? { target, column: known } : undefined;
}

/** The table and all of the columns, or a question. */
export function placedAll(
  { table, columns }: { readonly table: TableReading | undefined; readonly columns: readonly NameReading[] },
  { names }: Build,
  destructive = false,
): { target: Target; columns: readonly string[] } | undefined {
  const target = names.table(
    table,
    columns.map((column) => column.text),
    destructive,
  );
  const known = target && columns.map((column) => names.column(target, column, destructive));
  return target && known?.every((column) => column !== undefined) ? { target, columns: known } : undefined;
}

/** Where the same request adds the column, it says more about it, and is no operation of its own. */
export const isAdded = (
  { column }: { readonly column: { readonly text: string } },
  { draft }: Build,
): ColumnDraft | undefined => draft.columns.find((one) => nameKey(one.name.text) === nameKey(column.text));
