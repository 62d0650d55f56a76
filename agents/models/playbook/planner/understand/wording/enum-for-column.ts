import type { ReadingContext } from '../../grammar/slots/context.ts';
import { columnOf } from '../../resolve/schema-names.ts';
import { type Token, textOf, tokenize } from '../../text/tokens.ts';

/** `let's use a real enum `task_type` …` */
const usesEnum =
  /^(?:(?:please|let's|let us|we should|we could|we want to|we need to|i suggest we|i propose to|instead,?|so) )*(?:use|switch to|move to|go for) (?:(?:a|an|the|real|proper|native|true|postgres|postgresql|dedicated|new) )*enum (?:type )?(?:(?:called|named) )?(?<rest>[`"]?\w.*)$/i;
/** The sentence says itself what the enum is for. */
const told = /\b(?:for|instead of|rather than)\b/i;

/** Columns of text that a sentence marks, each with its table. */
function textColumns(tokens: readonly Token[], { names }: ReadingContext): readonly string[] {
  const found = tokens
    .filter(({ kind, text }) => kind === 'code' || /[._]/.test(text))
    .flatMap(({ text }) => {
      const parts = text.split('.');
      const owner = names.knownTable(parts.slice(0, -1).join('.'));
      const tables = parts.length > 1 ? (owner ? [owner] : []) : names.tables;
      return tables.flatMap((table) => {
        const column = columnOf(table, parts.at(-1) ?? '');
        return column.how === 'exact' && /^(?:text|character)/.test(column.is.type)
          ? [`${table.name}.${column.is.name}`]
          : [];
      });
    });
  return [...new Set(found)];
}

/**
 * `We use a text column `type`. Let's use a real enum `task_type` …`: made, and the type of the one column that the
 * sentence before marks. Where there are several, nobody's.
 */
export function withEnumForColumn(
  tokens: readonly Token[],
  before: readonly Token[],
  context: ReadingContext,
): readonly Token[] {
  const text = textOf(tokens);
  const rest = usesEnum.exec(text)?.groups?.rest;
  const [column, ...others] = rest === undefined || told.test(text) ? [] : textColumns(before, context);
  if (rest === undefined || column === undefined || others.length > 0) return tokens;
  return tokenize(`Create an enum ${rest.replace(/\.$/, '')} and change \`${column}\` to it`);
}
