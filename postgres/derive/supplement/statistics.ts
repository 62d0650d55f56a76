import { nameOf } from './path.ts';
import type { Writer } from './supplement.ts';

export const statisticsStatements: Writer = (difference, wanted) => {
  const { object, kind, attribute, before, after } = difference;
  if (kind !== 'statistics') return [];
  const name = nameOf(difference);
  const { definition, target, owner } = wanted.objects[object]?.attributes ?? {};
  const create = [
    ...(definition === undefined ? [] : [definition]),
    ...(target === undefined ? [] : [`ALTER STATISTICS ${name} SET STATISTICS ${target}`]),
    ...(owner === undefined ? [] : [`ALTER STATISTICS ${name} OWNER TO ${quoted(owner)}`]),
  ];
  switch (attribute) {
    case null:
      return after === null ? create : [`DROP STATISTICS ${name}`];
    case 'definition':
      return [`DROP STATISTICS ${name}`, ...create];
    case 'target':
      return [`ALTER STATISTICS ${name} SET STATISTICS ${before === 'none' ? '-1' : before}`];
    case 'owner':
      return owner === undefined ? [] : [`ALTER STATISTICS ${name} OWNER TO ${quoted(owner)}`];
    default:
      return [];
  }
};

const quoted = (role: string): string => `"${role.replaceAll('"', '""')}"`;
