import type { ReadingContext } from '../../grammar/slots/context.ts';
import { phrases } from '../../lexicon/phrases.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Token } from '../../text/tokens.ts';

const wishes = new Phrases(
  phrases(`can we have | could we have | can we get | could we get | we have a | would be great if | would be nice if | would be good if | would be cool if | would be helpful if | would be useful if |
    would be great to | would be nice to | need another | need one more | we also need | we need a | we need an | need a | need an | needs a | needs an | can be at most | may be at most | may not exceed | must not exceed | cannot exceed | should not exceed | soft delete | no two | can have the same | may have the same | should support | should have | should also have | should be unique |
    should be required | should be at most | should be at least | should be one of | should be between | should get | must be unique | must be one of | must have unique | must have a | must be at most | must be at least |
    must be between | index on | indexes on | unique index | composite index`),
);
/** What follows these tells why. */
const reasons = new Phrases(
  phrases(
    'because | since | so that | so | which | that is why | as we | today | currently | weil | porque | car',
  ),
);
const values = /^(?:can|may|must|should) be$/;

/** `… and can we have a color on categories please`: beside a request one of its own, which no form read. */
export function wishesBeside(tokens: readonly Token[], context: ReadingContext): boolean {
  const reason = reasons.find(tokens);
  const said = reason === -1 ? tokens : tokens.slice(0, reason);
  const listed = said.some(
    (token, at) =>
      values.test(`${token.low} ${said[at + 1]?.low}`) &&
      said.slice(at + 2).some(({ low }) => low === 'or') &&
      said.slice(at + 2).some(({ text }) => text === ','),
  );
  // `the default of tasks.status should be published`
  const path = said.some(
    ({ text }) => context.names.knownTable(text.split('.').slice(0, -1).join('.')) !== undefined,
  );
  const demanded = path && said.some(({ low }) => low === 'should' || low === 'must');
  if (wishes.find(said) === -1 && !listed && !demanded) return false;
  return said.some(
    ({ text, kind }) =>
      kind !== 'punct' &&
      (context.names.knownTable(text) !== undefined || (text.length > 3 && context.hasColumn(text))),
  );
}
