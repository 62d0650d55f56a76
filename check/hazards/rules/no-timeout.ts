import type { MigrationRule } from '../rule.ts';
import { blocksWrites } from '../scene.ts';
import { isOff, setsSetting } from '../settings.ts';
import { blockedText } from '../words.ts';

/** At the first lock that makes others wait; once for a migration. */
export const noTimeout: MigrationRule = {
  id: 'no-timeout',
  level: 'advice',
  rows: [25, 78, 84, 85, 86],
  migration({ sights }) {
    const set = new Set<string>();
    for (const { statement, node, touched } of sights) {
      for (const setting of ['lock_timeout', 'statement_timeout']) {
        const value = setsSetting(node, setting);
        if (value === undefined) continue;
        if (isOff(value)) set.delete(setting);
        else set.add(setting);
      }
      const touch =
        touched.find((one) => blocksWrites(one) && (one.rewrite || one.scan)) ?? touched.find(blocksWrites);
      if (touch === undefined) continue;
      const { mode, relation } = touch;
      if (!set.has('lock_timeout')) {
        return [
          {
            at: statement,
            message: `asks for ${mode} on ${relation} without a lock_timeout: while it waits for one long query, ${blockedText(touch)} wait behind it`,
            remedy: "SET lock_timeout = '3s' before it, and run the migration again where it was not granted",
          },
        ];
      }
      if (set.has('statement_timeout') || !(touch.rewrite || touch.scan)) continue;
      return [
        {
          at: statement,
          message: `goes through all rows of ${relation} without a statement_timeout while ${blockedText(touch)} wait`,
          remedy: 'SET statement_timeout before it, to what others can wait',
        },
      ];
    }
    return [];
  },
};
