import { cascades, goneWith } from '../cascade.ts';
import type { StatementRule } from '../rule.ts';
import { listed } from '../words.ts';

const most = 8;

/** Silent where nothing else depended on it. */
export const dropCascade: StatementRule = {
  id: 'drop-cascade',
  level: 'warning',
  rows: [62, 69],
  statement(sight) {
    if (!cascades(sight.node)) return null;
    const gone = goneWith(sight).filter(({ kind }) => kind !== 'policy');
    if (gone.length === 0) return null;
    const names = gone.slice(0, most).map(({ kind, name }) => `${kind} ${name}`);
    const more = gone.length > most ? [`${gone.length - most} more`] : [];
    return {
      message: `CASCADE also drops what no statement names: ${listed([...names, ...more])}`,
      remedy: 'drop each by name and leave CASCADE out, so that what comes later is not dropped unseen',
    };
  },
};
