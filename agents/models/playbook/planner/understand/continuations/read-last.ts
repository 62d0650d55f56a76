import type { Sentence } from '../../text/sentences.ts';
import { textOf } from '../../text/tokens.ts';
import type { Draft } from '../draft.ts';
import { readPlainSentence } from '../plain/sentence.ts';
import type { ReaderState } from '../reader-state.ts';

type Made = Draft['rules'][number] | Draft['columns'][number] | Draft['fills'][number];

/** The table that a reading is about, with the column where it has one. */
function placeOf(one: Made): readonly string[] {
  const table =
    'table' in one && one.table && 'text' in one.table
      ? (one.table.table?.name ?? one.table.text)
      : undefined;
  const column =
    'column' in one
      ? one.column?.text
      : 'from' in one && typeof one.from === 'object'
        ? one.from.text
        : undefined;
  return table === undefined ? [] : [column === undefined ? table : `${table}.${column}`];
}

/** What an arrow says alone: neither what happens, nor what is so elsewhere. */
const arrowAlone = /^[\w.:`"() ,]*(?:->|=>|→|⇒)[\w.:`"() ,]*$/;

/** A sentence about a column or table that it does not name: what was read is asked about, unless it says so itself. */
export function readLast(state: ReaderState, sentence: Sentence): boolean {
  const { draft, context, found } = state;
  const { rules, columns, fills, tables } = draft;
  const before = [rules.length, columns.length, fills.length, tables.length] as const;
  if (!readPlainSentence(state, sentence, true)) return false;
  const text = textOf(sentence.tokens);
  const [title = '', body = ''] = [context.text.split('\n')[0], context.text.split('\n').slice(1).join('')];
  const whole = title.trim() === text && body.trim() === '' && arrowAlone.test(text);
  const made = [...rules.slice(before[0]), ...columns.slice(before[1]), ...fills.slice(before[2])];
  if (whole || made.length + tables.length === before[3]) return true;
  const about = [...new Set(made.flatMap(placeOf))].join(', ');
  found.doubts.push(about === '' ? text : `${text} (of ${about})`);
  return true;
}
