import { cascades, goneWith } from '../cascade.ts';
import type { StatementRule } from '../rule.ts';
import { listed } from '../words.ts';

/** The table stays and what guarded its rows is gone, without a word in the SQL. */
export const policyLost: StatementRule = {
  id: 'policy-lost',
  level: 'error',
  rows: [63],
  statement(sight) {
    if (!cascades(sight.node)) return null;
    const { after } = sight.scene;
    const lost = goneWith(sight).filter(
      ({ kind, parts }) => kind === 'policy' && after.named('relations', parts.slice(0, -1)) !== undefined,
    );
    if (lost.length === 0) return null;
    return {
      message: `CASCADE silently drops ${listed(lost.map(({ name }) => `policy ${name}`))}: other rows are visible than before`,
      remedy: 'drop the policy by name and create the one that takes its place, in the same migration',
    };
  },
};
