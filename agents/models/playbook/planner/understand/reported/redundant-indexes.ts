import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { ReaderState } from '../reader-state.ts';
import type { RuleDraft } from '../rule-draft.ts';
import { asReading } from '../topic.ts';

/* `a_idx` is covered by `a_b_idx`: in a text about indexes that are too many, each of them goes. */

const many = String.raw`\b(?:redundant|duplicated?|superfluous|unneeded|unnecessary|unused|overlapping|covered|already covers?)\b`;
const noun = String.raw`\b(?:index|indexes|indices)\b`;
const about = new RegExp(`${many}.*${noun}|${noun}.*${many}`, 'i');
/** Its writer wants to know, or to look first. */
const open =
  /\?(?:\s|$)|\b(?:consider|not sure|unsure|unclear|may be safe|might be|false positives?|can (?:any|some)(?:body|one)|investigate|evaluate|whether|verify|monitor|decide|keep an eye|later)\b/i;
const covered =
  /[`"]?\b(\w+)\b[`"]?(?: (?:on )?`?\([^()\n]*\)`?)?,? (?:which )?(?:is|are) (?:\w+ ){0,2}(?:redundant|superfluous|unused|never used|unneeded|(?:covered|duplicated|subsumed|superseded) by|an? (?:\w+ )?(?:prefix|duplicate|copy|subset) of|identical to)\b/gi;
const header =
  /^(?:(?:redundant|duplicate|unused|superfluous)(?: index(?:es)?)?|(?:index(?:es)? )?(?:to )?(?:drop|remove|delete)|index to (?:drop|remove))$/i;
/** A table of indexes, and not of columns. */
export const listsRedundant = (cells: readonly string[]): boolean =>
  cells.some((cell) => header.test(cell)) &&
  cells.some((cell) => /\b(?:table|index|keep|covered|covering)\b/i.test(cell));

const cells = (line: string): readonly string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(line.includes('|') ? '|' : /\s{2,}/)
    .map((cell) => cell.replace(/[`"]|,.*$/g, '').trim());
const ruled = /^[\s|:+-]+$/;

/** What stands in the column of a table that says what goes. */
function columnOf(lines: readonly string[]): readonly string[] {
  let column = -1;
  return lines.flatMap((line, at) => {
    const row = cells(line);
    if (row.length < 2) column = -1;
    else if (ruled.test(lines[at + 1] ?? '')) column = row.findIndex((cell) => header.test(cell));
    else if (column !== -1 && !ruled.test(line)) return [row[column] ?? ''];
    return [];
  });
}

/** An index by its name: with the rule that it is made for, if there is one. */
function dropOf(name: string, { names: { tables } }: ReadingContext): RuleDraft | undefined {
  const table = tables.find(({ indexes }) => indexes.some((one) => one.name === name));
  if (!table || table.constraints.some((one) => one.name === name && one.kind === 'primary key'))
    return undefined;
  const at = {
    name: { text: name, marked: true, exact: true as const },
    table: asReading(table),
    columns: [],
  };
  return table.constraints.some((one) => one.name === name)
    ? { kind: 'dropConstraint', of: undefined, ...at }
    : { kind: 'dropIndex', ...at };
}

export function readRedundantIndexes(
  { draft, found, context }: ReaderState,
  { title, body }: { readonly title: string; readonly body: string },
): void {
  if (draft.begun || !about.test(title) || open.test(`${title}\n${body}`)) return;
  const isIndex = (name: string): boolean =>
    context.names.tables.some(({ indexes }) => indexes.some((one) => one.name === name));
  const told = [...body.matchAll(covered)].map(([, name = '']) => name).filter(isIndex);
  const gone = [...new Set([...told, ...columnOf(body.split('\n'))])];
  const rules = gone.map((name) => dropOf(name, context));
  if (rules.length === 0 || !rules.every((rule) => rule !== undefined)) return;
  draft.rules.push(...rules);
  draft.notes.push(`${gone.join(', ')}: the text says that another index does the same`);
  found.leave(found.unread.filter((one) => about.test(one)));
  const doubts = found.doubts.filter((one) => !/\bduplicate of (?:an?|the|its)\b/i.test(one));
  found.doubts.splice(0, found.doubts.length, ...doubts);
}
