import {
  asked,
  columnWords,
  defaultWords,
  doneSo,
  fillers,
  orders,
  refersTo,
  severalAsked,
  tableWords,
  typeBefore,
  typeWanted,
  whys,
} from '../../lexicon/any-order.ts';
import { leads } from '../../lexicon/plain.ts';
import { words } from '../../lexicon/words.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Token } from '../../text/tokens.ts';

type Found<Key> = { readonly is: Key; readonly length: number } | undefined;

/** Phrases by what they mean; the longest one at a place counts. */
function meanings<Key extends string>(lists: Readonly<Record<Key, readonly string[]>>) {
  const all = (Object.keys(lists) as Key[]).map((key) => [key, new Phrases(lists[key])] as const);
  return (tokens: readonly Token[], at: number): Found<Key> =>
    all.reduce<Found<Key>>((best, [is, phrases]) => {
      const length = phrases.lengthAt(tokens, at);
      return length > (best?.length ?? 0) ? { is, length } : best;
    }, undefined);
}

export type Asked = keyof typeof asked;
export type Order = keyof typeof orders;

export const askedAt = meanings(asked);
export const orderAt = meanings(orders);
export const doneAt = meanings(doneSo);
export const several = new Phrases(severalAsked);
export const columnNouns = new Phrases(columnWords);
export const silent = new Phrases([...fillers, ...leads, ...tableWords]);
/** Why a column goes; in front of anything else they may say which rows are meant. */
export const worn = new Phrases(words.useless);
export const byDefault = new Phrases(defaultWords);
export const typeToday = new Phrases(typeBefore);
export const typeLead = new Phrases(typeWanted);
export const keyLead = new Phrases(refersTo);
export const why = new Phrases(whys);

/** Most sentences want nothing of a column: they are not looked at word by word. */
export const wantsSomething = (tokens: readonly Token[]): boolean =>
  tokens.some((_, at) => {
    const acts = [orderAt(tokens, at)?.is, doneAt(tokens, at)?.is];
    return (
      acts.includes('change') ||
      acts.includes('remove') ||
      askedAt(tokens, at) ||
      byDefault.startsAt(tokens, at)
    );
  });
