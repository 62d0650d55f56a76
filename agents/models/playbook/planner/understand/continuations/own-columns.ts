import { phrases } from '../../lexicon/phrases.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Token } from '../../text/tokens.ts';

const subjects = phrases('it | the table | this table | that table');
const verbs = phrases(
  'needs | should have | must have | will have | has | contains | should contain | will contain | consists of | should store',
);
const heads = new Phrases(subjects.flatMap((subject) => verbs.map((verb) => `${subject} ${verb}`)));

/** `It needs `id`, `task_id` …` behind a new table: its own columns. */
export const isOwnColumns = (tokens: readonly Token[]): boolean => heads.startsAt(tokens, 0);
