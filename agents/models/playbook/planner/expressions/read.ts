import type { Literal } from '../attributes/spec.ts';
import type { Reading } from '../grammar/match.ts';
import { matchAt } from '../grammar/match.ts';
import { compilePattern } from '../grammar/pattern.ts';
import type { ReadingContext } from '../grammar/slots/context.ts';
import { value } from '../grammar/slots/literals.ts';
import type { NameReading } from '../grammar/slots/names.ts';
import { valueSlots } from '../grammar/slots/values.ts';
import { words } from '../lexicon/words.ts';
import type { Token } from '../text/tokens.ts';
import { expressionForms, furtherForms } from './forms.ts';

/** A calculation before its names are looked up in the schema. */
export type Expression =
  | { readonly kind: 'sql'; readonly sql: string }
  | { readonly kind: 'literal'; readonly literal: Literal }
  | {
      readonly kind: 'words';
      /** SQL with `$a`, `$b` for the columns. */
      readonly sql: string;
      readonly columns: Readonly<Record<string, NameReading>>;
      readonly divides: boolean;
    };

const forms = expressionForms.map((entry) => ({ ...entry, pattern: compilePattern(entry.form, words) }));

const steps = furtherForms.map(({ form, sign }) => ({ sign, pattern: compilePattern(form, words) }));

/** `… divided by 2`, `… plus 5` behind a calculation. */
function further(
  tokens: readonly Token[],
  start: number,
  { sql: first, sums }: { readonly sql: string; readonly sums: boolean },
  context: ReadingContext,
) {
  let sql = first;
  let next = start;
  let divides = false;
  let added = sums;
  for (let found = true; found; ) {
    found = false;
    for (const { sign, pattern } of steps) {
      const match = matchAt(pattern, tokens, next, valueSlots, context);
      if (!match) continue;
      // `height plus 2 times 3`: of which of the two, nobody said.
      const binds = (sign === '*' || sign === '/') && added && tokens[next]?.low !== 'and';
      if (binds) return { sql, next, divides };
      added = sign === '+' || sign === '-';
      sql = `${/^\$?\w+(?:\(\$?\w+\))?$/.test(sql) ? sql : `(${sql})`} ${sign} ${String(match.captures.n)}`;
      divides ||= sign === '/';
      next = match.next;
      found = true;
      break;
    }
  }
  return { sql, next, divides };
}

/** `30 days after …` is not the value 30. */
const units = /^(?:days?|hours?|minutes?|seconds?|weeks?|months?|years?|percent|%)$/;

/** {codeexpr}: SQL in a code span */
export function* codeexpr(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<Expression>> {
  if (tokens[at]?.kind === 'code') yield* expr(tokens, at, context);
}

/** {expr}: SQL in a code span, a literal, or a calculation in words */
export function* expr(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<Expression>> {
  const token = tokens[at];
  if (!token) return;
  if (token.kind === 'code') {
    const literal = [...value(tokens, at)][0]?.value;
    if (literal && literal.kind !== 'sql' && literal.kind !== 'text')
      yield { value: { kind: 'literal', literal }, next: at + 1 };
    else yield { value: { kind: 'sql', sql: token.text }, next: at + 1 };
    return;
  }
  for (const form of token.kind === 'quoted' ? [] : forms) {
    const match = matchAt(form.pattern, tokens, at, valueSlots, context);
    if (!match) continue;
    const { n, ...columns } = match.captures;
    const known = (Object.values(columns) as NameReading[]).every(
      (name) => name.marked || context.hasColumn(name.text),
    );
    if (!known) continue;
    const first = n === undefined ? form.sql : form.sql.replace('$n', String(n));
    const sums = /\((?:plus\|\+|minus\|-)\)/.test(form.form);
    const { sql, next, divides } = further(tokens, match.next, { sql: first, sums }, context);
    yield {
      value: {
        kind: 'words',
        sql,
        columns: columns as Record<string, NameReading>,
        divides: divides || 'divides' in form,
      },
      next,
    };
  }
  for (const found of value(tokens, at)) {
    const counts = found.value.kind === 'number' && units.test(tokens[found.next]?.low ?? '');
    if (found.value.bare !== true && !counts)
      yield { value: { kind: 'literal', literal: found.value }, next: found.next };
  }
}
