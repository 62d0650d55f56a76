import { partsOf } from '../models/model.ts';

export const word = `[:"']?(\\w+)["']?`;

/** `[:a, "b"]`, `:a`: undefined where one is more than a name, such as `lower(a)`. */
export function listed(text: string): readonly string[] | undefined {
  const names = partsOf(text.trim().replace(/^\[([\s\S]*)\]$/, '$1')).map(
    (one) => /^(?::|(["']))(\w+)\1?$/.exec(one)?.[2],
  );
  return names.length > 0 && names.every((one) => one !== undefined) ? names : undefined;
}

/** A line of a migration, and the SQL that it stands for; undefined where an option is not known. */
export type Rule = readonly [form: RegExp, sql: (...parts: string[]) => string | undefined];
export const rule = (form: string, sql: Rule[1]): Rule => [new RegExp(`^${form}$`, 's'), sql];
