import { literal } from '../../sql.ts';
import { nameOf } from './path.ts';
import type { Writer } from './supplement.ts';

/** The server names what a comment is on by words of its own; where COMMENT has another word, it stands here. */
const words: readonly (readonly [RegExp, string])[] = [
  [/^(?:table|view|materialized view|foreign table|composite type) column /, 'COLUMN '],
  [/^(?:table|foreign table) constraint /, 'CONSTRAINT '],
  [/^domain constraint (.*) on (?=[^ ]+$)/s, 'CONSTRAINT $1 ON DOMAIN '],
  [/^statistics object /, 'STATISTICS '],
  [/^foreign-data wrapper /, 'FOREIGN DATA WRAPPER '],
  [/^text search (configuration|dictionary|parser|template) /, 'TEXT SEARCH $1 '],
  [/^event trigger /, 'EVENT TRIGGER '],
  [/^materialized view /, 'MATERIALIZED VIEW '],
  [/^foreign table /, 'FOREIGN TABLE '],
  [/^access method /, 'ACCESS METHOD '],
];

export const commentStatements: Writer = (difference, wanted) => {
  if (difference.kind !== 'comment' || !nameOf(difference).startsWith('on ')) return [];
  const what = nameOf(difference).slice('on '.length);
  const text = wanted.objects[difference.object]?.attributes.text;
  const word = words.find(([pattern]) => pattern.test(what));
  const target = word === undefined ? what : what.replace(word[0], word[1]);
  return [`COMMENT ON ${target} IS ${text === undefined ? 'NULL' : literal(text)}`];
};
