import { type Token, textOf, tokenize } from '../../text/tokens.ts';

const role =
  /^(?:as (?:an?|the) [\w /'-]{2,40}?,? i (?:want|need|would like) to (?=(?:create|add|write|have) (?:an?|the|new)\b)|(?:i|we) (?:want|need|would like) to (?=(?:store|save|record|persist) \w))/i;
/** `As a reader I should have a rating on …` */
const having =
  /^as (?:an?|the) [\w /'-]{2,40}?,? i (?:should|must|want to|would like to|need to) (?:be able to )?(?=have (?:an?|the)\b)/i;
const asType = /^(?:define|set|declare|make) (?:the |this )?(?:column|field) as (?=\S)/i;

/** `As a developer, I want to add …`, `We want to store …`: who wants it; `define the column as …`: what was spoken of. */
export function withoutStoryLead(tokens: readonly Token[]): readonly Token[] {
  const said = textOf(tokens);
  const [lead] = role.exec(said) ?? [];
  if (lead !== undefined) {
    const at = tokens.findIndex(
      ({ low }, index) => low === 'to' && /^(?:want|need|like)$/.test(tokens[index - 1]?.low ?? ''),
    );
    return at === -1 ? tokens : tokens.slice(at + 1);
  }
  if (having.test(said)) return tokens.slice(tokens.findIndex(({ low }) => low === 'have'));
  if (!asType.test(said)) return tokens;
  const at = tokens.findIndex(({ low }) => low === 'as');
  return [...tokenize('it should be'), ...tokens.slice(at + 1)];
}
