import { type Token, tokenize } from '../text/tokens.ts';

const meant: ReadonlyMap<string, string> = new Map([
  ['uniq', 'unique'],
  ['indicies', 'indices'],
]);

/** `on_delete: :cascade`, `onDelete: 'cascade'`: as a mapper writes it. */
const ofMapper = /^on_?delete\b\W*(cascade|set_?null|restrict)\W*$/i;

/** Words of rules that trackers write otherwise. */
export const withSpelling = (tokens: readonly Token[]): readonly Token[] =>
  tokens.flatMap((token) => {
    const [, action] = (token.kind === 'code' && ofMapper.exec(token.text)) || [];
    if (action !== undefined)
      return tokenize(`on delete ${action.toLowerCase().replace(/_?null/, ' null')}`).map((one) => ({
        ...one,
        spaced: true,
      }));
    const low = token.kind === 'word' ? meant.get(token.low) : undefined;
    return low === undefined ? [token] : [{ ...token, text: low, low }];
  });
