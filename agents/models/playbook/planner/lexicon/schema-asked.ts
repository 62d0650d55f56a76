/* What speaks of a schema although no form reads it and no table is named; see understand/unrelated.ts. */

/** A database, its tables or its schema shall be made. */
const made =
  /\b(?:create|creating|design|define|make|build|set up|crear|criar|créer|maak)\b(?! nosql)[^.\n]{0,40}\b(?:databases?|base de datos|banco de dados|base de données|datenbank|schemas?)\b|\b(?:database|datenbank) (?:maken|erstellen|anlegen)\b|\b(?:creation|access)\b.{0,20}\bnew tables\b|\b(?:database|db) schema\b|\b(?:prisma|drizzle) schema\b|\bschema prisma\b|\bdb, models?\b/i;
/** `Tables:`, `Entities: …`, `SQL table with …`, a list whose first line is `id`. */
const listed =
  /\b(?:sql|database|db) tables?\b|\b(?:tables?|entities) ?(?:details?|list)?\s*:|^[ \t]*(?:[-*+]|\d+\.)?[ \t]*[*_]{0,2}id(?:_\w+)?[*_]{0,2}[;,]?[ \t]*$|^[#* \t]*schema[: *]*\n+[ \t]*[-*+] /im;
/** What a table has not, and may need. */
const lacked =
  /\bmissing (?:columns?|indexes|indices)\b|\bcolumns? \S+ (?:is|are) missing\b|\black of (?:\w+ )?(?:index\w*|constraints?)\b|\b(?:no|any) (?:index(?:es)?|indices|foreign keys?) at all\b|\brls\b|\brow[- ]level security\b|\bsearch_path\b|\bneeds? (?:an? )?trigger\b|\bcascade on delete\b|\bon delete cascade\b|\bauto_?increment\b|\bunknown column\b|\bout of range value for column\b|\bshould be added to (?:\w+ ){0,2}tables\b|\ba table field\b|\bcolumns? (?:to|in) (?:the )?(?:db|database)\b|\benum \w+ ?(?:->|→)|\bunique(?:ness)? (?:constraints?|key|index(?:es)?|indices)\b|\bchange_column_null\b|\b(?:to|into) (?:a )?(?:datetime|timestamp|date) (?:format|type|column)\b/i;
/** The same words elsewhere. */
const elsewhere =
  /\b(?:columnas?|colunas?|colonnes?|spalten?|tablas?|tabelas?|tabellen?|migraci[oó]n|migraciones|migraç(?:ão|ões)|base de datos|banco de dados)(?!\p{L})|ограничени|таблиц|колонк|столб/iu;

/** In code: `DEFAULT "valid" NOT NULL`. */
const clauses = /`[^`\n]*(?:\bNOT NULL\b|\bDEFAULT (?:NULL|['"\d])|\bON DELETE\b)[^`\n]*`/;
export const showsClause = (text: string): boolean => clauses.test(text);

export const asksOfSchema = (text: string): boolean =>
  made.test(text) || listed.test(text) || lacked.test(text) || elsewhere.test(text);

/** As only columns are declared: `price_cents as integer, not null`, `null: false`, `varchar(11)`, `Unique-Constraint`. */
export const declaration =
  /\b(?:varchar|numeric|decimal|char|character varying) ?\(\d|\b(?:timestamptz|citext|jsonb|smallint|bigint)\b|\bnull: false\b|\bnot[ -]null\b|\bnon-nullable\b|\bunique[- ]constraints?\b|\bcheck ?\(|\bon delete\b|\bforeign keys?\b|\breference to \w+, \w+_id\b/i;

/** What people tell about themselves, and an application keeps. */
const data =
  '(birth ?days?|birth ?dates?|dates? of birth|(?:phone|mobile|telephone|fax) numbers?|(?:postal|home|billing|shipping|street) address(?:es)?|nationality|gender|pronouns|job titles?|nicknames?|favou?rites?|bookmarks?|wish ?lists?)';
const entered = [
  new RegExp(
    `\\bfields?\\b[^.\\n]{0,40}?\\b(?:for|to (?:ask|enter|store|save|add|set|record|specify|provide|collect))\\b[^.\\n]{0,15}?\\b${data}\\b`,
    'gi',
  ),
  new RegExp(
    `\\b(?:have|add|need|want|enter|provide|specify|set|store|save|tell)\\b[^.\\n]{0,12}?\\b(?:an?|their|his|her|your|my|own|optional) ${data}(?=\\s*(?:$|[.,;:!)\\n]|(?:fields?|to|for|in|via|on|and|or|if|when|so|as|by|with|from)\\b))`,
    'gi',
  ),
  /\bmark(?:ed|ing)? [\w ]{1,30}?(?:as )?(?:an? )?(favou?rites?|bookmarks?)\b/gi,
  /\b(bookmarks?|favou?rites?) (?:some|any|an?|the|their)\b/gi,
];
/** `A wish list should contain "name" and "items" fields`: a thing and its columns. */
const contained =
  /(?<!\b(?:form|page|response|json|api|object|request|modal|dialog|header|log|file|table|report|email)s?) should (?:contain|have|include|store)\b[^.\n]{0,90}\bfields\b/i;

/** What shall be entered and kept, by the names the text has for it; '' for a thing with columns of its own. */
export const wantedData = (text: string): readonly string[] => [
  ...entered.flatMap((form) => [...text.matchAll(form)].map(([, name = '']) => name)),
  ...(contained.test(text) ? [''] : []),
];
