import { givenBack } from './owner.ts';
import { nameOf } from './path.ts';
import type { Writer } from './supplement.ts';

export const operatorStatements: Writer = (difference, { objects }) => {
  if (difference.kind !== 'operator') return [];
  const operator = nameOf(difference).replace('(, ', '(NONE, ');
  const wanted = objects[difference.object]?.attributes;
  if (wanted === undefined) return [`DROP OPERATOR ${operator}`];
  switch (difference.attribute) {
    case null:
      return [created(operator, wanted), ...givenBack(`OPERATOR ${operator}`, wanted)];
    case 'restrict':
    case 'join':
      return [`ALTER OPERATOR ${operator} SET (${difference.attribute} = ${difference.before})`];
    case 'owner':
      return givenBack(`OPERATOR ${operator}`, wanted);
    default:
      return [];
  }
};

/** `public.##(text, integer)`; a side that an operator does not have is empty. */
function created(operator: string, wanted: Readonly<Record<string, string>>): string {
  const [, path = operator, left = '', right = ''] = /^(.*)\((.*), (.*)\)$/s.exec(operator) ?? [];
  const at = path.lastIndexOf('.');
  const parts = [
    `FUNCTION = ${withoutArguments(wanted.function ?? '')}`,
    ...(left === 'NONE' ? [] : [`LEFTARG = ${left}`]),
    ...(right === '' ? [] : [`RIGHTARG = ${right}`]),
    ...(wanted.commutator === undefined ? [] : [`COMMUTATOR = ${reference(wanted.commutator)}`]),
    ...(wanted.negator === undefined ? [] : [`NEGATOR = ${reference(wanted.negator)}`]),
    ...(wanted.restrict === undefined ? [] : [`RESTRICT = ${wanted.restrict}`]),
    ...(wanted.join === undefined ? [] : [`JOIN = ${wanted.join}`]),
    ...(wanted.hashes === undefined ? [] : ['HASHES']),
    ...(wanted.merges === undefined ? [] : ['MERGES']),
  ];
  return `CREATE OPERATOR ${path.slice(0, at)}.${path.slice(at + 1)} (${parts.join(', ')})`;
}

const withoutArguments = (signature: string): string => signature.slice(0, signature.lastIndexOf('('));

/** `public.===(a, b)` as an option wants it. */
const reference = (operator: string): string => `OPERATOR(${withoutArguments(operator)})`;
