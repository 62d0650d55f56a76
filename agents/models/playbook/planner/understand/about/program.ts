import type { ReadingContext } from '../../grammar/slots/context.ts';
import {
  architecture,
  calls,
  changesEngine,
  clientCalls,
  commands,
  documentStores,
  documents,
  faults,
  features,
  foreignCode,
  generators,
  graphTypes,
  helps,
  interfaces,
  keeps,
  lengths,
  moved,
  newPages,
  offers,
  otherFormats,
  overviews,
  pageColumns,
  placeholders,
  refused,
  relationalStores,
  remedies,
  saidInDocuments,
  schemaFaults,
  schemaWork,
  searches,
  setsUp,
  shownTables,
  skews,
  structures,
  toMakers,
  toolForms,
  versions,
  wholePrograms,
} from '../../lexicon/program-signs.ts';
import { operations, otherTables, programs, reportHeadings } from '../../lexicon/programs.ts';
import { changeVerbs, databaseWords, pageWords, toolWords } from '../../lexicon/signals.ts';
import { readBlocks } from '../../text/blocks.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Exhibit, Sentence } from '../../text/sentences.ts';
import { fold, type Token, textOf } from '../../text/tokens.ts';
import { tablesIn } from '../mentioned.ts';
import { isContextSection, isQuestion } from '../told/contexts.ts';
import { namesThings } from '../unread/weight.ts';
import { isReport } from './asks-only.ts';
import { isFailure } from './signals.ts';
import { wordWeight } from './word-weight.ts';

/*
 * Whether an issue is about a program that works with tables, or about how a database is run. No word decides that, so
 * signs are weighed: what speaks for a program counts up, what speaks for this schema counts down; and so does each word.
 */

const named = new Phrases(programs);
const otherTable = new Phrases(otherTables);
const running = new Phrases(operations);
const tool = new Phrases(toolWords);
const page = new Phrases(pageWords);
const database = new Phrases(databaseWords);
const verbs = new Phrases(changeVerbs);
const headings: ReadonlySet<string> = new Set(reportHeadings.map(fold));

/** From here on it is about a program. */
const enough = 3;
/** The same where the text holds what reads like an order, too. */
const beyondDoubt = 5;

export interface ProgramSigns {
  /** Of the signs alone: no word stands against an order. */
  readonly weight: number;
  /** The signs alone say so, without the words. */
  readonly sure: boolean;
  /** What the request is about, in words for its reader. */
  readonly about: string;
}

interface Said {
  readonly request: { readonly title: string; readonly body: string };
  readonly title: readonly Token[];
  readonly titleText: string;
  readonly asks: boolean;
  /** The title tells what comes of a change. */
  readonly reports: boolean;
  readonly body: readonly Sentence[];
  /** All sentences, the title's first. */
  readonly prose: string;
  readonly code: string;
  /** The same without what only reproduces a fault. */
  readonly own: string;
  readonly context: ReadingContext;
}

/** Weight, and where it is enough what it says of the request. */
type Sign = readonly [weight: number, about: string];

const program = 'a program that works with a database';
const lines = (text: string): string =>
  fold(text)
    .replace(/<[^<>]*>/g, '')
    .replace(/[^\p{L}\p{N}\-& ]/gu, '')
    .trim();

/** How many parts of the form of a report the text has. */
function partsOfReport(markdown: string): number {
  const found = readBlocks(markdown).flatMap((block) => {
    const line = block.kind === 'heading' ? block.text : 'text' in block ? block.text.split(/:| - /)[0] : '';
    return headings.has(lines(line ?? '')) ? [lines(line ?? '')] : [];
  });
  return new Set(found).size;
}

/** What the title says goes wrong, may be a rule of this schema: then it says little. */
function faultOf({ request, titleText }: Said): readonly Sign[] {
  if (isFailed(request)) return [[-4, '']];
  if (refused.test(titleText)) return [[-2, '']];
  const blunt = /^(?:please )?(?:do not|don't|dont|never)\b/i.test(titleText);
  const tagged = /^\W*bug\W/i.test(request.title);
  if (!(faults.test(titleText) || tagged) || blunt) return [];
  const weight = schemaFaults.test(titleText) ? 1 : faults.test(titleText) ? 3 : 2;
  return [[weight, 'a fault of a program']];
}
const exists =
  /\b(?:column|relation|constraint) [`"]\w+[`"] (?:(?:of|for) relation [`"]\w+[`"] )?already exists/i;
const isFailed = ({ title, body }: { readonly title: string; readonly body: string }): boolean =>
  exists.test(body) || isFailure(`${title}\n${body}`.replace(/[`'“”]/g, '"'));

function ofTitle(said: Said): readonly Sign[] {
  const { title, titleText, request, asks } = said;
  const structure = structures.test(titleText);
  const signs: Sign[] = [...faultOf(said)];
  if (features.test(titleText)) signs.push([2, 'a feature of a program']);
  if (named.in(title) && title.length > 2) signs.push([2, program]);
  if (otherTable.in(title) || otherFormats.test(titleText)) signs.push([3, 'tables that are in no database']);
  if (running.in(title) || setsUp.test(titleText)) signs.push([structure ? 1 : 3, 'how a database is run']);
  if (changesEngine.test(titleText)) signs.push([4, 'how a database is run']);
  if (generators.test(titleText)) signs.push([3, program]);
  if (architecture.test(titleText)) signs.push([structure ? 1 : 3, 'how the code is laid out']);
  if (pageColumns.test(titleText)) signs.push([4, 'columns of a page']);
  if (/\bepic\b/i.test(request.title)) signs.push([1, 'other issues']);
  if (documents.test(titleText) && !(/\btypos?\b/i.test(titleText) && namesThings(title, said.context)))
    signs.push([4, 'documents']);
  else if (tool.in(title) && !structure && !/\b(?:schema|database|db)\b/i.test(titleText))
    signs.push([2, 'code or tools']);
  if (page.in(title)) signs.push([newPages.test(titleText) ? 2 : 1, 'the web page']);
  if (interfaces.test(titleText)) signs.push([2, 'what a program answers']);
  if (calls.test(request.title)) signs.push([2, 'code']);
  if (asks)
    signs.push([
      /^(?:investigate|research|evaluate|analy[sz]e|explore|spike|compare|explain)\b/i.test(titleText)
        ? 1
        : 3,
      'a question',
    ]);
  else if (
    /[?？]\s*$/.test(request.title) &&
    !/\b(?:can|could|would) (?:you|we)\b|\bplease\b/i.test(titleText)
  )
    signs.push([2, 'a question']);
  else if (/^can (?:i|we)\b/i.test(titleText) && wayOf.test(request.body)) signs.push([3, 'a question']);
  return signs;
}
const wayOf = /\bis there (?:an? ?)?(?:\w+ )?way\b|\bhow (?:can|do) (?:i|we)\b/i;

/** A fault, and the command of a tool with which it is seen: the code beside is made to show it. */
const showsRun = ({ request, titleText, prose }: Said): boolean =>
  (commands.test(`${request.title}\n${request.body}`) || toolForms.test(request.body)) &&
  (faults.test(titleText) || partsOfReport(request.body) > 0) &&
  !isFailed(request) &&
  !remedies.test(prose);

/** A list of numbers of other issues, and nothing beside. */
const onlyLinks =
  /^(?:[^\n]{0,200}\n+)?(?:\s*(?:#+ [^\n]{0,40}|[-*] (?:\[[ x]\] )?(?:\S+\/\S+)?#\d+)\s*\n*){2,}$/i;

function ofBody(said: Said): readonly Sign[] {
  const { request, body, prose, code } = said;
  const signs: Sign[] = [];
  const written = `${request.title}\n${request.body}`;
  if (body.some(({ tokens }) => named.in(tokens))) signs.push([1, program]);
  if (body.some(({ tokens }) => otherTable.in(tokens))) signs.push([1, 'tables that are in no database']);
  const parts = partsOfReport(request.body);
  if (parts > 0) signs.push([Math.min(parts, 2), 'a fault of a program']);
  if (showsRun(said)) signs.push([2, 'a fault of a program']);
  if (wholePrograms.test(code)) signs.push([3, program]);
  if (clientCalls.test(request.body)) signs.push([2, program]);
  if (offers.test(request.body)) signs.push([2, program]);
  else if (searches.test(request.body)) signs.push([1, program]);
  if (versions.test(request.body)) signs.push([1, program]);
  if (graphTypes.test(written)) signs.push([2, 'the types of an interface']);
  if (saidInDocuments.test(written)) signs.push([4, 'documents']);
  if (toMakers.test(request.body)) signs.push([2, program]);
  if (helps.test(prose)) signs.push([2, 'a question']);
  if (shownTables.test(prose)) signs.push([4, 'columns of a page']);
  if (moved.test(request.body)) signs.push([1, program]);
  if (placeholders.test(`${code}\n${prose}`)) signs.push([2, program]);
  if ((written.match(documentStores)?.length ?? 0) > 1 && !relationalStores.test(written))
    signs.push([7, 'a store of documents']);
  if (foreignCode.test(code)) signs.push([3, 'tables that are in no database']);
  if (overviews.test(request.body) || (onlyLinks.test(request.body) && !structures.test(request.title)))
    signs.push([2, 'other issues']);
  const pages = body.reduce((sum, { tokens }) => sum + page.count(tokens), 0);
  if (pages >= 4) signs.push([pages >= 8 ? 2 : 1, 'the web page']);
  return signs;
}

const inCode = /\b(?:from|into|table|on|update|model|class|join)\s+[`"]?(?:public[`"]?\.[`"]?)?(\w+)/gi;
const created = /\bcreate table(?: if not exists)? [`"]?(\w+)/gi;
const altered = /\balter table(?: if exists)?(?: only)?\s+[`"]?(?:public[`"]?\.[`"]?)?(\w+)/gi;

const slow = /\b(?:slow\w*|performance)\b/i;

/** `a user can …`: whoever works with a program, and no table of that name. */
const people: ReadonlySet<string> = new Set('user users'.split(' '));
const isTableNoun = (token: Token | undefined): boolean =>
  /^(?:tables?|model|entity|rows?|records?|columns?|fields?)$/.test(token?.low ?? '');
const withoutPeople = (tokens: readonly Token[]): readonly Token[] =>
  tokens.filter(
    ({ kind, low }, at) =>
      !(kind === 'word' && people.has(low)) || isTableNoun(tokens[at + 1]) || isTableNoun(tokens[at - 1]),
  );

/** Code that names a table of this schema in such a place. */
const namesHere = ({ own, context: { names } }: Said, form: RegExp): boolean =>
  [...own.matchAll(form)].some(([, name = '']) => names.knownTable(name) !== undefined);

function ofSchema(said: Said): readonly Sign[] {
  const { title, titleText, body, prose, code, context } = said;
  const { knownTable } = context.names;
  const signs: number[] = [];
  const made = [...code.matchAll(created)].map(([, name = '']) => name);
  // A table that is in no schema here, to show what goes wrong.
  if (faults.test(titleText) && made.length > 0 && made.every((name) => knownTable(name) === undefined))
    signs.push(1);
  const orders =
    (verbs.startsAt(title, 0) && !/^set ?up/i.test(titleText) && !said.reports) ||
    /\b(?:should|needs?|must|has to|missing|lacks?)\b/i.test(titleText);
  const isFeature = features.test(titleText);
  const ofOther =
    isFeature ||
    interfaces.test(titleText) ||
    pageColumns.test(titleText) ||
    shownTables.test(prose) ||
    otherTable.in(title) ||
    foreignCode.test(code);
  if (orders && !ofOther) {
    if (structures.test(titleText)) signs.push(-3);
    else if (database.in(title) && !running.in(title) && !tool.in(title) && !architecture.test(titleText))
      signs.push(-2);
  }
  // `How come a price of -3 got through?` above `Add CHECK (price >= 0) to products.`
  const answered = body.some(
    ({ tokens, asks }) => !asks && verbs.startsAt(tokens, 0) && tablesIn(tokens, context).length > 0,
  );
  if (said.asks && answered) signs.push(-3);
  if (remedies.test(prose)) signs.push(isFeature ? -1 : -2);
  const shows = showsRun(said);
  if (namesHere(said, altered)) signs.push(shows ? 0 : -4);
  else if (namesHere(said, inCode)) signs.push(shows ? 0 : -2);
  else if (
    ![
      faults.test(titleText) ? withoutPeople(title) : title,
      ...body.map((one) => withoutPeople(one.tokens)),
    ].some((one) => tablesIn(one, context).length > 0)
  )
    signs.push(1);
  if (lengths.test(prose)) signs.push(-1);
  if (skews.test(titleText)) signs.push(-4);
  if (tablesIn(ofOther ? withoutPeople(title) : title, context).length > 0) signs.push(-2);
  if (namesThings(title, context)) signs.push(-2);
  const isDotted = (token: Token): boolean =>
    token.text.includes('.') && tablesIn([token], context).length > 0;
  if (!shows && body.some(({ tokens }) => namesThings(tokens, context) || tokens.some(isDotted)))
    signs.push(-2);
  if (keeps.test(prose)) signs.push(-2);
  if (schemaWork.test(prose) && !isFeature && !faults.test(titleText)) signs.push(-3);
  if (!isFeature && !faults.test(titleText) && title.some(({ kind }) => kind === 'code')) signs.push(-1);
  if (slow.test(titleText) || (slow.test(prose) && !isFeature && !said.asks)) signs.push(-2);
  return signs.map((weight) => [weight, '']);
}

const codeOf = (exhibits: readonly Exhibit[]): string =>
  exhibits.flatMap(({ content }) => (content.kind === 'code' ? [content.text] : [])).join('\n');

/** Undefined where the signs for a program do not outweigh those for this schema. */
export function aboutProgram(
  request: { readonly title: string; readonly body: string },
  sentences: readonly Sentence[],
  exhibits: readonly Exhibit[],
  context: ReadingContext,
): ProgramSigns | undefined {
  const title = sentences.filter(({ from }) => from === 'title');
  const body = sentences.filter(({ from }) => from !== 'title');
  const said: Said = {
    request,
    title: title.flatMap(({ tokens }) => tokens),
    titleText: title.map(({ tokens }) => textOf(tokens)).join(' '),
    asks: title.some(isQuestion),
    reports: title.some(isReport),
    body,
    prose: [...title, ...body].map(({ tokens }) => textOf(tokens)).join('\n'),
    code: codeOf(exhibits),
    own: codeOf(exhibits.filter(({ section }) => !isContextSection(section))),
    context,
  };
  const signs = [...ofTitle(said), ...ofBody(said), ...ofSchema(said)];
  const weight = signs.reduce((sum, [one]) => sum + one, 0);
  // What is shown or broken may be of this schema, whatever words stand around it.
  const open =
    lengths.test(said.prose) || schemaFaults.test(said.prose) || (namesHere(said, inCode) && !showsRun(said));
  const words = open ? 0 : wordWeight(request);
  if (weight + words < enough) return undefined;
  const [, about] = signs.reduce<Sign>(
    (most, one) => (one[1] !== '' && one[0] > most[0] ? one : most),
    [0, program],
  );
  return { weight, sure: weight >= enough, about };
}

/** `asked`: it would be answered with a question anyway. */
export const isBeyondDoubt = ({ weight }: ProgramSigns, asked: boolean): boolean =>
  weight >= (asked ? beyondDoubt - 1 : beyondDoubt);
