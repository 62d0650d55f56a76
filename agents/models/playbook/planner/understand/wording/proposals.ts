import { phrases } from '../../lexicon/phrases.ts';
import { changeVerbs } from '../../lexicon/signals.ts';
import { words } from '../../lexicon/words.ts';
import { Phrases } from '../../text/phrases.ts';
import { type Token, tokenize } from '../../text/tokens.ts';

const verbs = new Phrases(changeVerbs);
const leads: ReadonlySet<string> = new Set(
  'proposed need proposal suggestion suggested solution fix todo needed wanted required missing idea'.split(
    ' ',
  ),
);
/** Nouns that a proposal of a few words is headed by. */
export const nouns = new Phrases([
  'index',
  'composite index',
  'compound index',
  'partial index',
  'unique index',
  'unique constraint',
  'foreign key',
  'check constraint',
  'an index',
  'a composite index',
  'a unique index',
  'a unique constraint',
  'a foreign key',
  'new column',
  'a new column',
  'a column',
]);
const mostOfLead = 4;
const things: ReadonlySet<string> = new Set('column field table index enum'.split(' '));
/** `a `source` column on tasks` */
const isMarkedThing = ([article, name, noun]: readonly Token[]): boolean =>
  (article?.kind === 'code' && name?.text === '(') ||
  (/^(?:an?|new)$/.test(article?.low ?? '') && name?.kind === 'code' && things.has(noun?.low ?? ''));
const [add] = tokenize('add');

const helps = new Phrases(words.fixes);
const objects: ReadonlySet<string> = new Set(['index', 'constraint', 'check', 'cascade', 'key']);
const heads: ReadonlySet<string> = new Set(['a', 'an', 'adding', 'creating', 'index', 'unique', 'composite']);
/** Behind what helps: whom, or that it was tried. */
const mostBehind = 4;

/** `An index on tasks.status would help`: the remedy, as an order. */
function remedy(tokens: readonly Token[]): readonly Token[] | undefined {
  const at = helps.find(tokens);
  const [head] = tokens;
  const said = tokens.slice(0, at);
  const behind = tokens.slice(at + helps.lengthAt(tokens, at));
  const short = behind.length <= mostBehind && !behind.some((_, index) => verbs.startsAt(behind, index));
  if (at < 3 || !add || !short || !heads.has(head?.low ?? '')) return undefined;
  if (!said.slice(0, 5).some(({ low }) => objects.has(low))) return undefined;
  return [add, ...(/^(?:adding|creating)$/.test(head?.low ?? '') ? said.slice(1) : said)];
}

const lacking = new Phrases(
  phrases(
    'there should be | there must be | there shall be | there has to be | there have to be | there needs to be | there need to be | there ought to be | we are missing | we lack',
  ).concat("we're missing"),
);
const rules: ReadonlySet<string> = new Set([...objects, 'uniqueness', 'indexes', 'indices', 'constraints']);
const mostBeforeRule = 4;

/** `There needs to be a unique constraint on …`: the rule that is lacked, as an order. */
function lacked(tokens: readonly Token[]): readonly Token[] | undefined {
  const rest = tokens.slice(lacking.lengthAt(tokens, 0));
  const ruled = rest.slice(0, mostBeforeRule).some(({ low }) => rules.has(low));
  return add && ruled && rest.length < tokens.length ? [add, ...rest] : undefined;
}

const isTableSpan = ({ kind, text }: Token): boolean => kind === 'code' && /^\w+ ?\([\w, ]+\)$/.test(text);

/** `Proposed: composite index on …`: an order without its verb. */
export function asOrder(tokens: readonly Token[], ordered = false): readonly Token[] {
  // Beside an index that was ordered, one that would help is another or the same: nobody can tell.
  const helping = ordered ? undefined : remedy(tokens);
  if (helping) return helping;
  const missing = lacked(tokens);
  if (missing) return missing;
  // `` Missing index on `pages(updated_at)` ``: on what, is said.
  const spanned = tokens[0]?.low === 'missing' && nouns.startsAt(tokens, 1) && tokens.some(isTableSpan);
  if (spanned && add) return [add, ...tokens.slice(1)];
  if (tokens[0]?.low === 'consider' && /^(?:adding|creating)$/.test(tokens[1]?.low ?? '') && add)
    return [add, ...tokens.slice(2)];
  const colon = tokens.findIndex(({ text }) => text === ':');
  const lead = colon > 0 && colon < mostOfLead && tokens.slice(0, colon).some(({ low }) => leads.has(low));
  if (!lead || !add) return tokens;
  const rest = tokens.slice(colon + 1);
  if (verbs.startsAt(rest, 0)) return rest;
  return nouns.startsAt(rest, 0) || isMarkedThing(rest) ? [add, ...rest] : tokens;
}
