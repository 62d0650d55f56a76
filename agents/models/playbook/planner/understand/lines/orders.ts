import type { Sentence } from '../../text/sentences.ts';
import { textOf } from '../../text/tokens.ts';

/** A line that may order something for all that it lists. */
export const mayOrder = ({ from, asks, checked }: Sentence): boolean =>
  from !== 'title' && from !== 'heading' && from !== 'quote' && !asks && checked !== true;

export const said = ({ tokens }: Sentence): string => textOf(tokens).replace(/ ,/g, ',');

export const namesIn = (list: string): readonly string[] =>
  list.split(/,? and |, /).map((one) => one.replaceAll('`', '').trim());
