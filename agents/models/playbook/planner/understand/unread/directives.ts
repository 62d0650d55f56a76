import type { ReadingContext } from '../../grammar/slots/context.ts';
import { narrations } from '../../lexicon/demands.ts';
import { changeVerbs } from '../../lexicon/signals.ts';
import { words } from '../../lexicon/words.ts';
import { fileName } from '../../text/file-name.ts';
import { Phrases } from '../../text/phrases.ts';
import { type Token, textOf } from '../../text/tokens.ts';
import { withoutExamples } from '../wording/brackets.ts';
import { dataWords } from './data-words.ts';
import { names, ordersChange } from './weight.ts';

const verbs = new Phrases(changeVerbs);
const leads = new Phrases([
  ...words.please,
  'we should',
  'we need to',
  'we must',
  'we have to',
  'i need to',
  'i want to',
  'we want to',
  'you should',
  'you must',
  'need to',
  'needs to',
  'can you',
  'could you',
  'can we',
  'could we',
  'would you',
  "let's",
  'lets',
  'let us',
  'also',
  'then',
  'afterwards',
  'after that',
  'later on',
  'in addition',
  'plus',
  'as well as',
  'und',
  'dann',
  'danach',
  'ausserdem',
  'y',
  'luego',
  'ademas',
  'et',
  'puis',
  'ensuite',
  'e',
  'and',
  'finally',
  'first',
  'second',
  'third',
  'next',
  'additionally',
  'additionally ,',
  'furthermore',
  'moreover',
  'we would like to',
  'i would like to',
  "i'd like to",
  "we'd like to",
  'it would be nice to',
  'it would be great to',
  'can somebody',
  'could somebody',
  'can someone',
  'could someone',
  'so',
  ',',
  'now',
  'the task is to',
  'goal is to',
  'to',
]);
const existing = new Phrases(
  [
    'rows',
    'records',
    'objects',
    'entries',
    'data',
    'users',
    'ones',
    'items',
    'values',
    'instances',
    'accounts',
  ].map((what) => `existing ${what}`),
);
const rowsThere = new Phrases([
  'bestehende zeilen',
  'vorhandene zeilen',
  'bestehende datensatze',
  'filas existentes',
  'registros existentes',
  'lignes existantes',
  'linhas existentes',
]);
const needless = new Phrases(['no need to', 'there is no need to', 'we do not need to', "we don't need to"]);
/** `Migrate any existing objects …`: what becomes of the rows that are there is never passed over. */
export const isAboutExisting = (tokens: readonly Token[]): boolean =>
  (!needless.startsAt(tokens, 0) && verbAt(tokens) !== -1 && existing.find(tokens, 0, 8) !== -1) ||
  rowsThere.in(tokens) ||
  putThere.test(textOf(tokens));
/** `Insert a few dummy users`: rows that are not said. */
export const wantsSomeRows = (tokens: readonly Token[]): boolean =>
  /^(?:please |then |also |and )*insert (?:some|a few|a couple of|several|a handful of|the usual)\b/i.test(
    textOf(tokens),
  );
/** `It can just hold the month and the day`: of what was ordered, something else. */
export const narrows = (tokens: readonly Token[]): boolean =>
  /^(?:it|this|they|these) (?:can|should|must|may|could|needs? to|has to) (?:just|only) (?:be|include|contain|have|store|hold|keep|accept)\b/i.test(
    textOf(tokens),
  );
/** `Put them into the category 1`: the rows just spoken of. */
const putThere =
  /^(?:please |just |we |let's )?(?:put|move|assign|set|give|point|attach|link) (?:them|those|these)(?: all)? (?:all )?(?:to|into|in|on|as|the|a)\b/i;

/** The sentence tells how things are or were. */
const narrating = new Phrases([
  ...narrations,
  'currently',
  'today',
  'at the moment',
  'already',
  'right now',
  'used to',
  'there is nothing',
  'there is no',
  "there's nothing",
  "there's no",
  'nothing stops',
  'nothing prevents',
  'it is possible to',
  'it is currently possible to',
  'so far',
  'since',
  'because',
  'has',
  'had',
  'have been',
  'we moved',
  'we migrated',
  'we switched',
  'we converted',
  'we copied',
  'was moved',
  'were moved',
  'was migrated',
]);
/** `Existing shorter ones may stay`: a rule for new rows alone is another rule. */
const exempting =
  /\b(?:existing|old|older|current|legacy|historic(?:al)?)\b.{0,40}\b(?:(?:may|can|should|must|will) (?:stay|remain|be kept|be ignored|be left|be exempt\w*|keep)|(?:is|are) exempt|(?:is|are) grandfathered)\b/i;
export const isExempting = (tokens: readonly Token[]): boolean => exempting.test(textOf(tokens));

const pronouns = new Set(['it', 'this', 'that', 'them', 'these', 'those', 'everything']);

/** `Create a migration file`: how it is done, and not what. */
const onlyMigration =
  /^(?:(?:fix|solution|todo|proposal): )?(?:we |i )?(?:need to |have to |should )?(?:creat|add|writ|generat|mak|run|prepar|implement|execut|appl)(?:e|es|ing|s|y)? (?:(?:a|an|the|new|necessary|required|db|database|sql|data|schema|alembic|flyway|django|rails|prisma|ef|knex|liquibase|laravel|this|all) )*migrations?(?: files?| scripts?)?(?: (?:called |named )?`[\w./-]+`)?(?: in (?:the )?(?:db|database))?(?: ?\((?:the |a )?(?:new )?(?:columns?|fields?|tables?)\)| for (?:the )?(?:following|this|it|that|new (?:columns?|fields?)))?(?: (?:that|which|to) (?:(?:alter|change|rename|add|drop|remove|update|do|apply|create|run|contain|include)(?:s|es)?)(?: (?:the|this|these|it|that|new|field|fields|column|columns|name|names|type|types|change|changes|table|tables|schema|so|database))*)?\s*[:.]?$/i;

/** `extend the DB enum:` above the statement that does. */
const onlyLead =
  /^(?:new |a |the )*(?:migration )?(?:to )?(?:extend|update|alter|change) (?:the )?(?:db|database|postgres\w*|existing) ?(?:enum|type|table|schema|constraint)?\s*:$/i;

/** `Split out from #12 (found while …)`: where the issue comes from. */
const comesFrom =
  /^(?:split|extracted|carved|spun|broken|moved|copied|forked)(?: (?:out|off))? (?:from|of) #\d+/i;

/** `An index on `(status, type)` will help`: told, and as likely wanted. */
export const namesIndex = (tokens: readonly Token[]): boolean =>
  tokens.some(
    ({ low }, at) =>
      indexNouns.has(low) &&
      !/^(?:no|any|missing|without)$/.test(tokens[at - 1]?.low ?? '') &&
      /^(?:on|over)$/.test(tokens[at + 1]?.low ?? '') &&
      tokens.slice(at + 2, at + 5).some(({ kind }) => kind === 'code'),
  ) && !narrating.in(tokens);
const indexNouns: ReadonlySet<string> = new Set(['index', 'indexes', 'indices']);

const abbreviations: ReadonlySet<string> = new Set(['e.g', 'i.e', 'z.b', 'p.ex', 'p.ej']);

/** At the head of the sentence stands a verb of change: somebody wants something. */
function verbAt(tokens: readonly Token[]): number {
  let at = 0;
  for (let length = leads.lengthAt(tokens, at); length > 0; length = leads.lengthAt(tokens, at)) at += length;
  return verbs.startsAt(tokens, at) ? at : -1;
}

/** `Insert into task_tags fails silently`, `When inserting …, the API swallows …`: what happens. */
const failing =
  /^(?:bug\W+)?duplicate (?:\w+ ){0,2}(?:inserts|rows|entries|records|keys|values)\b|\b(?:fails?|crashes|throws|hangs|times out|timed out|is broken|is slow|is blocked|breaks|does not work|doesn't work|deadlocks|returns \d{3})(?: \w+){0,2}$|^(?:inserting|deleting|updating|saving|creating|adding|removing|importing|changing|renaming|submitting|copying|moving)\b.{3,80}?\b(?:breaks|fails|crashes|throws|takes|causes|leads to|results in|leaves|returns|shows|does nothing|hangs)\b|^(?:when|after|while|if|upon) (?:i |you |we )?(?:\w+ing|insert|delete|update|add|create|remove|save)\b.*, .*\b(?:swallows|fails|crashes|throws|returns|shows|hangs|breaks|disappears?|gets|logs)\b/i;

/**
 * A sentence that orders a change of the database in words that no form knows. Such a sentence is never passed
 * over: it becomes a question.
 */
export function isUnreadDirective(said: readonly Token[], context: ReadingContext): boolean {
  const tokens = withoutExamples(said);
  if (failing.test(textOf(tokens))) return false;
  if (onlyMigration.test(textOf(tokens)) || onlyLead.test(textOf(tokens)) || comesFrom.test(textOf(tokens)))
    return false;
  const at = verbAt(tokens);
  const rest = tokens
    .slice(at + 1)
    .filter(({ text, low }) => !fileName.test(text) && !abbreviations.has(low));
  if (at === -1) return ordersChange(tokens, context) && !narrating.in(tokens);
  const named = names(rest, context) || rest.some(({ kind, text }) => kind === 'word' && text.includes('.'));
  return named || (!pronouns.has(rest[0]?.low ?? '') && dataWords.in(rest));
}
