import { type FormMatch, formAt, formTable } from '../grammar/form-table.ts';
import { columnForms } from '../grammar/forms/columns.ts';
import { dataForms } from '../grammar/forms/data.ts';
import { objectForms } from '../grammar/forms/objects.ts';
import { rowForms } from '../grammar/forms/rows.ts';
import { ruleForms } from '../grammar/forms/rules.ts';
import { structureForms } from '../grammar/forms/structure.ts';
import { tableForms } from '../grammar/forms/tables.ts';
import type { ColumnReading } from '../grammar/slots/columns.ts';
import type { ReadingContext } from '../grammar/slots/context.ts';
import { slots } from '../grammar/slots/slots.ts';
import type { Sentence } from '../text/sentences.ts';
import type { Token } from '../text/tokens.ts';
import { blocked, blockedFromAfar } from './told/contexts.ts';

/** The order decides which kind wins where two begin at one word: the special before the general. */
const { moreColumns, addColumn, wantColumn, addColumnNominal, addIndexNominal, ...columns } = columnForms;
const { createTable, ...tables } = tableForms;
const { comment, ...rules } = ruleForms;
export const requestForms = {
  ...structureForms,
  ...objectForms,
  ...dataForms,
  comment,
  ...rowForms,
  ...tables,
  ...columns,
  ...rules,
  createTable,
  moreColumns,
  addColumn,
  wantColumn,
} as const;
export type IntentKind = keyof typeof requestForms;

const table = formTable<IntentKind>(requestForms);
const nominal = formTable({ addColumn: addColumnNominal, addIndex: addIndexNominal });

export interface Intent extends FormMatch<IntentKind> {
  readonly sentence: Sentence;
  /** Only a title's noun phrase, `Difficulty for tasks`: says little alone. */
  readonly nominal: boolean;
}

/** Every request in a sentence, from left to right, without overlap; those that a negation takes back are left out. */
export function findIntents(
  sentence: Sentence,
  context: ReadingContext,
): { intents: readonly Intent[]; denied: boolean; unclear: readonly Intent[] } {
  const { tokens } = sentence;
  const intents: Intent[] = [];
  const unclear: Intent[] = [];
  let denied = false;
  for (let at = 0; at < tokens.length; ) {
    const match = formAt(table, tokens, at, slots, context);
    if (!match) {
      at += 1;
      continue;
    }
    const intent = { ...match, sentence, nominal: false };
    if (!blocked(tokens, at)) intents.push(intent);
    else if (blockedFromAfar(tokens, at) && namesTable(intent, context)) unclear.push(intent);
    else denied = true;
    at = match.next;
  }
  if (intents.length === 0 && !denied && sentence.from === 'title') {
    const match = formAt(nominal, tokens, 0, slots, context);
    if (match && match.next === tokens.length) intents.push({ ...match, sentence, nominal: true });
  }
  return { intents, denied, unclear };
}

/** Whether a request, or what stands behind it, names a table of the schema, alone or in front of a column. */
export const namesTable = ({ sentence, start }: Intent, { names }: ReadingContext): boolean =>
  sentence.tokens.slice(start).some(({ text, kind }) => {
    if (kind === 'punct') return false;
    const owner = text.split('.').slice(0, -1).join('.');
    return names.knownTable(text) !== undefined || (owner !== '' && names.knownTable(owner) !== undefined);
  });

/** Requests whose sentence often goes on about something else. */
export const selfContained: ReadonlySet<string> = new Set([
  'rollback',
  'ownerPolicy',
  'enableRls',
  'transformJson',
  'splitTable',
  'splitRows',
]);

/** What the brackets behind a new column hold and no attribute says: `(text, calculated from score)`. */
export function leftInside({ kind, captures }: Intent): readonly (readonly Token[])[] {
  if (kind !== 'addColumn' && kind !== 'wantColumn') return [];
  return ((captures.columns ?? []) as readonly ColumnReading[]).flatMap(({ facts }) => facts.left);
}
