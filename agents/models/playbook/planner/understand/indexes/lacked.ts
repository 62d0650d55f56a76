import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { columnMeant } from '../../grammar/slots/fields.ts';
import { displayName } from '../../resolve/schema-names.ts';
import type { ReaderState } from '../reader-state.ts';
import { asReading } from '../topic.ts';
import { plainIndex } from './plain.ts';

/* `There is no index on `conversation_id``, in a text that asks for one: on what it shall be. */

const name = String.raw`[\`"]?[\w.]+[\`"]?`;
const names = String.raw`(\(?${name}(?:\s*(?:,(?: and)?|\band\b|\+|&)\s*${name}){0,11}\)?)`;
const kind =
  '(?:composite|compound|single|suitable|proper|matching|usable|db|database|covering|supporting|fk|foreign[- ]key)';

/** One index on all that is named. */
const together = [
  new RegExp(
    String.raw`\b(?:no|missing an?|missing|lacks? an?|lacking an?|without an?|isn't an?|is not an?) (?:${kind} )*index (?:on|for|over|covering|covers|that covers) (?:the |column |columns |field )*${names}`,
    'gi',
  ),
  /\bmissing (?:composite |compound )?[`]?(\([\w., ]+\))[`]? ind(?:ex|exes|ices)/gi,
];
/** An index for each. */
const each = [
  new RegExp(
    String.raw`\b(?:no|missing|lacks?|lacking|without) (?:${kind} )*(?:indexes|indices) (?:on|for|over|covering) (?:the |column |columns |fields? |foreign keys? )*${names}`,
    'gi',
  ),
  new RegExp(
    String.raw`(?<![\w.\`"])${names}(?: (?:alone|both|all|currently|also|still|columns?))* (?:(?:has|have)(?: (?:also|currently|still))? (?:no|neither an)(?: ${kind})* ind(?:ex|exes|ices)|(?:lacks?|is missing|are missing) (?:an |any )?(?:${kind} )*ind(?:ex|exes|ices)|(?:is|are)(?: (?:also|currently|still))? (?:not indexed|(?:an )?unindexed)|(?:isn't|aren't) indexed)`,
    'gi',
  ),
  new RegExp(
    String.raw`\b(?:missing|lacking|unindexed|without an?|have no|has no|have none|no) ?(?:${kind} )*(?:ind(?:ex|exes|ices)|columns|foreign keys|fks?)?(?: (?:on|for) [^:\n.\`]{0,60})?:\s*${names}`,
    'gi',
  ),
];
const asks = /\b(?:index|indexes|indices|indexing|indexed|unindexed)\b/i;
/** Known of, and not wanted. */
const refuses = /\b(?:don't|do not|doesn't|does not|not) (?:\w+ ){0,3}(?:need|want|help|add|use|matter)\b/i;
/** `Fix: one migration adding the five indexes`: on what, is told elsewhere. */
const bareOrder =
  /^[^`"]{0,60}\b(?:add(?:ing|s)?|creat(?:e|es|ing)|introduc(?:e|ing))\b[^`".]{0,40}\b(?:ind(?:ex|exes|ices)|them|these|those)\b[^`"]{0,40}$/i;
const counted =
  /\b(two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:\w+ ){0,2}(?:indexes|indices)\b/i;
const numbers = 'zero one two three four five six seven eight nine ten'.split(' ');

interface Found {
  readonly table: CatalogTable;
  readonly columns: readonly string[];
}

const split = (list: string): readonly string[] =>
  list
    .split(/\s*(?:,|\band\b|\+|&)\s*/)
    .map((said) =>
      said
        .replace(/[`"()]/g, '')
        .replace(/\.$/, '')
        .trim(),
    )
    .filter((said) => said !== '');

/** The one table that has all of these columns: as it is written, of the title, or that the text speaks of. */
function placed(
  said: readonly string[],
  title: string,
  mentioned: readonly CatalogTable[],
  context: ReadingContext,
): Found | undefined {
  const owners = new Set(
    said.flatMap((one) => (one.includes('.') ? [one.split('.').slice(0, -1).join('.')] : [])),
  );
  const bare = said.map((one) => one.split('.').at(-1) ?? '');
  const has = (table: CatalogTable): boolean => bare.every((one) => columnMeant(table, one) !== undefined);
  const [owner, ...others] = owners;
  if (others.length > 0) return undefined;
  const named = owner === undefined ? undefined : context.names.knownTable(owner);
  if (owner !== undefined && !named) return undefined;
  const titled = mentioned.filter((one) => title.toLowerCase().includes(one.name.toLowerCase()));
  const open = named ? [named] : titled.filter(has).length > 0 ? titled : mentioned;
  const [table, ...more] = open.filter(has);
  if (!table || more.length > 0) return undefined;
  return { table, columns: bare.map((one) => columnMeant(table, one)?.name ?? one) };
}

/** `orders.user_id`, `status`: behind a name with its table, the next ones are of the same. */
function owned(list: readonly string[]): readonly string[] {
  let owner = '';
  return list.map((said) => {
    if (!said.includes('.')) return owner === '' ? said : `${owner}.${said}`;
    owner = said.split('.').slice(0, -1).join('.');
    return said;
  });
}

/** Whether a word is written as a name; `the query has no index` is about none. */
const isName = (said: string): boolean => /[_.]/.test(said);

const item = /^\s*(?:[-*]|\d+[.)])\s+(?:\[ \] )?(`?\w+\.\w+`?)(?=$|\s|,|:)/;

/** What the text tells, in one line a list: `col` for table `t` as `t.col`, and no remark in brackets. */
function toldIn({ title, body }: { readonly title: string; readonly body: string }): string {
  const lines: string[] = [title];
  const plain = body
    .replace(/```[\s\S]*?```/g, '')
    .replace(/\*\*/g, '')
    .replace(/`(\w+)` (?:for|on|of|in) (?:the )?table `(\w+)`/gi, '`$2.$1`')
    .replace(/(?<!\b(?:on|for|over|covering|missing|index) ?`?)\([^()\n]*\)/gi, '');
  let leads = false;
  for (const line of plain.split('\n').filter((one) => one.trim() !== '')) {
    const [, first] = item.exec(line) ?? [];
    const above = lines.length - 1;
    // `has no index` behind the name is a sentence of its own.
    if (leads && first !== undefined && !asks.test(line))
      lines[above] += `${lines[above]?.endsWith(':') ? ' ' : ', '}${first}`;
    else lines.push(line.trimEnd());
    leads = (leads && first !== undefined) || line.trimEnd().endsWith(':');
  }
  return lines.join('\n');
}

/** Reads the indexes that the text says are lacking, where it asks for them and says nowhere else on what. */
export function readLackedIndex(
  { draft, mentioned, found, context }: ReaderState,
  request: { readonly title: string; readonly body: string },
): boolean {
  const { title } = request;
  const asked = asks.test(title) || found.unread.some((text) => asks.test(text));
  if (draft.begun || !asked || /[?？]\s*$/.test(title)) return false;
  const text = toldIn(request);
  if (refuses.test(text)) return false;
  const lists = (forms: readonly RegExp[]): readonly (readonly string[])[] =>
    forms.flatMap((form) => [...text.matchAll(form)].map(([, list = '']) => split(list)));
  const isColumn = (one: string): boolean =>
    isName(one) || text.includes(`\`${one}\``) || mentioned.some((table) => columnMeant(table, one));
  const said = [...lists(together), ...lists(each).flatMap((list) => owned(list).map((one) => [one]))].filter(
    (columns) => columns.some(isColumn),
  );
  const places = said.map((columns) => placed(columns, title, mentioned, context));
  const known = places.filter((one) => one !== undefined);
  const keyOf = ({ table, columns }: Found): string => `${table.schema}.${table.name}(${columns.join()})`;
  const single = new Map(known.map((one) => [keyOf(one), one]));
  const [, many] = counted.exec(`${title}\n${request.body}`) ?? [];
  const count =
    many === undefined ? undefined : Math.max(numbers.indexOf(many.toLowerCase()), Number(many) || 0);
  if (single.size === 0 || known.length < places.length) return false;
  if (count !== undefined && count !== single.size) return false;
  for (const { table, columns } of single.values()) {
    draft.notes.push(
      `the index is on what the text says has none: ${displayName(table)} (${columns.join(', ')})`,
    );
    draft.rules.push(
      plainIndex(
        asReading(table),
        columns.map((text) => ({ text, marked: true, exact: true })),
      ),
    );
  }
  found.leave(found.unread.filter((one) => bareOrder.test(one)));
  return true;
}
