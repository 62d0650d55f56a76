import { scanFacts } from '../../attributes/read.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { TableReading } from '../../grammar/slots/names.ts';
import { phrases } from '../../lexicon/phrases.ts';
import { words } from '../../lexicon/words.ts';
import { Phrases } from '../../text/phrases.ts';
import { type Token, textOf } from '../../text/tokens.ts';
import type { Intent, IntentKind } from '../intents.ts';
import { ordersChange } from '../unread/weight.ts';

/* What stands beside a request that a form knows, and makes more or something else of it. */

/** `Make it required and optional`. */
export function takesBack({ kind }: Intent, rest: readonly Token[], context: ReadingContext): boolean {
  const said = kind === 'setNotNull' ? false : kind === 'dropNotNull' ? true : undefined;
  return said !== undefined && scanFacts(rest, context).facts.notNull === said;
}

const furtherNames: ReadonlySet<string> = new Set(['and', ',', '&', '+']);

/** `split name into first_name and last_name`: into two things, and so into no table. */
export const goesToTwo = ([joint, ...rest]: readonly Token[], context: ReadingContext): boolean =>
  furtherNames.has(joint?.low ?? '') &&
  (rest[0]?.kind === 'code' || rest[0]?.kind === 'word') &&
  !ordersChange(rest, context) &&
  rest.length < 4;

export const partlyUnique = new Phrases(
  phrases(
    'unique per | unique within | unique for each | unique for every | unique for a | unique by | unique among | unique inside | unique in each | unico por | unica por | unique par | eindeutig pro | eindeutig je | case insensitively unique | unique case | unique ignoring',
  ),
);
const checking = new Phrases(
  phrases(
    'check | checks | must match | has to match | should match | matching | validate it | validated | only letters | only digits | lower case only | lowercase only',
  ),
);

/** `with a check that it has a key`: a rule for the values, and none that the facts of a column have. */
export function isUnreadCheck(rest: readonly Token[], context: ReadingContext): boolean {
  if (!checking.in(rest)) return false;
  const { min, max, maxLength, oneOf, notEmpty } = scanFacts(rest, context).facts;
  return [min, max, maxLength, oneOf, notEmpty].every((fact) => fact === undefined);
}

/** `a size or a volume`: one of two, and nobody says which. */
export const isOtherChoice = ({ kind }: Intent, [joint]: readonly Token[]): boolean =>
  (kind === 'addColumn' || kind === 'wantColumn') && joint?.low === 'or';

/** `a "scheduled" status`: a value of the status, and no column. */
export const isValueOf = (
  { kind, sentence, next }: Intent,
  [word]: readonly Token[],
  context: ReadingContext,
): boolean =>
  (kind === 'addColumn' || kind === 'wantColumn') &&
  sentence.tokens[next - 1]?.kind === 'quoted' &&
  word?.kind === 'word' &&
  context.hasColumn(word.text);

const joints: ReadonlySet<string> = new Set([',', '/', '|', 'or', 'and']);

/** `open, done` of which `done` was not read: a list that ends before its end is another list. */
export function isHalfList({ captures }: Intent, [joint, word, after]: readonly Token[]): boolean {
  const said = JSON.stringify(captures, (key, value) =>
    key === 'table' || key === 'inner' ? undefined : value,
  );
  const lists = /"(?:oneOf|list2?|labels|rows)":\[/.test(said);
  const ends = after === undefined || joints.has(after.low) || /^[).;\]]$/.test(after.text);
  return lists && joints.has(joint?.low ?? '') && word?.kind === 'word' && !joints.has(word.low) && ends;
}

const methods: ReadonlySet<string> = new Set('gin gist brin spgist'.split(' '));
const twoSorts = /\b(?:old|existing|current)\b.*\bnew (?:ones|rows|entries|records|tasks|users)\b/i;

/** An index of some rows, in words that name them. */
const partial =
  /\bpartial\b|\bfor (?:all |the |only )?(?:rows|records|entries)\b.*\b(?:that|which|where|with|whose|not)\b/i;
const onlyNew = /\b(?:for|on|in) new \w+ only\b|\bonly (?:for|on|in|to) new \w+/i;

/** `the database schema`: words in front of it that name none. */
const anySchema: ReadonlySet<string> = new Set(
  `public database db data same existing current new old our your their this that whole entire main default postgres postgresql sql prisma drizzle
  relational app application production test staging table backend api supabase sequelize mongoose json graphql initial full base core`.split(
    /\s+/,
  ),
);
const schemaSaid = /\b(?:in|of|from|to) (?:the |our )?[`"]?(\w+)[`"]? schema(?=$|[,.;)])/i;

/** `tasks in the crm schema`: a table of another schema is another table. */
function inOtherSchema(tokens: readonly Token[], { names }: ReadingContext): boolean {
  const name = schemaSaid.exec(textOf(tokens))?.[1];
  return name !== undefined && !anySchema.has(name.toLowerCase()) && names.knownTable(name) === undefined;
}

/** Words that change what is asked for, beside forms that do not know them: another schema, an index of another sort, some of the rows. */
export function meansMore(
  intents: readonly Intent[],
  tokens: readonly Token[],
  context: ReadingContext,
): boolean {
  const has = (kind: IntentKind): boolean => intents.some((intent) => intent.kind === kind);
  const schema = tokens.findIndex(
    ({ low }, at) => low === 'schema' && /^(?:in|the)$/.test(tokens[at - 1]?.low ?? ''),
  );
  const other = tokens[schema + 1];
  const elsewhere =
    schema !== -1 && (other?.kind === 'word' || other?.kind === 'code') && other.low !== 'public';
  return (
    onlyNew.test(textOf(tokens)) ||
    (!has('setSchema') && inOtherSchema(tokens, context)) ||
    (has('createTable') && elsewhere) ||
    ((has('addColumn') || has('wantColumn')) &&
      tokens.some(({ low }) => methods.has(low)) &&
      !has('addIndex')) ||
    (has('addIndex') && partial.test(textOf(tokens)) && !/\bwhere\b/i.test(textOf(tokens))) ||
    (has('addColumn') && twoSorts.test(textOf(tokens)))
  );
}

const someOf: ReadonlySet<string> = new Set(
  `some most few several certain selected inactive archived missing recent old older remaining alte alten inaktive einige manche alguna algunas algunos viejas
  antiguas inactivas certaines quelques anciennes alguns algumas antigas`.split(/\s+/),
);
/** `the old tasks table`, `the missing tasks index`: what is old or missing is no row. */
const things: ReadonlySet<string> = new Set(
  [...words.table, ...words.column, ...words.index].flatMap((phrase) => phrase.split(' ')),
);

/** Behind these stands what it is good for. */
const reason = new Phrases(['so that', 'so we', 'so i', 'so users', 'because', 'in order to']);

/** `in some tasks`, `of inactive profiles`: some of the rows, where the form knows them all. */
export const ofSomeRows = (tokens: readonly Token[], { names }: ReadingContext): boolean =>
  tokens.some(
    ({ low, kind }, at) =>
      kind === 'word' &&
      !reason.in(tokens.slice(0, at)) &&
      someOf.has(low) &&
      !things.has(tokens[at + 2]?.low ?? '') &&
      !things.has(tokens[at - 1]?.low ?? '') &&
      tokens[at + 1]?.kind === 'word' &&
      names.knownTable(tokens[at + 1]?.text ?? '') !== undefined,
  );

export const columnsFollow = new Phrases(
  ['add', 'create'].flatMap((verb) =>
    ['missing', 'following', 'new'].flatMap((which) =>
      ['columns', 'fields'].flatMap((what) => [`${verb} ${which} ${what}`, `${verb} the ${which} ${what}`]),
    ),
  ),
);
const tableNouns = new Phrases(words.table);

/** `split the notes into lines`: columns go to what is called a table, has the name of one, or is there. */
export function intoTable({ captures, sentence }: Intent, { names }: ReadingContext): boolean {
  const target = captures.target as TableReading | undefined;
  if (target === undefined || target.marked || names.knownTable(target.text)) return true;
  return tableNouns.in(sentence.tokens);
}
