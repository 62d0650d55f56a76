import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { FieldReading } from '../../grammar/slots/fields.ts';
import { columnOf } from '../../resolve/schema-names.ts';
import { asReading } from '../topic.ts';

const dotted = /\b(\w+)\.(\w+)\b/g;
const message = /\bcolumn ["'`\\]*(\w+)["'`\\]* of relation ["'`\\]*(\w+)/gi;

/** The one column that a request names with its table, as itself or in a message of PostgreSQL. */
export function spokenColumn({ text, names }: ReadingContext): FieldReading | undefined {
  const said = [
    ...[...text.matchAll(dotted)].map(([, table = '', column = '']) => [table, column] as const),
    ...[...text.matchAll(message)].map(([, column = '', table = '']) => [table, column] as const),
  ];
  const found = new Map<string, FieldReading>();
  for (const [of, name] of said) {
    const table = names.knownTable(of);
    const column = table && columnOf(table, name);
    if (table && column?.how === 'exact')
      found.set(`${table.schema}.${table.name}.${column.is.name}`, {
        text: column.is.name,
        table: asReading(table),
        tables: [table],
      });
  }
  const [only, ...others] = found.values();
  return others.length === 0 ? only : undefined;
}
