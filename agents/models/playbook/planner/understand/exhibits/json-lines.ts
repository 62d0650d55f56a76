import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { NameReading } from '../../grammar/slots/names.ts';
import type { Token } from '../../text/tokens.ts';
import { type Intent, namesTable } from '../intents.ts';
import { tablesIn } from '../mentioned.ts';

/** Kinds of request that a line about a document looks like: `set version to 2`, `remove hints`, `rename a to b`. */
const jsonLines: ReadonlySet<Intent['kind']> = new Set([
  'addColumn',
  'wantColumn',
  'renameColumn',
  'dropColumn',
  'setDefault',
  'dropDefault',
  'backfill',
  'changeType',
  'normalise',
  'transformJson',
]);

/** Requests of a sentence, without those that say more about the document it speaks of. */
export function withoutJsonLines(
  intents: readonly Intent[],
  tokens: readonly Token[],
  context: ReadingContext,
): readonly Intent[] {
  const json = intents.findIndex((intent) => intent.kind === 'transformJson');
  return intents.filter(
    (one, at) =>
      json === -1 ||
      at <= json ||
      !jsonLines.has(one.kind) ||
      namesTable(one, context) ||
      // `…, then in user_progress, rename score → points`
      tablesIn(tokens.slice(intents[json]?.next, one.start), context).length > 0,
  );
}

/** Behind a document, `Rename title to name` may be a line of it or about the column of that name. */
export function isColumnOrKey({ kind, captures }: Intent, context: ReadingContext): boolean {
  const { name, from, names } = captures as {
    name?: NameReading;
    from?: NameReading;
    names?: NameReading[];
  };
  return (
    jsonLines.has(kind) &&
    [name, from, ...(names ?? [])].some((one) => one?.marked === false && context.hasColumn(one.text))
  );
}
