import type { CatalogTable } from '../../../../../postgres/catalog/catalog.ts';
import type { ReadingContext } from '../grammar/slots/context.ts';
import { columnMeant } from '../grammar/slots/fields.ts';
import { displayName } from '../resolve/schema-names.ts';
import { plainIndex } from './plain-index.ts';
import type { ReaderState } from './reader-state.ts';
import { asReading } from './topic.ts';

/* `There is no index on `conversation_id``, in a text that asks for one: on what it shall be. */

const names = String.raw`((?:[\`"(]*[\w.]+[\`")]*)(?:\s*(?:,|and|\+|&)\s*[\`"(]*[\w.]+[\`")]*){0,4})`;
const lacks = [
  new RegExp(
    String.raw`\b(?:no|missing an?|missing|lacks? an?|lacking an?|without an?|isn't an?|is not an?) (?:(?:composite|compound|single|suitable|proper|matching|usable|db|database|covering|supporting) )*ind(?:ex|exes|ices) (?:on|for|over|covering|covers|that covers) (?:the |column |columns |field )*${names}`,
    'gi',
  ),
  /\bmissing (?:composite |compound )?[`]?(\([\w., ]+\))[`]? ind(?:ex|exes|ices)/gi,
];
const asks = /\b(?:index|indexes|indices|indexing)\b/i;
/** Known of, and not wanted. */
const refuses = /\b(?:don't|do not|doesn't|does not|not) (?:\w+ ){0,3}(?:need|want|help|add|use|matter)\b/i;

interface Found {
  readonly table: CatalogTable;
  readonly columns: readonly string[];
}

/** The one table that has all of these columns: as it is written, of the title, or that the text speaks of. */
function placed(
  said: readonly string[],
  title: string,
  mentioned: readonly CatalogTable[],
  context: ReadingContext,
): Found | undefined {
  const owners = new Set(
    said.flatMap((name) => (name.includes('.') ? [name.split('.').slice(0, -1).join('.')] : [])),
  );
  const bare = said.map((name) => name.split('.').at(-1) ?? '');
  const has = (table: CatalogTable): boolean => bare.every((name) => columnMeant(table, name) !== undefined);
  const [owner, ...others] = owners;
  if (others.length > 0) return undefined;
  const named = owner === undefined ? undefined : context.names.knownTable(owner);
  if (owner !== undefined && !named) return undefined;
  const titled = mentioned.filter(({ name }) => title.toLowerCase().includes(name.toLowerCase()));
  const open = named ? [named] : titled.filter(has).length > 0 ? titled : mentioned;
  const [table, ...more] = open.filter(has);
  if (!table || more.length > 0) return undefined;
  return { table, columns: bare.map((name) => columnMeant(table, name)?.name ?? name) };
}

/** Reads the index that the text says is lacking, where it asks for one and says nowhere else on what. */
export function readLackedIndex(
  { draft, mentioned, found, context }: ReaderState,
  { title, body }: { readonly title: string; readonly body: string },
): boolean {
  const asked = asks.test(title) || found.unread.some((text) => asks.test(text));
  if (draft.begun || !asked) return false;
  const text = `${title}\n${body.replace(/```[\s\S]*?```/g, '')}`.replace(/\*\*/g, '');
  if (refuses.test(text)) return false;
  const said = lacks.flatMap((form) =>
    [...text.matchAll(form)].map(([, list = '']) =>
      list
        .split(/\s*(?:,|\band\b|\+|&)\s*/)
        .map((name) =>
          name
            .replace(/[`"()]/g, '')
            .replace(/\.$/, '')
            .trim(),
        )
        .filter((name) => name !== ''),
    ),
  );
  const places = said.map((columns) => placed(columns, title, mentioned, context));
  const known = places.filter((one) => one !== undefined);
  const keys = new Set(known.map(({ table, columns }) => `${table.name}(${columns.join()})`));
  const [one] = known;
  if (!one || keys.size > 1 || known.length < places.length) return false;
  draft.notes.push(
    `the index is on what the text says has none: ${displayName(one.table)} (${one.columns.join(', ')})`,
  );
  draft.rules.push(
    plainIndex(
      asReading(one.table),
      one.columns.map((name) => ({ text: name, marked: true, exact: true })),
    ),
  );
  return true;
}
