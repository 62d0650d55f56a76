import { columnOf } from '../resolve/schema-names.ts';
import { snakeCase } from '../resolve/words.ts';
import type { Resolver, Target } from './resolver.ts';

/**
 * The column that `unique per owner` means: of that name, `owner_id`, or the one that refers to such a table. A
 * question where none or several do.
 */
export function scopeColumn(
  target: Target,
  per: string,
  own: readonly string[],
  names: Resolver,
): string | undefined {
  const name = snakeCase(per);
  const whole = target.is && columnOf(target.is, per);
  if (whole?.how === 'exact' || whole?.how === 'spelling') return whole.is.name;
  const known = [...own, ...(target.is?.columns.map((column) => column.name) ?? [])];
  const other = names.there({ text: per, marked: false });
  const referring = (target.is?.constraints ?? []).flatMap(({ kind, columns, references }) =>
    kind === 'foreign key' && references?.table === other?.name && references?.schema === other?.schema
      ? columns
      : [],
  );
  const meant = known.includes(name) ? [name] : known.includes(`${name}_id`) ? [`${name}_id`] : referring;
  const [only, ...more] = new Set(meant);
  if (only === undefined || more.length > 0) {
    const keys = (target.is?.constraints ?? []).flatMap(({ kind, columns }) =>
      kind === 'foreign key' ? columns : [],
    );
    const which = [meant, keys, known].find((some) => some.length > 0) ?? [];
    return names.ask(
      `Which column of ${target.name} is meant by "unique per ${per}": ${[...new Set(which)].join(', ')}?`,
    );
  }
  if (only !== name) names.assume(`unique per ${per} is unique for each ${only}`);
  return only;
}
