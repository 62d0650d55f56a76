import { nameOf } from './path.ts';
import type { Writer } from './supplement.ts';

const contexts: Readonly<Record<string, string>> = { assignment: ' AS ASSIGNMENT', implicit: ' AS IMPLICIT' };

/** Nothing of a cast can be altered: another one takes its place. */
export const castStatements: Writer = (difference, { objects }) => {
  if (difference.kind !== 'cast') return [];
  const cast = nameOf(difference);
  const wanted = objects[difference.object]?.attributes;
  if (wanted === undefined) return [`DROP CAST ${cast}`];
  const by = {
    function: `WITH FUNCTION ${wanted.function}`,
    inout: 'WITH INOUT',
    binary: 'WITHOUT FUNCTION',
  };
  return [
    ...(difference.attribute === null ? [] : [`DROP CAST ${cast}`]),
    `CREATE CAST ${cast} ${by[wanted.method as keyof typeof by]}${contexts[wanted.context ?? ''] ?? ''}`,
  ];
};
