import type { Difference, Snapshot } from '../snapshot/index.ts';
import { holderOf, nameOf } from './supplement/path.ts';

/** Kinds that the comparison of facts does not know; what uses another comes before it. */
const unseen = [
  'transform',
  'cast',
  'operator class',
  'operator family',
  'operator',
  'text search configuration',
  'text search dictionary',
  'text search template',
  'text search parser',
  'conversion',
  'access method',
  'language',
];

/**
 * What has to be out of the way before the rest is derived: new objects that nobody else drops and that stand on
 * functions, and attributes of row types that get their former type back while no column is of that type.
 * `differences` lead from the wanted schema to `found`.
 */
export function preparations(differences: readonly Difference[], found: Snapshot): string[] {
  const isNew = ({ attribute, before }: Difference): boolean => attribute === null && before === null;
  const drops = unseen.flatMap((kind) =>
    differences
      .filter((difference) => difference.kind === kind && isNew(difference))
      .map(
        (difference) =>
          `DROP ${kind.toUpperCase()} ${nameOf(difference).replace(/ using (?=[^ ]+$)/, ' USING ')};`,
      ),
  );
  const types = differences
    .filter((difference) => difference.kind === 'type' && isNew(difference))
    .map(nameOf)
    .filter((type) => !isUsed(type, found))
    // Its input and output functions and the type need each other.
    .map((type) => `DROP TYPE ${type} CASCADE;`);
  const attributes = differences
    .filter(({ kind, attribute }) => kind === 'attribute' && attribute === 'type')
    .filter((difference) => !isUsed(holderOf(nameOf(difference)), found))
    .map((difference) => {
      const path = nameOf(difference);
      const type = holderOf(path);
      return `ALTER TYPE ${type} ALTER ATTRIBUTE ${path.slice(type.length + 1)} TYPE ${difference.before};`;
    });
  return [...drops, ...types, ...attributes];
}

const isUsed = (type: string, { objects }: Snapshot): boolean =>
  Object.values(objects).some(
    ({ kind, attributes }) =>
      kind === 'column' && (attributes.type === type || attributes.type === `${type}[]`),
  );
