import { at, type Build } from './outcome.ts';
import type { Target } from './resolver.ts';

/** `CHECK ((type = ANY (ARRAY['exercise'::text, 'quiz'::text])))` and nothing beside. */
const listOnly =
  /^CHECK \(\(\(?"?[^"()]+?"?\)?(?:::text)? = ANY \(\(?ARRAY\[([^\]]*)\](?:\)?::text\[\])?\)\)\)$/;

/** A check that lists the values of a text says what its enum says then: it goes, where the enum has each of them. */
export function dropListedValues(
  { target, column }: { readonly target: Target; readonly column: string },
  labels: readonly string[],
  { names, operations }: Build,
): void {
  for (const check of target.is?.constraints ?? []) {
    if (check.kind !== 'check' || check.columns.join() !== column) continue;
    const list = listOnly.exec(check.definition)?.[1] ?? '';
    const values = [...list.matchAll(/'((?:[^']|'')*)'/g)].map(([, one = '']) => one.replaceAll("''", "'"));
    if (values.length === 0 || !values.every((value) => labels.includes(value))) continue;
    names.assume(`${check.name}, ${check.definition}, goes: the enum says as much`);
    operations.push({ op: 'drop_constraint', ...at(target), name: check.name });
  }
}
