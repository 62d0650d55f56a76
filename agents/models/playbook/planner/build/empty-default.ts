import type { Literal } from '../attributes/spec.ts';
import { isText } from './values.ts';

/** `default empty`: a bare word that hardly is the text itself, but where it is one of the values. */
export const saysEmpty = (
  { kind, text, bare }: Literal,
  type: string,
  isValue: (text: string) => boolean,
): boolean =>
  kind === 'text' && bare === true && isText(type) && /^(?:empty|blank)$/i.test(text) && !isValue(text);
