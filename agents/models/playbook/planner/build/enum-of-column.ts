import { join, noFacts } from '../attributes/read.ts';
import { nameKey } from '../resolve/words.ts';
import type { Draft } from '../understand/draft.ts';
import type { Resolver } from './resolver.ts';

/** `Create an enum mood … and use it for a new column mood`: who makes a type and a column of one name means it. */
export function useNewEnums({ rules, columns, tables }: Draft, names: Resolver): void {
  const made = [...columns, ...tables.flatMap((table) => table.columns)];
  for (const rule of rules) {
    if (rule.kind !== 'createEnum') continue;
    const name = names.newName(rule.name);
    for (const column of made) {
      const { type, oneOf } = column.facts.facts;
      if (type !== undefined || oneOf || nameKey(column.name.text) !== nameKey(name)) continue;
      column.facts = join(column.facts, { ...noFacts, facts: { type: `public.${name}` } });
      names.assume(`${column.name.text} is of the type ${name} that the same request makes`);
    }
  }
}
