import { scanFacts } from '../../attributes/read.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { phrases } from '../../lexicon/phrases.ts';
import { isStopword } from '../../lexicon/stopwords.ts';
import { articles } from '../../lexicon/words.ts';
import { Phrases } from '../../text/phrases.ts';
import { type Token, textOf, tokenize } from '../../text/tokens.ts';
import { isAppWork } from '../about/app-work.ts';
import { isWorkBeside } from '../about/work-beside.ts';
import { mayName, names, ordersChange } from './weight.ts';
import { wishesBeside } from './wish-beside.ts';

/** What follows these gives a reason or tells about the request. */
const reasons =
  phrases(`because | so | otherwise | since | as | which | that | but | it | we | i | they | this | these | there | for | to | see |
    like | e.g | i.e | in order | thanks | please | is | are | was | needed | used | weil | damit | porque | para | pour | car | per | every | each | both |
    indicating | denoting | showing | telling | stating | reflecting | causes | causing | leads to | leading to | results in | resulting in | slows | slowing | hurts | breaks | blocks`);

/** What follows these says how, when or for what: with a name or a value in it, it changes the request. */
const modifiers =
  phrases(`when | while | without | after | before | once | until | instead | not | no | if | unlike | where | during | using | via |
    with | only | and then | then | from`);

/** Things of a database that no request here makes. */
const objects = new Phrases(
  phrases(
    `both foreign keys | foreign keys that | are foreign keys | both fks | standardwert | vorgabewert | default value | defaults to | default is | valor por defecto | valor predeterminado | valeur par defaut | valor padrao | trigger | triggers | view | views | materialized view | stored procedure | partition | partitions | sequence | extension | a check | check constraint | constraint | constraints | fks | foreign keys | fk with |
    computed | calculated | generated | encrypted | hashed | in sync with | in sync | kept in sync | synchronized with | synchronised with | collation | collate | storage parameter | fillfactor`,
  ),
);

/** What follows these takes something out of what was asked for, or offers something else. */
const limiting = new Phrases(
  phrases(`but only | but not | only for | only in | only on | only when | only if | only where | only while | except | excepting | excluding |
    unless | apart from | other than | rather than | or | nor | aber nur | aber nicht | ausser | nur fur | oder | pero solo | pero no | salvo | excepto |
    mais seulement | mais pas | sauf | mas so | exceto`),
);
/** These begin like a limit, and are none. */
const courtesies = new Phrases(
  phrases(`or similar | or so | or something | or whatever | or whichever | or whatever | or wherever | or however | or the like | or equivalent | or maybe | or at least |
    only if possible | only if needed | only if necessary | or not`),
);
/** Behind these a clause of its own tells why: a limit in there is none of the request. */
const clauses = new Phrases(
  phrases(`because | so | so that | since | which | that | it | we | i | they | this | these | there | in order | to | thanks | is | are | was | weil | damit |
    porque | para | pour | car`),
);

const asides = new Phrases([...reasons, ...modifiers]);
const modifying = new Phrases(modifiers);

/** Words that say when or how much, and change nothing. */
const adverbs: ReadonlySet<string> = new Set(
  `and too also again asap soon now today tonight tomorrow directly quickly first then next please hinzu um an ein soon'ish safely
  afterwards danach anschliessend concurrently carefully properly completely entirely altogether accordingly instead urgently gradually itself themselves only there here still com con avec mit`.split(
    /\s+/,
  ),
);

/** Alone between two requests that were read, these say nothing. */
const dangling: ReadonlySet<string> = new Set(['by', 'via', 'through']);

/** What words behind a request come to: a part that nobody understood, or an aside that is told and left alone. */
export interface Residue {
  readonly open: readonly Token[];
  readonly passed: readonly Token[];
}

const isRemark = (tokens: readonly Token[], context: ReadingContext): boolean =>
  mayName(tokens, context) ||
  (tokens[0]?.low === 'per' && tokens.length > 1) ||
  (modifying.startsAt(tokens, 0) && tokens.some(({ low, kind }) => kind === 'word' && !adverbs.has(low)));

/** Between the last of a list and the next order. */
const joints: ReadonlySet<string> = new Set('and or please also then next finally lastly'.split(' '));

/** `(low, medium, high, …)`: bare words in a row are values that nobody took for some. */
export function isList(runs: readonly (readonly Token[])[]): boolean {
  const bare = runs
    .map((run) => run.filter(({ kind, low }) => kind !== 'punct' && !joints.has(low)))
    .filter(([word, ...more]) => word?.kind === 'word' && more.length === 0 && !adverbs.has(word.low));
  return bare.length >= 3;
}

const conditions: ReadonlySet<string> = new Set('if unless where when only except'.split(' '));
const everything: ReadonlySet<string> = new Set('all the every each our my new existing'.split(' '));

/** `if the status is draft`, `for published tasks only`: what was asked for, for some of the rows. */
function namesSome(far: readonly Token[], context: ReadingContext): boolean {
  const [first, second] = far;
  if (conditions.has(first?.low ?? '')) return mayName(far, context);
  const last = far.at(-1)?.low === 'only' ? far.at(-2) : far.at(-1);
  return (
    first?.low === 'for' &&
    far.length > 2 &&
    !everything.has(second?.low ?? '') &&
    context.names.knownTable(last?.text ?? '') !== undefined
  );
}

/** `but only for premium users`, `except the first`, `or remove it`: more than a courtesy, and no part of a reason. */
function limitsRequest(tokens: readonly Token[]): boolean {
  const at = limiting.find(tokens);
  if (at === -1 || courtesies.startsAt(tokens, at)) return false;
  const clause = clauses.find(tokens);
  if (clause !== -1 && clause < at) return false;
  return tokens.slice(at + limiting.lengthAt(tokens, at)).some((token) => token.kind !== 'punct');
}

/**
 * A part that limits what stands before it, from its first word on: `except archived ones`, and within a sentence
 * `if it is a draft`.
 */
export function limits(part: string, within: boolean): boolean {
  const tokens = tokenize(part);
  const start = tokens.findIndex(({ kind, low }) => kind !== 'punct' && low !== 'and' && low !== 'but');
  return (
    start !== -1 &&
    (limiting.startsAt(tokens, start) ||
      limiting.startsAt(tokens, start - 1) ||
      (within && (conditions.has(tokens[start]?.low ?? '') || onlyForSome(tokens.slice(start)))))
  );
}

/** `for new rows only` */
const onlyForSome = (tokens: readonly Token[]): boolean =>
  tokens.length > 2 && tokens[0]?.low === 'for' && tokens.at(-1)?.low === 'only';

/** `, open, done`: what is left of a list that a form read the beginning of. */
function continuesList(tokens: readonly Token[]): boolean {
  const rest = tokens.filter(({ text }) => text !== '.');
  return (
    rest.length > 1 &&
    rest.every((token, index) =>
      index % 2 === 0 ? /^(,|and|or|und|oder|y|o|et|ou|e)$/.test(token.low) : isPlainWord(token),
    )
  );
}

/** `, Other Contacts, Location`: what is left of a list of names in capitals. */
const continuesNames = (tokens: readonly Token[]): boolean =>
  tokens[0]?.text === ',' &&
  tokens.some(({ text }) => /^\p{Lu}/u.test(text)) &&
  tokens.every(
    ({ kind, text, low }) => text === ',' || low === 'and' || (kind === 'word' && /^\p{Lu}/u.test(text)),
  );

/** `and created at timestamp`: a further column, by its type. */
const continuesColumns = (tokens: readonly Token[], context: ReadingContext): boolean =>
  tokens.length > 2 &&
  tokens.length < 7 &&
  /^(?:,|and|und|y|et|e)$/.test(tokens[0]?.low ?? '') &&
  tokens.slice(1).every(({ kind }) => kind === 'word') &&
  scanFacts(tokens.slice(-1), context).facts.type !== undefined;

/** `and the size to M`, `rate to jobs`: the same once more, with its verb left out. */
function elides(tokens: readonly Token[], { names, hasColumn }: ReadingContext): boolean {
  const said = tokens.filter(({ low, text }) => text !== '.' && low !== 'all' && !articles.has(low));
  const start = said.findIndex(({ low }) => !/^(?:and|,|&|plus|und|y|et|e)$/.test(low));
  const at = said.findIndex(({ low }) => /^(?:to|on|in|from|of)$/.test(low));
  const [what, where] = [said.slice(start, at), said.slice(said[at + 1]?.low === 'of' ? at + 2 : at + 1)];
  const last = what.at(-1);
  if (at === -1 || !last || what.length > 3 || !what.every(isPlainWord)) return false;
  const [other, noun] = where;
  const placed = names.knownTable(other?.text ?? '') !== undefined;
  if (placed && (where.length === 1 || (where.length === 2 && noun?.low === 'table')))
    return !/(?:[ai]ble|ed|ing)$/.test(last.low);
  const again = said[at]?.low === 'to' && where.length > 0 && where.length < 3;
  return start > 0 && again && hasColumn(last.text);
}

const isPlainWord = (token: Token): boolean =>
  token.kind === 'word' && !adverbs.has(token.low) && !isStopword(token);

export const beginsAside = (tokens: readonly Token[]): boolean => asides.in(tokens);

/** `in the database`: where else. */
const places = new Phrases(
  phrases(`in the database model | in database model | in the data model | in the model | in the models | in the schema file | in the database schema | in the db schema | in schema | to db | to the db model | to the database model | in the database | in the db | in our database | in our db | in database | in db | to the database | to the db | to our database | from the database | from the db | in postgres | in postgresql |
    at the database level | at database level | on the database level | on database level | on db level | at db level | at the db level | on the db level | in the database layer | at the database layer | on the database side | across the db | across the database | in the schema | in the backend | on the backend | as well | migration | in a migration | via migration | via a migration | a migration strategy | a migration plan | a migration script | migration strategy | migration plan | migration script | with a migration | using a migration | through a migration | database`),
);

export const withoutPlaces = (tokens: readonly Token[]): readonly Token[] => {
  const length = places.lengthAt(tokens, 0);
  return length === 0 ? tokens : tokens.slice(length);
};

const mostKept = 12;
/** `and keep `due_date` until the apps have switched`: what stays as it is. */
const isKept = (tokens: readonly Token[]): boolean =>
  /^(?:(?:and|but|,) )*(?:keep|leave|keeping|leaving) (?:the (?:old|existing|current) |`[\w.]+`|[a-z]+_\w+|it\b)/i.test(
    textOf(tokens),
  ) &&
  !/\b(?:sync|only|one|unique|null|required|not|and)\b/i.test(textOf(tokens.slice(2))) &&
  tokens.length <= mostKept;

/** `where 1 is the highest`: what the numbers mean. */
const scale =
  /^[,(]? ?(?:where |with )?\d+ (?:is|being|=) (?:the )?(?:highest|lowest|most|least|best|worst|easiest|hardest)(?: \w+)?(?:,? (?:and )?\d+ (?:is |being |= )?(?:the )?(?:highest|lowest|most|least|best|worst|easiest|hardest)(?: \w+)?)?[.)]?$/i;

/** `greater than score`, `past`, of `that must be in the past`: a rule for the values, all that is left of it. */
const comparison =
  /^(?:[,(] ?)?(?:(?:greater|less|larger|smaller|higher|lower|later|earlier) than\b.*|(?:in the )?(?:past|future))[ ).]*$/i;

/** `…, but there is no constraint that enforces it`: how it is. */
const unenforced =
  /^,? ?but (?:there (?:is|are) (?:currently )?no (?:[\w-]+ ){0,3}(?:constraints?|checks?|rules?|index|validation)\b|nothing (?:in the \w+ )?(?:enforces|prevents|stops)\b|(?:the (?:database|db|schema|table) (?:does not|doesn't)|(?:this|it|that) (?:is not|isn't)) (?:currently )?enforced?\b)/i;
/** `with row level security and a policy so that …`: a table without it is closed to all. */
const policy =
  /(?:^|\b|, )(?:and|with|plus) (?:(?:a|an|the|some|proper|appropriate|suitable|matching|basic|rls|row level security|owner|access) )*polic(?:y|ies)\b/i;
const ownRows =
  /\b(?:only|just) (?:their|its|his|her) own (?:rows|records|entries|data)\b|\btheir own (?:rows|records|entries)\b/i;
/** `with the same value of code`: what it is filled with. */
const sameValue = /^(?:and |, )?(?:with )?(?:the )?same (?:values?|contents?) (?:of|as|from|in)\b/i;
const wantsPolicy = (tokens: readonly Token[]): boolean =>
  policy.test(textOf(tokens)) || ownRows.test(textOf(tokens));

/** `Adding … would be a start` */
const isPraise = (tokens: readonly Token[]): boolean =>
  /^would (?:already |also |really )?(?:be (?:a (?:good |first |great )?(?:start|step|help|win)|enough|great|nice|good|helpful|useful|awesome|perfect|sufficient)|help|do|suffice|solve (?:this|that|it))(?: us| a lot| already| here| too| to start with)*$/i.test(
    textOf(tokens),
  );

/**
 * Words behind a request that may change it and that nobody understood: a name, a value, a number, a verb of
 * change. Passing over them would do half of what was asked.
 */
export function residue(given: readonly Token[], context: ReadingContext, adjoins = false): Residue {
  const tokens = withoutPlaces(given);
  if (tokens.length === courtesies.lengthAt(tokens, 0)) return { open: [], passed: [] };
  if (wantsPolicy(tokens) || sameValue.test(textOf(tokens)) || comparison.test(textOf(tokens)))
    return { open: tokens, passed: [] };
  if (isKept(tokens) || isPraise(tokens) || scale.test(textOf(tokens)) || unenforced.test(textOf(tokens)))
    return { open: [], passed: tokens };
  // `… and show it in the form`
  if (isAppWork(tokens) || isWorkBeside(tokens, context)) return { open: [], passed: tokens };
  const aside = asides.find(tokens);
  const near = aside === -1 ? tokens : tokens.slice(0, aside);
  const far = aside === -1 ? [] : tokens.slice(aside);
  const bracket = near.findIndex((token) => token.text === '(');
  const said = bracket > 0 ? near.slice(0, bracket) : near;
  const [first] = said;
  if (said.length === 1 && aside === -1 && dangling.has(first?.low ?? '')) return { open: [], passed: [] };
  // `the tasks endpoint`: a word right behind the table makes another thing of it.
  const compound = adjoins && first?.kind === 'word' && !adverbs.has(first.low);
  // `…, please, between 1 and 10`: what is said about a column is no reason.
  const { type: _, ...facts } = scanFacts(far, context).facts;
  const described = Object.keys(facts).length > 0 && far.some(({ kind }) => kind === 'number');
  const changes =
    described ||
    namesSome(far, context) ||
    onlyForSome(far) ||
    limitsRequest(tokens) ||
    wishesBeside(tokens, context) ||
    continuesList(tokens) ||
    continuesNames(tokens) ||
    continuesColumns(tokens, context) ||
    elides(tokens, context) ||
    (modifying.startsAt(far, 0) && names(far, context));
  if (changes || objects.in(tokens) || ordersChange(tokens, context)) return { open: tokens, passed: [] };
  if (names(said, context) || compound) return { open: said, passed: far };
  const remark = bracket > 0 ? tokens.slice(bracket) : far;
  if (said.some(isPlainWord)) return { open: [], passed: tokens };
  return { open: [], passed: isRemark(remark, context) ? remark : [] };
}

/** The same for words in front of a request: most of them lead up to it. */
export function leadIn(tokens: readonly Token[], context: ReadingContext): Residue {
  const changes = ordersChange(tokens, context) || limitsRequest(tokens) || wishesBeside(tokens, context);
  if (changes || wantsPolicy(tokens)) return { open: tokens, passed: [] };
  return { open: [], passed: isRemark(tokens, context) ? tokens : [] };
}
