import type { Catalog, CatalogConstraint, CatalogTable } from '../../../../postgres/catalog/catalog.ts';
import { displayName, schemaNames } from './resolve/schema-names.ts';

/*
 * Faults that a report tells of two tables, where the schema has what lies behind them: a foreign key that takes rows
 * along, or a pair of keys that nothing keeps unique. Nobody else's program is to blame for those.
 */

const deletes =
  /\b(?:delet(?:e|es|ed|ing)|deletion of|remov(?:e|es|ed|ing)|removal of)\s+(?:(?:an?|the|all|any|our|one)\s+)*([\w ]{2,40}?)\s+(?:(?:also|silently|then|always|automatically)\s+)*(?:deletes?|removes?|destroys?|wipes?(?: out)?|takes|unlinks?|orphans?)\s+([^.,;:\n]{3,80})/i;
const severalTimes = /\b(?:multiple times|several times|more than once|twice|again and again)\b/i;

/** Tables that words name: two together, or each by itself, also without the name of its application. */
function tablesIn(text: string, catalog: Catalog): readonly CatalogTable[] {
  const names = schemaNames(catalog);
  const words = text.match(/[\p{L}_]\w*/gu) ?? [];
  return words.flatMap((word, at) => {
    const next = words[at + 1] ?? '';
    const joined = next === '' ? undefined : names.table(`${word}${next}`);
    const pair = names.knownTable(`${word}_${next}`) ?? (joined?.how === 'prefixed' ? joined.is : undefined);
    const found = names.table(word);
    const is = found.how === 'exact' || found.how === 'spelling' || found.how === 'prefixed' ? found.is : [];
    return pair ?? is;
  });
}

const refersTo =
  ({ schema, name }: CatalogTable) =>
  ({ kind, references }: CatalogConstraint): boolean =>
    kind === 'foreign key' && references?.schema === schema && references.table === name;

/** `Deleting a category deletes its tasks`, by a key that says so. */
function takenAlong(text: string, catalog: Catalog): string | undefined {
  const [, gone = '', with_ = ''] = deletes.exec(text) ?? [];
  const children = tablesIn(with_, catalog);
  for (const parent of tablesIn(gone, catalog))
    for (const child of children) {
      const key = child.constraints.find(refersTo(parent));
      if (!key) continue;
      const action = /on delete (cascade|set null|set default|restrict)/i.exec(key.definition)?.[1];
      return `${displayName(child)}.${key.columns.join(', ')} refers to ${displayName(parent)} (${action ? `on delete ${action.toLowerCase()}` : 'a row that is referred to is not deleted'}). Shall the rows of ${displayName(child)} be deleted with it (cascade), lose the reference (set null), or keep it from being deleted (restrict)?`;
    }
  return undefined;
}

/** `Students can enroll on a course multiple times`: the table between the two keeps no pair unique. */
function paired(title: string, catalog: Catalog): string | undefined {
  if (!severalTimes.test(title)) return undefined;
  const named = [...new Set(tablesIn(title, catalog))];
  if (named.length < 2) return undefined;
  for (const between of catalog.tables) {
    const columns = named.flatMap((parent) => between.constraints.find(refersTo(parent))?.columns ?? []);
    if (columns.length < 2 || columns.length !== named.length) continue;
    const kept = between.indexes.some(
      ({ unique, columns: keys }) => unique && keys.every((key) => key !== null && columns.includes(key)),
    );
    if (!kept)
      return `Shall no two rows of ${displayName(between)} have the same ${columns.join(' and ')}? And which of those that do today stays, the oldest or the newest?`;
  }
  return undefined;
}

/** What has to be decided, where a report tells what a relation of this schema lets happen. */
export const relationSymptom = (
  { title, body }: { readonly title: string; readonly body: string },
  catalog: Catalog,
): string | undefined => takenAlong(title, catalog) ?? takenAlong(body, catalog) ?? paired(title, catalog);
