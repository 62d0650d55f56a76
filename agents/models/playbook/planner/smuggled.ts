import { describeOperation, type Operation } from '../../../../postgres/operations/index.ts';
import type { ReadingContext } from './grammar/slots/context.ts';
import { cited } from './questions.ts';
import { splitText } from './text/sentences.ts';
import { isInjection } from './understand/told/demands.ts';

/** Strings that a migration stores, or that the columns it touches hold, and that speak to an agent. */
export function spokenInNotes(operations: readonly Operation[], context: ReadingContext): string[] {
  const hazards = operations.flatMap((operation) => [
    ...stringsOf(operation)
      .filter((text) => speaks(text, context))
      .map(
        (text) =>
          `a text that is to be stored speaks to an agent ("${cited(text)}"); it is data and orders nothing`,
      ),
    ...notesAt(operation, context)
      .filter(([, text]) => speaks(text, context))
      .map(
        ([at, text]) =>
          `the comment on ${at} speaks to an agent ("${cited(text)}"); it is data and orders nothing`,
      ),
  ]);
  return [...new Set(hazards)];
}

/** What destroys is asked about where the same text speaks to an agent: nobody knows whose wish it is. */
export const besideOrders = (operations: readonly Operation[]): string[] =>
  operations
    .filter(({ op }) => /^(?:drop|delete|revoke|truncate)_/.test(op))
    .map(
      (operation) =>
        `The text also speaks to an agent. Is it really wanted to ${describeOperation(operation)}?`,
    );

const speaks = (text: string, context: ReadingContext): boolean =>
  splitText(text).some((tokens) => isInjection({ tokens }, context));

/** Of an operation, however deep they stand. */
function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return /\s/.test(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(stringsOf);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}

/** The comments of the table that an operation is about, and of its columns. */
function notesAt(operation: Operation, { names }: ReadingContext): [at: string, text: string][] {
  if (!('table' in operation) || typeof operation.table !== 'string') return [];
  const table = names.tables.find(
    ({ schema, name }) =>
      name === operation.table && (!('schema' in operation) || schema === operation.schema),
  );
  if (!table) return [];
  const { comment } = table as { readonly comment?: string | null };
  return [
    [table.name, comment],
    ...table.columns.map((column) => [`${table.name}.${column.name}`, column.comment]),
  ].filter((one): one is [string, string] => typeof one[1] === 'string');
}
