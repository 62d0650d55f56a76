import type { Literal } from '../../attributes/spec.ts';
import { bareDropForm } from '../../grammar/forms/columns.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { NameReading, TableReading } from '../../grammar/slots/names.ts';
import { words } from '../../lexicon/words.ts';
import { nameKey } from '../../resolve/words.ts';
import { fileName } from '../../text/file-name.ts';
import { Phrases } from '../../text/phrases.ts';
import { textOf } from '../../text/tokens.ts';
import { isReport } from '../about/asks-only.ts';
import { elsewhere, thingOfPage } from '../about/elsewhere.ts';
import type { Draft } from '../draft.ts';
import type { Intent } from '../intents.ts';
import { deferred, doubtful, isPolite } from '../told/contexts.ts';
import { isColumnRequest, isTableRequest } from './column-request.ts';
import {
  changingKinds,
  destructiveKinds,
  isDestructionMeant,
  isOldRows,
  isTableRenamed,
} from './destructive.ts';
import { intoTable } from './half-asked.ts';

/** Whether a request that a form found is one, and of this database. */
export type Verdict =
  /** With a doubt, it is asked back. */
  | { readonly is: 'meant'; readonly doubted: boolean }
  /** The words fit the form, and say something else. */
  | { readonly is: 'other' }
  /** Put aside, with what is told about that; where it is open, it is asked about as well. */
  | { readonly is: 'aside'; readonly told?: string; readonly open?: true; readonly elsewhere?: string };

/** `Today only the owner can edit it`: how things are. */
const tellsToday = new Phrases([
  'today',
  'currently',
  'at the moment',
  'right now',
  'so far',
  'already',
  'until now',
]);

/** `… to the tasks API`, beside what was asked for: what stands on the table. */
const builtOn: ReadonlySet<string> = new Set(
  'api apis endpoint endpoints serializer serializers controller controllers response responses payload dto resolver resolvers route routes router template service'.split(
    ' ',
  ),
);

const other: Verdict = { is: 'other' };

export function verdictOn(
  intent: Intent,
  draft: Draft,
  context: ReadingContext,
  { injected }: { readonly injected: boolean },
): Verdict {
  const { kind, sentence, start, next, captures } = intent;
  const { tokens } = sentence;
  const text = textOf(tokens);
  if (deferred(tokens)) return { is: 'aside', told: `${text} (is for later)` };
  if (isSubject(intent)) return other;
  if (isAfterSoThat(intent)) return { is: 'aside', told: `${text} (says what for)` };
  if (kind === 'backfill' && isOldRows(tokens.slice(start, next), context))
    return { is: 'aside', open: true };
  // `UPDATE nothing SET a = 1`: in front of what is set, a table that nobody knows.
  if (kind === 'backfill' && tokens.slice(0, start).some(({ low }) => low === 'update'))
    return { is: 'aside', open: true };
  if (injected && destructiveKinds.has(kind))
    return { is: 'aside', told: `${text} (destroys, in a text that speaks to an agent)`, open: true };
  if (kind === 'ownerPolicy' && tellsToday.in(tokens)) return other;
  if (changingKinds.has(kind) && tokens.slice(start, next).some(({ text: said }) => fileName.test(said)))
    return other;
  if (changingKinds.has(kind) && !isDestructionMeant(intent)) return other;
  if (kind === 'renameTable' && !isTableRenamed(intent)) return other;
  if (kind === 'changeType' && (isOfEvery(intent) || isItsType(intent))) return other;
  if (intent.source === bareDropForm && !isWhole(intent)) return other;
  // `FK on orders.user_id can go`, `orders.notes can go to 5000 characters`
  if (/^drop(?:Column|Table|Index|Constraint)$/.test(kind) && isOfMore(intent))
    return { is: 'aside', open: true };
  if (kind === 'setDefault' && isDescribed(intent, context)) return other;
  if (kind === 'addIndex' && isReason(intent, context)) return other;
  if (kind === 'setNotNull' && isRule(intent, context)) return other;
  if (kind === 'enableRls' && isOnSomething(intent)) return other;
  if (kind === 'insertTable' && !hasTable(captures.table as TableReading, draft)) return other;
  if (kind === 'splitTable' && !intoTable(intent, context)) return other;
  if (kind === 'transformJson' && tells.has(tokens[start - 1]?.low ?? '')) return other;
  if (isReport(sentence)) return other;
  const column = kind === 'addColumn' || kind === 'wantColumn';
  // `The code field of orders requires a "text" type`
  if (column && tokens[start - 1]?.low === 'of') return other;
  if (column && (!isColumnRequest(intent) || isColumnPath(intent, context))) return other;
  if (kind === 'createTable' && !isTableRequest(intent)) return other;
  const said = captures.table as Partial<TableReading> | undefined;
  const unknown = said?.text !== undefined && !said.table && !said.marked;
  const work = column && draft.begun && builtOn.has(tokens[next]?.low ?? '');
  const place =
    (work ? `the ${tokens[next]?.text}` : undefined) ??
    elsewhere(tokens, start, next, context, column || unknown || kind === 'normalise') ??
    (kind === 'renameColumn' || kind === 'dropColumn' ? thingOfPage(intent, context) : undefined);
  if (place !== undefined) return { is: 'aside', told: `${text} (is about ${place})`, elsewhere: place };
  // `Drop the table devices?`: whoever asks so wants to know first.
  return { is: 'meant', doubted: doubtful(tokens) || (sentence.asks && !isPolite(sentence)) };
}

const removing = new Phrases([...words.remove, 'drop', 'alter table']);
const clauseEnds: ReadonlySet<string> = new Set([',', ';', ':', '.', '!', '(', '→']);
const beforeSubject: ReadonlySet<string> = new Set([
  ...words.the,
  ...words.column,
  ...words.table,
  ...words.index,
  ...'so and then also now therefore hence thus please that because since finally think believe we i column columns fk foreign key constraint unique'.split(
    ' ',
  ),
]);
const conditions: ReadonlySet<string> = new Set(
  'to once after when whenever until till unless if before in by'.split(' '),
);
/** Of an order whose verb stands behind what it is about: another noun is in front of that, or a condition behind. */
function isOfMore({ sentence: { tokens }, start, next, kind }: Intent): boolean {
  if (removing.startsAt(tokens, start)) return false;
  const begin = tokens.findLastIndex(({ text }, at) => at < start && clauseEnds.has(text)) + 1;
  const lead = tokens.slice(begin, start);
  const ofRule =
    kind === 'dropColumn' && lead.some(({ low }) => /^(?:fk|foreign|key|constraint|unique|index)$/.test(low));
  return ofRule || lead.some(({ low }) => !beforeSubject.has(low)) || conditions.has(tokens[next]?.low ?? '');
}

/** `Adding notes to a contact is hard`: what it is like, and no order. */
const isSubject = ({ sentence: { tokens }, start, next }: Intent): boolean =>
  /ing$/.test(tokens[start]?.low ?? '') &&
  /^(?:is|was|isn't|takes|took|fails|failed|seems|feels|doesn't|breaks|causes|results)$/.test(
    tokens[next]?.low ?? '',
  ) &&
  !tokens
    .slice(next + 1, next + 4)
    .some(({ low }) => /^(?:needed|required|necessary|missing|overdue)$/.test(low));

const reached: ReadonlySet<string> = new Set('that the user users people they'.split(' '));
/** `… so that a discount can be added to clients`: what it is good for. */
function isAfterSoThat({ sentence: { tokens }, start, next }: Intent): boolean {
  const at = tokens.findIndex(({ low }, index) => low === 'so' && reached.has(tokens[index + 1]?.low ?? ''));
  return at > 0 && at < start && tokens.slice(at, next).some(({ low }) => /^(?:can|could|may)$/.test(low));
}

/** `Convert created_at columns to timestamptz`: in several tables, and a sentence of its own reads that. */
const isOfEvery = ({ sentence: { tokens }, start, next, captures }: Intent): boolean =>
  captures.table === undefined &&
  (captures.name as NameReading | undefined)?.table === undefined &&
  tokens.slice(start, next).some(({ low }) => low === 'columns' || low === 'fields');

/** `Hints live inside `tasks.content``: where things are. */
const tells: ReadonlySet<string> = new Set(
  'live lives lived is are was stored kept sits sit hidden found'.split(' '),
);
/** `Change its type to numeric`: a column called type is not meant. */
const isItsType = ({ sentence: { tokens }, start, next, captures }: Intent): boolean => {
  const { text, marked } = captures.name as NameReading;
  const said = tokens.slice(start, next);
  return !marked && text.toLowerCase() === 'type' && said.some(({ low }) => low === 'its');
};

/** `Drop `notes` from the export`: behind the name stands of what. */
const isWhole = ({ sentence: { tokens }, next }: Intent): boolean =>
  tokens[next] === undefined ||
  /^(?:[.,;:!()-]|since|because|as|asap|please|now|completely|entirely)$/.test(tokens[next].low);

/** `The default should be obvious`: a word that no enum has, and no mark makes a value. */
function isDescribed({ sentence, next, captures }: Intent, { catalog }: ReadingContext): boolean {
  const { kind, text, bare } = captures.value as Literal;
  return (
    kind === 'text' &&
    bare === true &&
    sentence.tokens[next - 2]?.low === 'be' &&
    !catalog.enums.some(({ labels }) => labels.includes(text))
  );
}

/** `Add an index to speed up …`: what it is for, and no column. */
function isReason(
  { sentence: { tokens }, start, next, captures }: Intent,
  { hasColumn }: ReadingContext,
): boolean {
  const said = [captures.columns, captures.names].flat().filter(isNamed);
  if (said.every(({ text }) => hasColumn(text))) return false;
  // `for faster loading`
  if (said.some(({ text }) => !hasColumn(text) && aims.test(text))) return true;
  const at = tokens.findIndex(
    ({ low }, index) =>
      index > start && index < next && low === 'to' && reasons.has(tokens[index + 1]?.low ?? ''),
  );
  return at !== -1 && !hasColumn(tokens[at + 1]?.text ?? '');
}
const aims =
  /^(?:fast|faster|better|improved?|quick|quicker|speedy|efficient|hot|hottest|common|frequent\w*|critical|optimal|optimi[sz]ed|performance|query|queries|speed|scalab\w+)\b| (?:paths?|queries|lookups|joins|searches|endpoints?)$/i;
const isNamed = (one: unknown): one is NameReading =>
  typeof one === 'object' && one !== null && 'text' in one;
const reasons: ReadonlySet<string> = new Set(
  'speed improve optimise optimize support help avoid make reduce enhance boost cover handle prevent fix allow enable accelerate'.split(
    ' ',
  ),
);

/** `Enforce uniqueness on tasks`: a rule, and no column. */
const isRule = ({ captures }: Intent, { hasColumn }: ReadingContext): boolean => {
  const { text = '', marked = true } = (captures.name ?? {}) as Partial<NameReading>;
  return (
    !marked &&
    !hasColumn(text) &&
    text
      .toLowerCase()
      .split(' ')
      .some((word) => ruleWords.has(word))
  );
};
const ruleWords: ReadonlySet<string> = new Set(
  'unique uniqueness integrity consistency rls security access ownership authentication authorization limits rules policy policies constraint constraints validation index indexes key keys'.split(
    ' ',
  ),
);

/** `a trigram index on tasks.title`: the place is a column, and gets none. */
const isColumnPath = ({ captures }: Intent, { names: { knownTable } }: ReadingContext): boolean => {
  const { text = '', table } = (captures.table ?? {}) as Partial<TableReading>;
  return table === undefined && text.includes('.') && knownTable(text.replace(/\.\w+$/, '')) !== undefined;
};

/** `Configure RLS on Supabase`: on what is said, and it is no table. */
const isOnSomething = ({ sentence: { tokens }, next, captures }: Intent): boolean =>
  captures.table === undefined &&
  captures.tables === undefined &&
  /^(?:on|for|in|to)$/.test(tokens[next - 1]?.low ?? '') &&
  tokens[next]?.kind === 'word' &&
  !/^(?:and|so|because|for|please|then|with|by|as)$/.test(tokens[next]?.low ?? '');

/** A table of the schema, or one that the text makes. */
const hasTable = ({ table, text }: TableReading, draft: Draft): boolean =>
  table !== undefined || draft.tables.some(({ name }) => nameKey(name.text) === nameKey(text));
