import { displayName } from '../resolve/schema-names.ts';
import type { Build } from './outcome.ts';

const unique = <Item>(items: readonly Item[]): Item[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];

/** A new format of json documents: what moves, what is set, what goes. */
export function transformJson({ draft, names, operations }: Build): void {
  for (const { place, moves, set, remove } of draft.json) {
    const where = `${displayName(place.table)}.${place.column}`;
    if (moves.length + set.length + remove.length === 0) {
      names.ask(
        `What changes in ${where}? Write a line for each key, e.g. "\`text\` → \`body.text\`" or "set \`version\` to 2".`,
      );
      continue;
    }
    const clash = moves.find(({ from, to }) => moves.some((other) => other.from === from && other.to !== to));
    if (clash) {
      names.ask(`In ${where}, where does \`${clash.from}\` go? The request names two places.`);
      continue;
    }
    operations.push({
      op: 'transform_json',
      table: place.table.name,
      schema: place.table.schema,
      column: place.column,
      moves: unique(moves),
      set: unique(set),
      remove: unique(remove),
    });
  }
}
