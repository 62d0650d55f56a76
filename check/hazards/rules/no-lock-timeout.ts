import type { MigrationRule } from '../rule.ts';
import { blocksWrites } from '../scene.ts';
import { isOff, setsSetting } from '../settings.ts';
import { lockText } from '../words.ts';

/** At the first lock that would block others; once for a migration. */
export const noLockTimeout: MigrationRule = {
  id: 'no-lock-timeout',
  level: 'advice',
  rows: [25, 78, 84, 86],
  migration({ sights }) {
    let set: string | undefined;
    for (const { statement, node, touched } of sights) {
      set = setsSetting(node, 'lock_timeout') ?? set;
      const touch = touched.find(blocksWrites);
      if (touch === undefined) continue;
      if (set !== undefined && !isOff(set)) return [];
      return [
        {
          at: statement,
          message: `waits without end for ${lockText(touch)} behind it too, from the moment it asks for it`,
          remedy: "SET lock_timeout = '3s' before it, and run the migration again when it was not granted",
        },
      ];
    }
    return [];
  },
};
