import { type Token, textOf, tokenize } from '../../text/tokens.ts';

const article = '(?:the|an?|its|their)';
/** `Add a field to users to store the phone number`: what it holds is what it is called. */
const holder = new RegExp(
  `^((?:please )?(?:add|create|introduce)) ${article} (?:new )?(?:field|column|attribute) ((?:to|in|on|for) \\S+(?: \\S+){0,3}?) (?:to (?:be able to )?(?:store|hold|save|keep|record)|for|(?:that|which) (?:stores|holds)) ${article} (?:(\\w+) of ${article} )?([a-z]+(?: [a-z]+){0,2})$`,
  'i',
);
/** `We need a way to store …`, `Create a way of storing …` */
const way =
  /^(?:we (?:need|want|should have) |create |add |implement |provide )a (?:way|place) (?:of|to) (?=(?:stor|sav|record|keep))/i;

export function withStoredThing(tokens: readonly Token[]): readonly Token[] {
  const said = textOf(tokens);
  if (way.test(said)) {
    const at = tokens.findIndex(({ low }) =>
      /^(?:stor(?:e|ing)|sav(?:e|ing)|record(?:ing)?|keep(?:ing)?)$/.test(low),
    );
    return at === -1 ? tokens : [...tokenize('store'), ...tokens.slice(at + 1)];
  }
  const [, verb, place, part, thing = ''] = holder.exec(said) ?? [];
  if (verb === undefined) return tokens;
  return tokenize(
    `${verb} the column ${[...thing.split(' '), ...(part ? [part] : [])].join('_').toLowerCase()} ${place}`,
  );
}
