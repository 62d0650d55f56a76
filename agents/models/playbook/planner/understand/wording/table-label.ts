import { nameKey } from '../../resolve/words.ts';
import type { Token } from '../../text/tokens.ts';

/** `Products: add a weight to products`: the label says nothing that the order does not say. */
export function withoutTableLabel(tokens: readonly Token[]): readonly Token[] {
  const [label, colon, ...order] = tokens;
  if (label?.kind !== 'word' || colon?.text !== ':') return tokens;
  const own = nameKey(label.text);
  return order.some(({ kind, text }) => kind !== 'punct' && nameKey(text) === own) ? order : tokens;
}
