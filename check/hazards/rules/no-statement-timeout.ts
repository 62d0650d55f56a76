import type { MigrationRule } from '../rule.ts';
import { blocksWrites } from '../scene.ts';
import { isOff, setsSetting } from '../settings.ts';
import { lockText } from '../words.ts';

export const noStatementTimeout: MigrationRule = {
  id: 'no-statement-timeout',
  level: 'advice',
  rows: [85],
  migration({ sights }) {
    let set: string | undefined;
    for (const { statement, node, touched } of sights) {
      set = setsSetting(node, 'statement_timeout') ?? set;
      const touch = touched.find((one) => blocksWrites(one) && (one.rewrite || one.scan));
      if (touch === undefined) continue;
      if (set !== undefined && !isOff(set)) return [];
      return [
        {
          at: statement,
          message: `goes through all rows and nothing ends it: ${lockText(touch)} as long as that takes`,
          remedy: 'SET statement_timeout before it, to what others can wait',
        },
      ];
    }
    return [];
  },
};
