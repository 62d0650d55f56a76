import { words } from '../../lexicon/words.ts';
import { nameKey } from '../../resolve/words.ts';
import { fold } from '../../text/tokens.ts';
import type { Draft } from '../draft.ts';

const purpose =
  /\b(?:to (?:help|allow|enable|make|be able|improve|support|let|know)|so that|so (?:we|the|users?|they|it|you|i)|in order to|because)\b.*$/i;
const generic: ReadonlySet<string> = new Set(
  [
    ...words.the,
    ...words.add,
    ...words.record,
    ...words.column,
    ...words.table,
    ...words.to,
    'we should must need needs want would like i it be able also please and or is will shall stored saved kept recorded object new database db schema model entity support',
  ]
    .flatMap((phrase) => phrase.split(' '))
    .filter(
      (word) => !/^(?:all|every|each|both|two|three|some|another|additional|extra|missing)$/.test(word),
    ),
);

/** Whether a part says nothing but what `told` says, in fewer or other words: `Store the last login, to help support`. */
export function isRetold(part: string, told: readonly string[]): boolean {
  const known = new Set(told.flatMap((text) => fold(text).split(/[^\p{L}\p{N}]+/u)).map(nameKey));
  const said = fold(part.replace(purpose, '')).match(/[\p{L}\p{N}]+/gu) ?? [];
  return said.every((word) => generic.has(word) || known.has(nameKey(word)));
}

/** The names that the body orders something of. */
export const orderedBelow = ({ columns, tables }: Draft): readonly string[] =>
  [
    ...columns.filter(({ title }) => !title).flatMap(({ name, table }) => [name.text, table?.text ?? '']),
    ...tables.flatMap(({ name, columns: own }) => [name.text, ...own.map((one) => one.name.text)]),
  ].map((name) => nameKey(name).replaceAll('_', ' '));
