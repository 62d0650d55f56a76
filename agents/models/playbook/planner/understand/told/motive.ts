import type { ReadingContext } from '../../grammar/slots/context.ts';
import { phrases } from '../../lexicon/phrases.ts';
import { Phrases } from '../../text/phrases.ts';
import { type Token, textOf } from '../../text/tokens.ts';
import { names } from '../unread/weight.ts';

const wanting = 'need to | needs to | want to | wants to | would like to | would love to | have to | has to';
const knowing =
  'know | see | find out | understand | tell | figure out | learn | be able to see | be able to tell';
const motives = new Phrases(
  phrases(wanting).flatMap((want) => phrases(knowing).map((know) => `${want} ${know}`)),
);
const letting = new Phrases(
  phrases(
    'should let | want to let | need to let | would like to let | have to let | should allow | want to allow | would like to allow',
  ).flatMap((lead) =>
    phrases('people | users | learners | teachers | them | our | customers | admins | everyone').map(
      (who) => `${lead} ${who}`,
    ),
  ),
);
/** Who wants to: `we`, `our teachers`. */
const mostBefore = 3;

/** `We need to know when a user was last seen`: why, where another sentence orders what. */
export function isMotive(tokens: readonly Token[]): boolean {
  const at = Math.max(motives.find(tokens), letting.find(tokens));
  return at !== -1 && at <= mostBefore && tokens.every(({ kind }) => kind !== 'code');
}

const niceToKnow =
  /^would(?:n't| not)? it be (?:nice|great|good|cool|helpful|useful|fun) to (?:know|see|be able to (?:see|tell))\b/i;

/** `It seems that the type is always changed`: what somebody saw, unless it says what is lacking. */
export const isImpression = (tokens: readonly Token[]): boolean =>
  niceToKnow.test(textOf(tokens)) || isSeen(tokens);
const isSeen = (tokens: readonly Token[]): boolean =>
  /^(?:it (?:seems|looks|appears)|seems|apparently)\b/i.test(textOf(tokens)) &&
  !/\b(?:need\w*|should|must|miss\w*|lack\w*|has to|have to|no|could|want\w*)\b/i.test(textOf(tokens));

const demands = new Phrases(
  phrases(
    'we need | we should | we would need | i need | i would add | please | let us | can we | could we | can you | could you',
  ).concat("we'd need", "let's", "i'd add", "i'd like", "we'd like"),
);
const orders: ReadonlySet<string> = new Set(
  'please add create drop remove rename change make set'.split(' '),
);

const newThing = /^(?:add|create|introduce|(?:an? )?new|an? `)/i;
const keeping: ReadonlySet<string> = new Set('store save keep track support record'.split(' '));
const mostBeforeVerb = 3;

/** `Let's store the link ourselves: new column …`: the colon says that the rest is how. */
const isWishToKeep = (tokens: readonly Token[], context: ReadingContext): boolean =>
  tokens.slice(0, mostBeforeVerb).some(({ low }) => keeping.has(low)) &&
  !tokens.some(({ low }) => low === 'and' || low === ',') &&
  !names(tokens, context);

/** `We want invite links, so we need a table …`: where the order begins, 0 where all of it is one. */
export function behindMotive(tokens: readonly Token[], context: ReadingContext): number {
  const colon = tokens.findIndex(({ text }) => text === ':');
  const head = tokens.slice(0, colon);
  if (colon > 1 && isWishToKeep(head, context) && newThing.test(textOf(tokens.slice(colon + 1))))
    return colon + 1;
  const at = tokens.findIndex(
    ({ low }, index) =>
      low === 'so' && tokens[index - 1]?.text === ',' && demands.startsAt(tokens, index + 1),
  );
  const motive = tokens.slice(0, at);
  if (at < 3 || names(motive, context) || orders.has(motive[0]?.low ?? '')) return 0;
  return motive.some(({ low }) => orders.has(low)) ? 0 : at + 1;
}
