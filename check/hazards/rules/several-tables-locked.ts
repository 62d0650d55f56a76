import type { CheckedStatement } from '../../migration.ts';
import { partsOf } from '../names.ts';
import type { MigrationRule } from '../rule.ts';
import { blocksWrites } from '../scene.ts';
import { listed } from '../words.ts';

export const severalTablesLocked: MigrationRule = {
  id: 'several-tables-locked',
  level: 'advice',
  rows: [26, 83],
  migration({ sights, before, migration }) {
    if (migration.up.transaction === 'none') return [];
    const locked = new Map<string, CheckedStatement>();
    for (const { statement, touched } of sights) {
      for (const { relation } of touched.filter(blocksWrites)) {
        const isTable = before.named('relations', partsOf(relation))?.kind.endsWith('table');
        if (isTable === true && !locked.has(relation)) locked.set(relation, statement);
      }
    }
    const [first, ...others] = [...locked.values()];
    // What one statement locks, its author cannot part.
    const second = others.find((statement) => statement !== first);
    if (second === undefined) return [];
    return [
      {
        at: second,
        message: `one transaction holds locks that others wait for on ${listed([...locked.keys()])} until its end: whoever comes meanwhile waits for all of it, and two such transactions can deadlock`,
        remedy: 'one table in one migration',
      },
    ];
  },
};
