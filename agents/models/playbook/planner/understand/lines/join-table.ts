import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { displayName } from '../../resolve/schema-names.ts';
import type { Sentence } from '../../text/sentences.ts';
import { type Token, tokenize } from '../../text/tokens.ts';
import { keysBetween } from '../plain/tools.ts';

const sorts: ReadonlySet<string> = new Set('join junction pivot link linking association bridge'.split(' '));
const joints: ReadonlySet<string> = new Set('between of for and the'.split(' '));
const made: ReadonlySet<string> = new Set('a an new create add introduce make'.split(' '));

/** `the join table between courses and students`, and `the join table` further on: the one that refers to both of them. */
export function withJoinTables(
  sentences: readonly Sentence[],
  { names }: ReadingContext,
): readonly Sentence[] {
  let spoken: CatalogTable | undefined;
  return sentences.map((sentence) => {
    const { tokens } = sentence;
    const at = tokens.findIndex(({ low }, index) => sorts.has(low) && tokens[index + 1]?.low === 'table');
    if (at === -1 || made.has(tokens[at - 1]?.low ?? '')) return sentence;
    const two: CatalogTable[] = [];
    let next = at + 2;
    for (let token: Token | undefined = tokens[next]; token && two.length < 2; token = tokens[next]) {
      const table = joints.has(token.low) ? undefined : tableAt(tokens, next, names);
      if (!table && !joints.has(token.low)) break;
      if (table) two.push(table.is);
      next = table?.next ?? next + 1;
    }
    const [a, b] = two;
    const joined =
      a && b
        ? names.tables.filter((one) => keysBetween(one, a).length === 1 && keysBetween(one, b).length === 1)
        : [];
    if (joined.length === 1) spoken = joined[0];
    if (!spoken || (two.length > 0 && joined.length !== 1)) return sentence;
    const end = two.length > 0 ? next : at + 2;
    return {
      ...sentence,
      tokens: [...tokens.slice(0, at), ...tokenize(displayName(spoken)), ...tokens.slice(end)].map(
        (token, index) => (index === at ? { ...token, spaced: true } : token),
      ),
    };
  });
}

/** Also `menu item`, in two words. */
function tableAt(
  tokens: readonly Token[],
  at: number,
  names: ReadingContext['names'],
): { readonly is: CatalogTable; readonly next: number } | undefined {
  for (const length of [2, 1]) {
    const words = tokens.slice(at, at + length).map(({ text }) => text);
    const is = words.length === length ? names.knownTable(words.join(' ')) : undefined;
    if (is) return { is, next: at + length };
  }
  return undefined;
}
