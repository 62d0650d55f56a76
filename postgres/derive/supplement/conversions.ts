import { literal } from '../../sql.ts';
import { givenBack } from './owner.ts';
import { nameOf } from './path.ts';
import type { Writer } from './supplement.ts';

export const conversionStatements: Writer = (difference, { objects }) => {
  if (difference.kind !== 'conversion') return [];
  const address = `CONVERSION ${nameOf(difference)}`;
  const wanted = objects[difference.object]?.attributes;
  if (wanted === undefined) return [`DROP ${address}`];
  if (difference.attribute !== null)
    return difference.attribute === 'owner' ? givenBack(address, wanted) : [];
  // The snapshot keeps function, encodings and standing where a collation has provider, locale and determinism.
  const [from = '', to = ''] = (wanted.locale ?? '').split(' to ');
  const standard = wanted.deterministic === 'yes' ? 'DEFAULT ' : '';
  return [
    `CREATE ${standard}${address} FOR ${literal(from)} TO ${literal(to)} FROM ${wanted.provider}`,
    ...givenBack(address, wanted),
  ];
};
