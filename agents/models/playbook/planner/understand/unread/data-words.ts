import { databaseWords } from '../../lexicon/signals.ts';
import { Phrases } from '../../text/phrases.ts';

/** Words for what a database holds: a verb of change with one of them is about the database. */
export const dataWords = new Phrases([
  ...databaseWords,
  'data',
  'key',
  'type',
  'check',
  'default',
  'policy',
  'policies',
  'tables',
  'rows',
  'records',
  'trigger',
  'view',
  'function',
  'partition',
  'status',
  'timestamps',
  'content',
  'history',
  'values',
  'entries',
  'duplicates',
]);
