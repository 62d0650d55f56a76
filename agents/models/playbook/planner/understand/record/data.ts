import type { dataForms } from '../../grammar/forms/data.ts';
import type { RuleDraft } from '../rule-draft.ts';
import { ownerOf, plainNames, type Recorder } from './recorder.ts';

/** What requests about rows and values add to the draft. */
export const dataRecorders: Readonly<Record<keyof typeof dataForms, Recorder>> = {
  normalise(slots, draft) {
    if (!slots.name || !slots.rules) return undefined;
    const table = ownerOf(slots, slots.name);
    draft.rules.push({ kind: 'normalise', table, column: slots.name, rules: slots.rules });
    return undefined;
  },
  deleteDuplicates(slots, draft) {
    draft.rules.push({
      kind: 'deleteDuplicates',
      table: ownerOf(slots),
      columns: plainNames(slots),
      keep: slots.keep,
    });
    return undefined;
  },
  deleteOrphans(slots, draft) {
    draft.rules.push({
      kind: 'deleteOrphans',
      table: ownerOf(slots, slots.name),
      column: slots.name,
      parent: slots.target,
    });
    return undefined;
  },
  mergeColumns(slots, draft) {
    const { joined } = slots;
    const columns = joined?.columns ?? plainNames(slots);
    if (slots.name)
      draft.rules.push({
        kind: 'mergeColumns',
        table: ownerOf(slots, columns[0]),
        columns,
        into: slots.name,
        ...(joined ? { expression: joined.sql } : {}),
      });
    return undefined;
  },
  splitColumn(slots, draft) {
    const { from, pair } = slots;
    if (pair && from && typeof from !== 'string')
      draft.rules.push({
        kind: 'splitColumn',
        table: ownerOf(slots, from),
        column: from,
        into: pair,
        cut: slots.cut,
      });
    return undefined;
  },
  insertTable(slots, draft) {
    const rule: Extract<RuleDraft, { kind: 'insertTable' }> = {
      kind: 'insertTable',
      table: ownerOf(slots),
      header: [],
      rows: [],
    };
    draft.rules.push(rule);
    return { kind: 'rows', rule };
  },
  insertRows(slots, draft) {
    if (slots.rows)
      draft.rules.push({ kind: 'insertRows', table: ownerOf(slots), column: slots.name, values: slots.rows });
    return undefined;
  },
};
