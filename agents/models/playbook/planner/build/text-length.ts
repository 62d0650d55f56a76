import { ident } from '../../../../../postgres/sql.ts';
import { at, type Build } from './outcome.ts';
import type { Target } from './resolver.ts';

/** `char_length(username) <= 40`, as PostgreSQL writes it back. */
const limit = /\b((?:char_|character_)?length\("?(?<column>[^()"]+)"?(?:::text)?\)\)? <= )(\d+)\b/g;

/** A text has no length of its own: what keeps it short is a check, and that changes. */
export function textLength(target: Target, column: string, length: string, build: Build): void {
  const { names, operations } = build;
  const place = `${target.name}.${column}`;
  const limited = (target.is?.constraints ?? []).flatMap((check) => {
    const own = [...check.definition.matchAll(limit)].filter((match) => match.groups?.column === column);
    return check.kind === 'check' && own.length === 1 ? [check] : [];
  });
  const [check, ...more] = limited;
  if (check === undefined || more.length > 0) {
    names.ask(
      `${place} is text, which has no length of its own. Shall a check keep its values to ${length} characters (char_length(${ident(column)}) <= ${length})?`,
    );
    return;
  }
  const condition = check.definition
    .replace(/^CHECK \((.*)\)(?: NOT VALID)?$/s, '$1')
    .replace(limit, `$1${length}`);
  names.assume(`${place} is text: its length is the check ${check.name}, ${check.definition}, which changes`);
  operations.push({ op: 'drop_constraint', ...at(target), name: check.name });
  operations.push({ op: 'add_check', ...at(target), check: condition, name: check.name });
}
