import type { StatementRule } from '../rule.ts';
import { alterations } from '../tree.ts';
import { listed } from '../words.ts';

/** Silent where it is enabled again when the migration is done. */
export const triggerDisabled: StatementRule = {
  id: 'trigger-disabled',
  level: 'warning',
  rows: [69, 78],
  statement({ node, existing, scene: { before, after } }) {
    const [off] = alterations(node, 'AT_DisableTrig', 'AT_DisableTrigAll', 'AT_DisableTrigUser');
    const table = existing(off?.relation);
    if (table === undefined) return null;
    const disabled = after.of('triggers', table).filter(({ parts, attributes }) => {
      const was = before.named('triggers', parts)?.attributes.state;
      return attributes.state === 'disabled' && was !== 'disabled';
    });
    if (disabled.length === 0) return null;
    return {
      message: `${listed(disabled.map(({ name }) => `trigger ${name}`))} no longer runs when the migration is done`,
      remedy: 'ENABLE TRIGGER in the same migration, or drop it',
    };
  },
};
