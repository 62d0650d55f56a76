import { displayName } from '../../resolve/schema-names.ts';
import type { ReaderState } from '../reader-state.ts';
import { asReading } from '../topic.ts';

/* `The owner column is VARCHAR(32). Could this be increased to 64?` */

const wishes = [
  /\b(?:increas|extend|widen|expand|enlarg|rais|bump|lengthen)\w*\b[^.?!\n]{0,60}?\bto (?:at least )?(?:var ?char ?\()?(\d{1,5})\b/gi,
  /\b(?:bigger|larger|longer|wider) (?:var ?char|column|field|type|length|limit)\b[^\n]{0,30}?\bvar ?char ?\((\d{1,5})\)/gi,
];
const short = /\b(?:too (?:small|short)|insufficient|not enough|not sufficient|truncat\w*|cut off|longer)\b/i;
const said =
  /[`"]?\b(\w+)\.(\w+)\b[`"]?|[`"]?\b(\w+)\b[`"]? (?:column|field)\b|\b(?:column|field) [`"]?(\w+)\b(?!\.)/gi;

/** Reads how long a column shall become that the text says is too short, with the length that it has. */
export function readLongerType(
  { draft, mentioned, found, context }: ReaderState,
  { title, body }: { readonly title: string; readonly body: string },
): void {
  const text = `${title}\n${body}`;
  if (draft.begun || !short.test(text)) return;
  const lengths = new Set(
    wishes.flatMap((form) => [...text.matchAll(form)].map(([, length]) => Number(length))),
  );
  const [length, ...others] = lengths;
  if (length === undefined || others.length > 0) return;
  const near = mentioned.length > 0 ? mentioned : context.names.tables;
  const places = [...text.matchAll(said)].flatMap(([, owner, dotted, before, behind]) => {
    const own = owner === undefined ? undefined : context.names.knownTable(owner);
    const name = (dotted ?? before ?? behind ?? '').toLowerCase();
    return (own ? [own] : near).flatMap((table) =>
      table.columns
        .filter((column) => column.name.toLowerCase() === name)
        .map((column) => ({ table, column, place: `${displayName(table)}.${column.name}` })),
    );
  });
  const known = new Map(places.map((one) => [one.place, one]));
  const [is, ...more] = known.values();
  const now = Number(/^character varying\((\d+)\)$/.exec(is?.column.type ?? '')?.[1]);
  // The length that it has is said as well.
  if (!is || more.length > 0 || !(now < length) || !new RegExp(`\\b${now}\\b`).test(text)) return;
  draft.rules.push({
    kind: 'changeType',
    table: asReading(is.table),
    column: { text: is.column.name, marked: true, exact: true },
    type: `character varying(${length})`,
    notes: [],
  });
  const told = [...text.matchAll(wishes[0] as RegExp), ...text.matchAll(wishes[1] as RegExp)].map(
    ([one]) => one,
  );
  found.leave(found.unread.filter((one) => told.some((part) => one.includes(part))));
}
