import type { ReadingContext } from '../../grammar/slots/context.ts';
import { phrases } from '../../lexicon/phrases.ts';
import { words } from '../../lexicon/words.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Sentence } from '../../text/sentences.ts';
import { type Token, textOf, tokenize } from '../../text/tokens.ts';

const prepositions: ReadonlySet<string> = new Set('in to on for of from at'.split(' '));
const fillers: ReadonlySet<string> = new Set([
  ...words.the,
  ...words.table,
  ...'of models model entities below'.split(' '),
]);
const several = new Phrases(
  phrases(`these tables | those tables | all tables | all our tables | all the tables | all of the tables | most tables | every table | each table |
    multiple tables | several tables | some tables | many tables | other tables | both tables | various tables | the following tables | tables below | all models | all entities |
    alle tabellen | allen tabellen | todas las tablas | toutes les tables | todas as tabelas`),
);
const counted =
  /\b(?:(?:these|those|the|all)\s+)?(?:\d{1,2}|two|three|four|five|six)\s+(?:other\s+)?tables\b/i;

/** Where `… to the following tables:` begins at the end of a sentence; -1 where it does not. */
function tailOf(tokens: readonly Token[]): number {
  if (tokens.at(-1)?.text !== ':') return -1;
  let at = tokens.length - 2;
  while (at > 0 && fillers.has(tokens[at]?.low ?? '')) at -= 1;
  return at > 0 && prepositions.has(tokens[at]?.low ?? '') ? at : -1;
}

const tableAlone = ({ tokens, from, checked }: Sentence, { names }: ReadingContext): Token | undefined => {
  const named = tokens.filter(({ low, kind }) => kind !== 'punct' && !fillers.has(low));
  const [only] = named;
  const alone = from === 'item' && checked !== true && named.length === 1;
  return alone && only && names.knownTable(only.text) ? only : undefined;
};

/** `Add created_at to the following tables:` above a list of tables: the same request for each of them. */
export function forEachTable(sentences: readonly Sentence[], context: ReadingContext): readonly Sentence[] {
  const given: Sentence[] = [];
  for (let at = 0; at < sentences.length; at += 1) {
    const sentence = sentences[at];
    if (!sentence) continue;
    const tail = tailOf(sentence.tokens);
    const tables: Token[] = [];
    while (tail !== -1) {
      const next = sentences[at + 1 + tables.length];
      const table = next && tableAlone(next, context);
      if (!table) break;
      tables.push(table);
    }
    if (tables.length === 0) given.push(sentence);
    for (const table of tables)
      given.push({
        ...sentence,
        tokens: [...sentence.tokens.slice(0, tail + 1), { ...table, spaced: true }],
      });
    at += tables.length;
  }
  return given;
}

const tablesLead =
  /^(?:the )?(?:affected |following |relevant |target |these )*tables\b[^.]*:$|^(?:which|target|affected) tables:?$/i;

/** `Add created_by in all tables`, and further below `Tables: …` above a list of them: in each of these. */
export function forListedTables(
  sentences: readonly Sentence[],
  context: ReadingContext,
): readonly Sentence[] {
  const lead = sentences.findIndex(
    ({ tokens, from }) => from !== 'title' && from !== 'item' && tablesLead.test(textOf(tokens)),
  );
  if (lead === -1) return sentences;
  const tables: Token[] = [];
  for (const sentence of sentences.slice(lead + 1)) {
    const table = tableAlone(sentence, context);
    if (!table) break;
    tables.push(table);
  }
  const asking = sentences.filter(({ tokens }) => severalAt(tokens) !== -1);
  if (tables.length === 0 || asking.length === 0) return sentences;
  return sentences.flatMap((sentence, at) => {
    if (at >= lead && at <= lead + tables.length) return [];
    const start = severalAt(sentence.tokens);
    if (start === -1) return [sentence];
    const behind = sentence.tokens.slice(start + several.lengthAt(sentence.tokens, start));
    return tables.map((table) => ({
      ...sentence,
      tokens: [...sentence.tokens.slice(0, start), { ...table, spaced: true }, ...behind],
    }));
  });
}

/** Where `all tables` stands behind a preposition. */
const severalAt = (tokens: readonly Token[]): number => {
  const at = several.find(tokens);
  return at > 0 && prepositions.has(tokens[at - 1]?.low ?? '') ? at : -1;
};

const unprotected =
  /\b(?:rls|row[- ]level security)\b(?: \w+){0,2} (?:not|n't) (?:been )?(?:enabled|on|set)|\b(?:rls|row[- ]level security) (?:is )?(?:disabled|missing|off)\b|\b(?:no|missing|without|lack(?:s|ing)?) (?:rls|row[- ]level security)\b/i;
const listLead: ReadonlySet<string> = new Set(
  'affected tables table the following these are list of : public schema in flagged entities'.split(' '),
);

/** A finding `RLS not enabled` above `Tables:` and a list of them: what it lacks is ordered for each. */
export function withFoundTables(
  sentences: readonly Sentence[],
  context: ReadingContext,
): readonly Sentence[] {
  const finding = sentences.findIndex(({ tokens }) => unprotected.test(textOf(tokens)));
  if (finding === -1) return sentences;
  const policies = sentences.some(({ tokens }) => tokens.some(({ low }) => /^polic(?:y|ies)$/.test(low)));
  if (policies) return sentences;
  let listed = false;
  return sentences.map((sentence, at) => {
    const { tokens, from } = sentence;
    const table = at > finding ? tableAlone(sentence, context) : undefined;
    if (from !== 'item') listed = at > finding && tokens.every(({ low }) => listLead.has(low));
    return listed && table
      ? { ...sentence, from: 'paragraph', tokens: [...tokenize('enable RLS on'), { ...table, spaced: true }] }
      : sentence;
  });
}

const bothTables = new Phrases(['both tables']);
const theTwo = new Phrases(
  phrases(
    'the two tables | those two tables | these two tables | those tables | these tables | those two | these two | the two | them',
  ),
);

/** `Both tables need …`, `a constraint between those two` where the text names two tables: each of them. */
export function withBoth(sentences: readonly Sentence[], { names }: ReadingContext): readonly Sentence[] {
  const named = new Map<string, Token>();
  for (const token of sentences.flatMap(({ tokens }) => tokens)) {
    const table = token.kind === 'punct' ? undefined : names.knownTable(token.text);
    if (table && !named.has(table.name)) named.set(table.name, token);
  }
  const [first, second, ...others] = [...named.values()];
  if (!first || !second || others.length > 0) return sentences;
  const [and] = tokenize('and');
  return sentences.map((sentence) => {
    const { tokens } = sentence;
    const length = (at: number): number =>
      bothTables.lengthAt(tokens, at) ||
      (tokens[at - 1]?.low === 'between' && theTwo.lengthAt(tokens, at)) ||
      0;
    const at = tokens.findIndex((_, index) => length(index) > 0);
    if (at === -1 || !and) return sentence;
    const both = [first, and, second].map((token) => ({ ...token, spaced: true }));
    return { ...sentence, tokens: [...tokens.slice(0, at), ...both, ...tokens.slice(at + length(at))] };
  });
}

/** `in these four tables`: tables that the text counts and does not name. */
export function severalTables({ tokens }: Sentence): string | undefined {
  const at = several.find(tokens);
  if (at !== -1) return textOf(tokens.slice(at, at + several.lengthAt(tokens, at)));
  return counted.exec(textOf(tokens))?.[0];
}
