import type { ReadingContext } from '../../grammar/slots/context.ts';
import { changeVerbs } from '../../lexicon/signals.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Sentence } from '../../text/sentences.ts';
import { fold, textOf, tokenize } from '../../text/tokens.ts';
import { isOfPage } from '../about/of-page.ts';
import { tablesIn } from '../mentioned.ts';
import { corrected, deferred, doubtful } from '../told/contexts.ts';
import { fieldLine } from './field-line.ts';

/* `Add more profile fields`, `The following fields should be added:` above a list of names: columns of a table. */

const nouns = '(?:columns?|fields?|attributes?|property|properties|information|infos?|details)';
const more =
  '(?:the|these|those|some|following|new|more|additional|extra|missing|other|further|necessary|required|needed|basic|few|a|several|two|three|four|five|\\d+|database|db)';
const verb =
  '(?:add|adding|introduce|include|create|insert|implement|append|put|need|needs|want|should have|should include|must have|lacks?|is missing|gets)';
const thing = '(?:models?|entity|entities|tables?|objects?|schemas?|classes|class|profiles?|records?)';
const lead =
  '(?:(?!if |unless |maybe |perhaps )[^,:]{1,40}, )?(?:(?:please|also|we|i|we|should|need to|must|have to|can you|could you) )*';
/** What for, or where else: nothing of the columns. */
const aside =
  '(?<aside> (?:for|so that|so|to|in order to|when|while|during|as|because|which|that)\\b[^:]*| ?(?:&|,|and) (?:the |its |our |their )?(?:\\w+ )?(?:form|page|screen|view|dialog|api|ui|signup|frontend|admin)s?)?\\s*[:.]?$';
/** Of these it may be more than that. */
const ordering =
  /\b(?:drop|remove|delete|rename|index|unique|not|null|key|default|migrate|backfill|copy|move|except|only|if|unless|but|nullable)\b/;
/** `T` stands for the name of the table, with its nouns. */
const heads: readonly RegExp[] = [
  `^${lead}${verb}(?: in)?(?: ${more})*(?: T)?(?: ${more})* ${nouns}(?: (?:to|in|on|for|into|of|inside)(?: ${more})* T)?${aside}`,
  `^${lead}${verb} (?:to|in|on|into)(?: ${more})* T(?:(?: ${more})* ${nouns})?${aside}`,
  `^${lead}(?:the )?T (?:needs?|should (?:have|include|contain|get)|must (?:have|include|contain)|requires?|lacks?|is missing|gets)(?: to have| to include)?(?: ${more})*(?: ${nouns})?${aside}`,
  `^${lead}(?:extend|expand|update|modify|change|enhance|augment|adjust)(?: ${more})* T(?: (?:with|by|to (?:include|have|add|contain|support))(?: ${more})*(?: ${nouns})?)${aside}`,
  `^(?:the )?(?:(?:following|these|new|missing|additional) )+${nouns} (?:should|need to|needs to|must|have to|are to|shall|to)? ?(?:be )?(?:added|created|included|stored)(?: (?:to|in|on|for)(?: ${more})* T)?${aside}`,
  `^(?:T ?[:–-]? )?(?:(?:new|more|additional|extra|missing) )+(?:T )?${nouns}(?: (?:to add|needed|required|(?:for|in|on|of)(?: ${more})* T))?\\s*[:.]?$`,
  `^${nouns} (?:to (?:be )?add(?:ed)?|needed|required|to include)(?: (?:to|in|on|for)(?: ${more})* T)?\\s*[:.]?$`,
].map((one) => new RegExp(one));
const longest = 26;
const verbs = new Phrases([...changeVerbs, 'write', 'run', 'test', 'ensure', 'make sure', 'verify', 'show']);
/** The list is not whole, or not settled. */
const open = /\betc\b|\.\.\.|…|\?|\bmaybe\b|\bperhaps\b|\bor similar\b|\btbd\b/i;
const longestName = 3;

const isField = ({ tokens, checked, asks }: Sentence, context: ReadingContext): boolean => {
  const line = asks || checked === true ? undefined : fieldLine(tokens, context);
  return (
    line !== undefined &&
    line.name.text.split(/[ _]/).length <= longestName + (line.name.marked ? longestName : 0) &&
    !open.test(textOf(tokens)) &&
    (!verbs.startsAt(tokens, 0) || tokens.length === 1 || line.name.marked) &&
    context.names.knownTable(line.name.text) === undefined
  );
};

/** The lines of a list right below, or of names that stand one below the other. */
function linesBelow(sentences: readonly Sentence[], at: number): readonly Sentence[] {
  const head = sentences[at] as Sentence;
  const first = sentences[at + 1];
  if (!first || first.from === 'title' || first.from === 'heading' || first.from === 'quote') return [];
  const isLine = (one: Sentence): boolean =>
    first.from === 'item'
      ? one.from === 'item' && (head.from !== 'item' || one.depth > head.depth)
      : one.from === 'paragraph' && one.tokens[0]?.kind === 'code' && first.tokens[0]?.kind === 'code';
  const end = sentences.findIndex((one, index) => index > at && !isLine(one));
  const lines = sentences.slice(at + 1, end === -1 ? undefined : end);
  return new Set(lines.map(({ block }) => block)).size === lines.length ? lines : [];
}

/** Which table a head is about, by itself or by the title; undefined where it is no head. */
function tableOf(head: Sentence, title: readonly Sentence[], context: ReadingContext): string | undefined {
  if (head.asks || head.checked === true || head.tokens.length > longest) return undefined;
  if ([doubtful, deferred, corrected].some((one) => one(head.tokens))) return undefined;
  const own = tablesIn(head.tokens, context);
  const page = title.some(({ tokens }) => isOfPage(fold(textOf(tokens)), context.names));
  if (own.length === 0 && page) return undefined;
  const [table, ...others] = new Set(
    own.length > 0 ? own : title.flatMap(({ tokens }) => tablesIn(tokens, context)),
  );
  if (!table || others.length > 0) return undefined;
  const text = fold(textOf(head.tokens)).replaceAll('`', '');
  // Each place where the name may stand, as `T`.
  const places = own.length === 0 ? [text] : placed(text, table.name, context);
  const heading = places
    .flatMap((said) => heads.map((form) => form.exec(said)))
    .find((found) => found !== null && !ordering.test(found.groups?.aside ?? ''));
  return heading ? table.name : undefined;
}

const noun = new RegExp(`^(?:${thing})$`);
function placed(text: string, table: string, { names }: ReadingContext): readonly string[] {
  const words = text.split(' ');
  return words.flatMap((word, at) =>
    [2, 1].flatMap((length) => {
      const name = words.slice(at, at + length).join('_');
      if (names.knownTable(name)?.name !== table || word === '') return [];
      const behind = words.slice(at + length);
      const rest = noun.test(behind[0] ?? '') ? behind.slice(1) : behind;
      return [[...words.slice(0, at), 'T', ...rest].join(' ')];
    }),
  );
}

export function withListedFields(
  sentences: readonly Sentence[],
  context: ReadingContext,
): readonly Sentence[] {
  const title = sentences.filter(({ from }) => from === 'title');
  return sentences.map((sentence, at) => {
    const lines = linesBelow(sentences, at);
    if (lines.length === 0 || !lines.every((one) => isField(one, context))) return sentence;
    const table = tableOf(sentence, title, context);
    return table === undefined ? sentence : { ...sentence, tokens: tokenize(`add columns to \`${table}\``) };
  });
}
