import type { Catalog, CatalogTable } from '../../../../postgres/catalog/catalog.ts';
import { displayName } from './resolve/schema-names.ts';
import { namesWhole } from './text/names-whole.ts';

/*
 * What a report shows goes wrong, and what has to be decided before the schema can help. A report orders nothing, so
 * its remedy is asked for, with the choices that there are.
 */

interface Report {
  readonly text: string;
  readonly catalog: Catalog;
  /** Tables of the schema that the text names. */
  readonly mentioned: readonly CatalogTable[];
}
type Ask = (found: RegExpExecArray, report: Report) => string;

const most = 4;

/** Columns of a type: of the tables that the text names, else of all. */
function columnsOf(type: string, { catalog, mentioned }: Report): string {
  const among = (tables: readonly CatalogTable[]): readonly string[] =>
    tables.flatMap((table) =>
      table.columns
        .filter((column) => column.type === type)
        .map(({ name }) => `${displayName(table)}.${name}`),
    );
  const near = among(mentioned);
  const found = near.length > 0 ? near : among(catalog.tables);
  return found.length > 0 && found.length <= most ? ` (${found.join(', ')}?)` : '';
}

const of = (table: string | undefined): string => (table === undefined ? '' : ` of ${table}`);
const named = ({ mentioned }: Report): string =>
  mentioned.length > 0 && mentioned.length <= most ? ` of ${mentioned.map(displayName).join(' or ')}` : '';

/** The one column of the type that the text names with its table. */
function tooLong(type: string, { text, catalog }: Report): string | undefined {
  const places = catalog.tables.flatMap((table) =>
    table.columns
      .filter((column) => column.type === type && namesWhole(text, `${table.name}.${column.name}`))
      .map(({ name }) => `${displayName(table)}.${name}`),
  );
  return places.length === 1
    ? `A value is too long for ${places[0]} (${type}). How long may its values become: another length, or text without one?`
    : undefined;
}

const symptoms: readonly (readonly [RegExp, Ask])[] = [
  [
    /value too long for type (character(?: varying)?\(\d+\))/i,
    ([, type = ''], report) =>
      tooLong(type.toLowerCase(), report) ??
      `A value is too long for ${type}. Which column is it${columnsOf(type.toLowerCase(), report)}, and how long may its values become: another length, or text without one?`,
  ],
  [
    /violates foreign key constraint ["'`\\]+(\w+)["'`\\]+ on table ["'`\\]+(\w+)/i,
    ([, key = '', table = ''], { catalog }) => {
      const { columns: [column, ...others] = [] } =
        catalog.tables
          .filter(({ name }) => name === table)
          .flatMap(({ constraints }) => constraints)
          .find(({ name }) => name === key) ?? {};
      const by = column === undefined || others.length > 0 ? '' : `, by ${table}.${column}`;
      return `Rows of ${table} refer to what is deleted${by}. Shall they be deleted with it (cascade), lose the reference (set null), or keep it from being deleted (restrict)?`;
    },
  ],
  [
    // As MySQL says it.
    /a foreign key constraint fails \(\W*(?:\w+\W{1,3})?(\w+)\W*, CONSTRAINT \W?\w+\W? FOREIGN KEY \(\W*(\w+)\W*\)/i,
    ([, table = '', column = '']) =>
      `Rows of ${table} refer to what is deleted, by ${table}.${column}. Shall they be deleted with it (cascade), lose the reference (set null), or keep it from being deleted (restrict)?`,
  ],
  [
    /foreign key (?:constraint|violation)[^.\n]{0,40}(?:fail|violat)|violates foreign key|integrity constraint violation/i,
    () =>
      'A foreign key keeps rows from being deleted. Which one is it, and shall the rows that refer be deleted too (cascade), lose the reference (set null), or go on keeping it?',
  ],
  [
    /null value in column ["'`\\]+(\w+)["'`\\]+(?: of relation ["'`\\]+(\w+))?/i,
    ([, column = '', table]) =>
      `The column ${column}${of(table)} got no value. Shall it accept NULL, get a default (which one?), or does the application have to send a value?`,
  ],
  [
    /relation ["'`\\]+([\w.]+)["'`\\]+ does not exist/i,
    ([, table = '']) =>
      `There is no table "${table}". Shall it be created, with which columns, or is another table meant?`,
  ],
  [
    // As SQLite says it.
    /\btable ["'`]?(\w+)["'`]? has no column named ["'`]?(\w+)/i,
    ([, table = '', column = '']) =>
      `There is no column "${column}"${of(table)}. Shall it be added, of which type, or is another column meant?`,
  ],
  [
    /column ["'`\\]*([\w.]+)["'`\\]*(?: of relation ["'`\\]+(\w+)["'`\\]+)? does not exist/i,
    ([, column = '', table]) =>
      `There is no column "${column}"${of(table)}. Shall it be added, of which type, or is another column meant?`,
  ],
  [
    /duplicate key value violates unique constraint ["'`\\]+(\w+)/i,
    ([, rule = '']) =>
      `The rule ${rule} refuses a value that is there already. Shall the rule go, count further columns, or stay as it is?`,
  ],
  [
    /case[- ]?(?:in)?sensitiv|ignor\w* (?:the )?case|differ\w* (?:only )?(?:in|by) case|lower-?case/i,
    (_, report) =>
      `Shall values that differ only in upper and lower case count as equal in the database? Of which column${named(report)}, and what becomes of rows that collide today?`,
  ],
  [
    /\bsoft[- ]?delet\w*/i,
    (_, report) =>
      `Which tables shall keep their deleted rows${report.mentioned.length > 0 ? ` (${report.mentioned.map(displayName).join(', ')}?)` : ''}, and how are those told: by a column deleted_at (timestamptz), or a flag?`,
  ],
  [
    /\b(?:duplicates?|duplicated) (?:rows?|entries|records|values)\b|\b(?:saved|stored|inserted|created|appears?) twice\b/i,
    (_, report) =>
      `Shall the database refuse such duplicates? Over which columns${named(report)}, and which of the rows that are there already stays?`,
  ],
  [
    /\b(?:integer|bigint|smallint|int) (?:out of range|overflow)|\bout of range for type (?:integer|bigint|smallint)|\boverflow\w* (?:the |of )?(?:an? )?(?:32|int)/i,
    (_, report) => `Which columns${named(report)} are too small, and shall they become bigint?`,
  ],
];

const slow =
  /\b(?:slow\w*|time[sd]? ?out\w*|performance|sluggish|full (?:table )?scan|seq(?:uential)? scan)\b/i;

/** What has to be known before anything can change, told from what the text reports. */
export function symptomQuestion(report: Report): string | undefined {
  for (const [sign, ask] of symptoms) {
    const found = sign.exec(report.text);
    if (found) return ask(found, report);
  }
  if (slow.test(report.text))
    return `Which query is slow, and by which columns${named(report)} does it filter and sort? An index on those can be added.`;
  return undefined;
}
