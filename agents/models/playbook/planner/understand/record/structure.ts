import type { structureForms } from '../../grammar/forms/structure.ts';
import { phrases } from '../../lexicon/phrases.ts';
import { Phrases } from '../../text/phrases.ts';
import { ownerOf, type Recorder } from './recorder.ts';

/** Partitions of a size, which the schema does not have yet and no request here makes. */
const series = new Phrases(
  phrases(
    'month | months | monthly | week | weeks | weekly | day | days | daily | year | years | yearly | quarter | quarterly | hourly | each | every | per | one',
  ),
);

/** What requests about domains, partitions, exclusions and triggers add to the draft. */
export const structureRecorders: Readonly<Record<keyof typeof structureForms, Recorder>> = {
  createDomain({ name, type, facts, expr }, draft) {
    if (name && type)
      draft.rules.push({
        kind: 'domain',
        name,
        type: type.type,
        facts: facts?.facts ?? {},
        check: expr?.kind === 'sql' ? expr.sql : undefined,
      });
    return undefined;
  },
  detachPartition({ table, target }, draft) {
    if (table && target) draft.rules.push({ kind: 'detachPartition', table, partition: target });
    return undefined;
  },
  attachPartition({ table, target, bound }, draft) {
    if (table && target && bound)
      draft.rules.push({ kind: 'attachPartition', table, partition: target, bound });
    return undefined;
  },
  partitionTable({ table, name, strategy = 'range', period, n }, draft, { sentence, next }) {
    if (table)
      draft.rules.push({
        kind: 'partitionTable',
        table,
        column: name,
        strategy,
        // `by list of region into 4 partitions`: which they are, nobody said.
        series: period !== undefined || n !== undefined || series.in(sentence.tokens.slice(next)),
        period,
      });
    return undefined;
  },
  addExclusion(slots, draft) {
    if (slots.table && slots.name)
      draft.rules.push({
        kind: 'exclusion',
        table: slots.table,
        same: slots.name,
        over: slots.names ?? [],
      });
    return undefined;
  },
  dropTrigger(slots, draft) {
    if (slots.name) draft.rules.push({ kind: 'dropTrigger', table: ownerOf(slots), name: slots.name.text });
    return undefined;
  },
  createTrigger({ table, name, timing, events, function: called }, draft) {
    if (table && timing && events && called)
      draft.rules.push({ kind: 'createTrigger', table, name: name?.text, timing, events, called });
    return undefined;
  },
};
