import { emptyMarks, noMarks, type Role, yesMarks } from '../../lexicon/table-headers.ts';
import { fold } from '../../text/tokens.ts';

/** What makes another index of it, where a cell says it. */
const more = /^(?:where|conditions?|filters?|predicate|partial|include[sd]?|order|sort)$/;
const methods = /^(?:unique,? )?(?:using )?(gin|gist|brin|hash|spgist|btree)(?: index)?$/;

export interface IndexRow {
  readonly columns: readonly string[];
  readonly unique: boolean;
  readonly method: 'gin' | undefined;
  readonly name?: string;
}

/** A row of a table of indexes; undefined where it says more than that. */
export function indexRow(
  header: readonly string[],
  roles: readonly (Role | undefined)[],
  row: readonly string[],
): IndexRow | undefined {
  const bare = (text: string | undefined): string => (text ?? '').replaceAll('`', '').trim();
  const cell = (role: Role): string => bare(row[roles.indexOf(role)]);
  const listed = roles.includes('columns');
  const columns = cell(listed ? 'columns' : 'name')
    .replace(/[()]/g, '')
    .split(/\s*[,+]\s*/);
  const once = fold(cell('unique'));
  const isOnce = yesMarks.has(once) || once === 'unique';
  if (columns.some((one) => !/^\w+$/.test(one))) return undefined;
  if (!isOnce && !noMarks.has(once) && !emptyMarks.has(once)) return undefined;
  if (row.some((one, at) => more.test(fold(bare(header[at]))) && !emptyMarks.has(fold(bare(one)))))
    return undefined;
  // What a note or a name says is no method.
  const said = row.filter((_, at) => !/^(?:table|name|columns|notes)$/.test(roles[at] ?? ''));
  const method = said.map((one) => methods.exec(fold(bare(one)))?.[1]).find((one) => one !== undefined);
  const name = listed ? [cell('name'), cell('key')].find((one) => /^[a-z]\w*_\w+$/i.test(one)) : undefined;
  return {
    columns,
    unique: isOnce || said.some((one) => /\bunique\b/.test(fold(one))),
    method: (method === 'btree' ? undefined : method) as 'gin' | undefined,
    ...(name === undefined ? {} : { name }),
  };
}
