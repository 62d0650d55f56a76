import { type Block, isOrderLine, plain, readBlocks } from './blocks.ts';
import { readForm } from './form-fields.ts';
import { withPlainValues } from './inline-values.ts';
import { readOperationForm } from './operation-form.ts';
import { withoutAnswers } from './psql.ts';
import { asWished, isSymptom, labelledParts, toldLabel, withoutWishLabel } from './report-labels.ts';
import { withSpelledTables } from './spelled-tables.ts';
import { fold, type Token, textOf, tokenize } from './tokens.ts';
import { checkSentence, checkSentences } from './too-long.ts';

export interface Sentence {
  readonly tokens: readonly Token[];
  readonly from: 'title' | 'heading' | 'paragraph' | 'item' | 'quote';
  /** Folded text of the heading above, '' above the first. */
  readonly section: string;
  readonly depth: number;
  readonly checked: boolean | null;
  /** Sentences of one paragraph or item share it. */
  readonly block: number;
  /** Ends with a question mark. */
  readonly asks: boolean;
  /** Stands in a list of what shall be done to the database: what it says is wanted, however it is worded. */
  readonly ordered?: boolean;
  /** One of several columns that stood in one sentence. */
  readonly inline?: boolean;
  /** Its block closes a quotation and goes on with a statement, as an attack on SQL does. */
  readonly attack: boolean;
}

/** A code block or a table, with the number of the block, so that it can be placed among the sentences. */
export interface Exhibit {
  readonly block: number;
  readonly section: string;
  readonly content: Extract<Block, { kind: 'code' | 'table' }>;
}

export interface RequestText {
  readonly sentences: readonly Sentence[];
  readonly exhibits: readonly Exhibit[];
}

const abbreviations = new Set('e.g i.e etc vs approx incl resp bzw z.b p.ex ej max min'.split(' '));
const ends = new Set(['.', '!', '?', ';']);

/** A dot ends a sentence unless it follows an abbreviation or stands inside a word. */
function splitTokens(tokens: readonly Token[]): { tokens: Token[]; asks: boolean }[] {
  const parts: { tokens: Token[]; asks: boolean }[] = [];
  let part: Token[] = [];
  tokens.forEach((token, index) => {
    const next = tokens[index + 1];
    const before = tokens[index - 1];
    const stops =
      token.kind === 'punct' &&
      ends.has(token.text) &&
      (next === undefined || next.spaced) &&
      !(token.text === '.' && before !== undefined && next !== undefined && abbreviations.has(before.low));
    if (!stops) {
      part.push(token);
      return;
    }
    if (part.length > 0) parts.push({ tokens: part, asks: token.text === '?' });
    part = [];
  });
  if (part.length > 0) parts.push({ tokens: part, asks: false });
  return parts;
}

export const splitText = (text: string): readonly (readonly Token[])[] =>
  splitTokens(tokenize(text)).map(({ tokens }) => tokens);

/** `¿Deberíamos …?`: how a sentence ends says the same. */
const openingMarks = /(?<!\S)[¿¡]+(?=\p{L})/gu;

const attacks = /['"]\s*\)?\s*;\s*(?:drop|delete|update|insert|alter|truncate|grant|create)\b/i;

/** `[Feature]:`, `feat(db):`, `DB:` in front of a title say nothing that the planner reads. */
const titlePrefix =
  /^[^\p{L}\p{N}`"'(¿¡[]+|^\s*(?:\[(?!(?:wont ?fix|won't fix|rejected|declined|withdrawn|on hold|discussion|discuss|question)\])[^\]]{1,30}\]\s*:?\s*)+|^\s*(?:[A-Z]{1,8}-?\d{1,6}|\d+(?:\.\d+)+|(?:issue|task|ticket|step|story|card|tarefa|tarea|tache|tâche|aufgabe|historia|etapa|paso|passo)\s*#?\d+(?:\.\d+)*)\s*[-–—:.⁃]\s+|^\s*[A-Z]{2,8}-\d{1,6}\s+|^\s*(?:feat|fix|chore|refactor|task|feature|feature request|enhancement|improvement|proposal|idea|misc|hotfix|backend|be|story|user story|epic|subtask|sub-task|bug report|db|database|schema|migration|bug|request|perf|sql|postgres|pg|core|deps)(?:\([\w\s/-]*\))?!?\s*:\s*/iu;

/** `(#12)`, `(PROJ-649)`, `(migration 0054)`: where else it is spoken of. */
const crossReference =
  /\s*\((?:(?:see|part of|refs?|closes|fixes|issue|pr|ticket|via)\s+)?(?:#\d+|[A-Z]{2,}-\d+)\)|\s*\((?:migration|step|sub-step) #?\d+\)|(?<=\bmigration)\s*\(\d{1,5}\)/gi;
/** `numeric(11, 2) or similar`: the first is as good. */
const orSimilar = /,? or (?:something )?(?:similar|equivalent|the like|like (?:that|it))(?=\s*(?:[.;)]|$))/gi;
/** `a unique constraint / index on …`: one rule, in two names. */
const eitherRule =
  /\b(unique (?:constraint|index))\s*(?:\/|or(?: an?)?)\s*(?:unique )?(?:constraint|index|key)\b/gi;
/** `(follow-up of #12)` at the end of a title. */
const aside = /\s*\([^()`]*#\d+[^()`]*\)\s*$/;
/** Of what only tells. */
const toldSection = 'steps to reproduce';
const problem = /^\W*is your feature request related to a problem\b/i;
/** Of a form whose one answer stands under the question for the problem: there it says what is wanted, too. */
const withOnlyAnswer = (blocks: readonly Block[]): readonly Block[] =>
  blocks.some((block) => block.kind === 'heading' && !problem.test(block.text))
    ? blocks
    : blocks.filter((block) => block.kind !== 'heading');

/** `Added index on …` as the title of what is to be merged. */
const madeTitle = /^added (?=(?:an?|the|new|missing|unique|index|column|`)\b)/i;

/** A text that a script wrote has `\\n` where its lines end. */
const withLineBreaks = (body: string): string =>
  /\\n/.test(body) && (!body.trim().includes('\n') || /\\n\\n/.test(body))
    ? body.replace(/\\r?\\?n/g, '\n')
    : body;

const takesAway = /^\W*(?:drop|remove|delete|truncate|revoke|purge|wipe|erase|clean|undo|roll back)\b/i;
const somebodySays =
  /\b(?:wrote|writes|said|says|asked|suggest(?:s|ed)|told|mentioned|comment(?:s|ed)|repl(?:y|ies|ied)|proposed|posted|according to|quot(?:e|ing))\b/i;
/** A quotation of several lines, of somebody named above, or that takes something away is somebody else's. */
const isHint = (text: string, above: Block | undefined): boolean =>
  isOrderLine(text) &&
  !takesAway.test(text) &&
  above?.kind !== 'quote' &&
  !(above?.kind === 'paragraph' && somebodySays.test(above.text));

export function readText(request: { readonly title: string; readonly body: string }): RequestText {
  const sentences: Sentence[] = [];
  const exhibits: Exhibit[] = [];
  let section = '';
  const push = (text: string, block: number, rest: Pick<Sentence, 'from' | 'depth' | 'checked'>) => {
    const attack = attacks.test(text);
    const said = text
      .replace(openingMarks, '')
      .replace(crossReference, '')
      .replace(orSimilar, '')
      .replace(eitherRule, '$1');
    for (const part of splitTokens(tokenize(withPlainValues(said)))) {
      checkSentence(part.tokens.length, () => textOf(part.tokens.slice(0, 40)));
      sentences.push({ ...part, ...rest, section, block, attack });
    }
    checkSentences(sentences.length);
  };
  const title = plain(request.title)
    .replace(titlePrefix, '')
    .replace(titlePrefix, '')
    .replace(titlePrefix, '')
    .replace(aside, '')
    .trim()
    .replace(madeTitle, 'Add ');
  if (isSymptom(request.title) && request.body.trim() !== '') section = 'problem';
  push(title, -1, { from: 'title', depth: 0, checked: null });
  section = '';
  const whole = `${request.title}\n${request.body}`;
  /** A label of its own line, with the list and the code right below it. */
  let lead = '';
  const blocks = readForm(
    readOperationForm(
      withOnlyAnswer(readBlocks(withSpelledTables(withoutAnswers(withLineBreaks(request.body))))),
    ),
  );
  blocks.forEach((block, index) => {
    if (block.kind === 'code' || block.kind === 'table') {
      exhibits.push({ block: index, section: lead === '' ? section : toldSection, content: block });
      return;
    }
    const parts = labelledParts(block.text);
    const only = block.kind === 'paragraph' && /:\s*$/.test(block.text);
    if (block.kind !== 'item') lead = only ? toldLabel(block.text, whole) : '';
    if (block.kind === 'heading')
      // `3. Test plan (unit)` is a test plan.
      section = fold(block.text.replace(/\s*\([^)]*\)/g, '').replace(/^\s*\d+(?:\.\d+)*[.)]?\s+/, ''))
        .replace(/[^\p{L}\p{N}\- ]/gu, '')
        .trim();
    const checked = block.kind === 'item' ? block.checked : null;
    // A line set apart at the end that nothing answers and that orders is a hint of the same writer.
    const hint =
      block.kind === 'quote' &&
      index > 0 &&
      index === blocks.length - 1 &&
      isHint(block.text, blocks[index - 1]);
    const rest = {
      from: hint ? 'paragraph' : block.kind,
      depth: block.kind === 'item' ? block.depth : 0,
      checked,
    } as const;
    const own = section;
    for (const part of parts) {
      const told = lead !== '' || (block.kind !== 'heading' && toldLabel(part, whole) !== '');
      section = told ? toldSection : own;
      push(asWished(withoutWishLabel(part), own), index, rest);
    }
    section = own;
  });
  return { sentences, exhibits };
}
