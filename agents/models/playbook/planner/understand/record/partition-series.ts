import { phrases } from '../../lexicon/phrases.ts';
import { changeVerbs } from '../../lexicon/signals.ts';
import { Phrases } from '../../text/phrases.ts';
import { type Token, textOf } from '../../text/tokens.ts';
import type { Draft } from '../draft.ts';

const partitions = new Phrases(phrases('partition | partitions | partitionen | particiones | particoes'));
const verbs = new Phrases(changeVerbs);
const joints: ReadonlySet<string> = new Set([',', ';', 'and', 'then']);
/** How far in `with one monthly partition` the word stands. */
const reach = 6;

/** `…, with partitions for 2026` behind a table that shall be partitioned: told with the question; 0 where it is not there. */
export function seriesWanted(tokens: readonly Token[], { rules }: Draft): number {
  const rule = rules.at(-1);
  if (rule?.kind !== 'partitionTable' || partitions.find(tokens, 0, reach) === -1) return 0;
  const at = tokens.findIndex(
    ({ low }, index) =>
      index > 0 &&
      joints.has(low) &&
      (verbs.startsAt(tokens, index + 1) || joints.has(tokens[index + 1]?.low ?? '')),
  );
  const end = at === -1 ? tokens.length : at;
  const from = tokens.findIndex(({ low }) => !joints.has(low));
  rule.series = true;
  rule.wanted = textOf(tokens.slice(from, end)).replace(/\.$/, '');
  return end;
}
