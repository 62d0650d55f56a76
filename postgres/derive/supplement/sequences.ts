import { nameOf } from './path.ts';
import type { Writer } from './supplement.ts';

export const sequenceStatements: Writer = (difference) =>
  difference.kind === 'sequence' && difference.attribute === 'unlogged'
    ? [`ALTER SEQUENCE ${nameOf(difference)} SET ${difference.before === 'yes' ? 'UNLOGGED' : 'LOGGED'}`]
    : [];
