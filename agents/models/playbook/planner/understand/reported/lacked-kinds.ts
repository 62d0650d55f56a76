import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import { noFacts } from '../../attributes/read.ts';
import type { NameReading } from '../../grammar/slots/names.ts';
import { displayName } from '../../resolve/schema-names.ts';
import { plainIndex } from '../indexes/plain.ts';
import { linksOf } from '../plain/references.ts';
import type { RuleDraft } from '../rule-draft.ts';
import { asReading } from '../topic.ts';

/** Where a rule is lacking, by what the text says. */
export interface Lack {
  readonly table: CatalogTable;
  readonly columns: readonly string[];
  /** To which a key shall refer. */
  readonly target: CatalogTable | undefined;
  /** The line that says so. */
  readonly line: string;
}

/** A rule that may be lacking, as texts call it. */
export interface LackedKind {
  readonly one: string;
  readonly many: string;
  /** The text is about such rules. */
  readonly asks: RegExp;
  /** Undefined where the text leaves open what it is to be. */
  readonly rule: (lack: Lack, text: string, tables: readonly CatalogTable[]) => RuleDraft | undefined;
}

type Action = 'cascade' | 'set null' | 'restrict';
const acting = /\bon[- ]delete[-: ]*(cascade|set[- ]null|restrict)\b/i;
const cascading = /\bcascad(?:e|es|ing)[- ]delet|\bdelet\w+[- ]cascade/i;
const actionIn = (line: string): Action | undefined =>
  (acting.exec(line)?.[1]?.toLowerCase().replace('-', ' ') as Action | undefined) ??
  (cascading.test(line) ? 'cascade' : undefined);

const named = (text: string): NameReading => ({ text, marked: true, exact: true });

/** A key to the table that the text names, or after which the column is called. */
const key: LackedKind['rule'] = ({ table, columns, target, line }, text, tables) => {
  const [column = '', ...others] = columns;
  const parent = target ?? linksOf(table, tables).find((link) => link.column === column)?.parent;
  const action = actionIn(line);
  // What becomes of the rows is said elsewhere.
  const open = action === undefined && /\bon[- ]delete\b|\bcascad/i.test(text);
  if (others.length > 0 || !parent || open) return undefined;
  const references = { table: displayName(parent), ...(action === undefined ? {} : { onDelete: action }) };
  return { kind: 'foreignKey', table: asReading(table), column: named(column), references, facts: noFacts };
};

export const lackedKinds: readonly LackedKind[] = [
  {
    one: 'index',
    many: '(?:indexes|indices)',
    asks: /\b(?:index|indexes|indices|indexing|indexed|unindexed)\b/i,
    rule: ({ table, columns }) => plainIndex(asReading(table), columns.map(named)),
  },
  {
    one: '(?:unique(?:ness)? (?:constraint|index|key)|uniqueness)',
    many: 'unique(?:ness)? (?:constraints|indexes|indices|keys)',
    asks: /\bunique(?:ness)?\b/i,
    rule: ({ table, columns }) => ({
      kind: 'unique',
      table: asReading(table),
      columns: columns.map(named),
    }),
  },
  {
    one: '(?:foreign[- ]key|fk)(?! ind)(?: constraint| reference| relationship| relation)?',
    many: '(?:foreign[- ]keys|fks|(?:foreign[- ]key|fk) (?:constraints|references|relationships|relations))',
    asks: /\b(?:foreign[- ]keys?|fks?)\b(?! ind)/i,
    rule: key,
  },
  {
    one: '(?:`?not[- ]null`?)(?: constraint)?',
    many: '(?:`?not[- ]null`?) constraints',
    asks: /\bnot[- ]null\b/i,
    rule: ({ table, columns: [column = '', ...others] }) =>
      others.length > 0 ? undefined : { kind: 'setNotNull', table: asReading(table), column: named(column) },
  },
  {
    one: '`?on[- ]delete (?:cascade|set[- ]null|restrict)`?(?: action| rule| behaviou?r| clause)?',
    many: '`?on[- ]delete (?:cascade|set[- ]null|restrict)`?s',
    asks: /\bon[- ]delete\b/i,
    rule: ({ table, columns: [column = '', ...others], line }) => {
      const action = actionIn(line);
      return action === undefined || others.length > 0
        ? undefined
        : {
            kind: 'foreignKeyAction',
            table: asReading(table),
            column: named(column),
            parent: undefined,
            action,
          };
    },
  },
];
