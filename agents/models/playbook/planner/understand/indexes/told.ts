import type { ReadingContext } from '../../grammar/slots/context.ts';
import { columnOf } from '../../resolve/schema-names.ts';
import { type Token, textOf } from '../../text/tokens.ts';
import type { Draft } from '../draft.ts';
import { indexOn } from './plain.ts';

/** `tasks.owner_id has no index`: what is lacked, told before it is ordered. */
const lacked =
  /`?\b(\w+)\.(\w+)\b`? (?:has no|has not got an|lacks an|is missing an|doesn't have an|does not have an) index|`?\b(\w+)\.(\w+)\b`? (?:is not|isn't) indexed/gi;
const addOne =
  /^(?:(?:please|we should|we need to|so|let's),? )*add (?:one|it|an index|that|the index)(?: please)?$/i;

/** Takes the column of an index from the sentence that tells of it. */
export function readToldIndex(
  tokens: readonly Token[],
  draft: Draft,
  { text, names }: ReadingContext,
): boolean {
  if (!addOne.test(textOf(tokens))) return false;
  const [found, ...others] = text.matchAll(lacked);
  const table = names.knownTable(found?.[1] ?? found?.[3] ?? '');
  const column = table && columnOf(table, found?.[2] ?? found?.[4] ?? '');
  if (!table || column?.how !== 'exact' || others.length > 0) return false;
  draft.rules.push(indexOn(table, [column.is.name]));
  return true;
}
