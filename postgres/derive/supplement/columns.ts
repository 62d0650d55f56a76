import { literal } from '../../sql.ts';
import { holderOf, lastOf, nameOf } from './path.ts';
import type { Writer } from './supplement.ts';

export const columnStatements: Writer = (difference, wanted) => {
  const { kind, attribute, before } = difference;
  if (kind !== 'column' || attribute === null) return [];
  const name = nameOf(difference);
  const relation = holderOf(name);
  const alter = (change: string): string[] => [
    `ALTER TABLE ${relation} ALTER COLUMN ${lastOf(name)} ${change}`,
  ];
  const value = before === 'none' ? null : before;
  switch (attribute) {
    case 'storage':
      return alter(
        `SET STORAGE ${value ?? standardStorage(wanted.objects[difference.object]?.attributes.type)}`,
      );
    case 'compression':
      return alter(`SET COMPRESSION ${value ?? 'default'}`);
    case 'statistics target':
      return alter(`SET STATISTICS ${value ?? '-1'}`);
    case 'options':
      return optionChanges(value, difference.after).flatMap(alter);
    case 'foreign data options':
      return foreignOptions(value, difference.after).map(
        (change) => `ALTER FOREIGN TABLE ${relation} ALTER COLUMN ${lastOf(name)} OPTIONS (${change})`,
      );
    case 'default':
      return isView(relation, wanted)
        ? [
            `ALTER VIEW ${relation} ALTER COLUMN ${lastOf(name)} ${value === null ? 'DROP DEFAULT' : `SET DEFAULT ${value}`}`,
          ]
        : alter(value === null ? 'DROP DEFAULT' : `SET DEFAULT ${value}`);
    case 'not null':
      return alter(value === null ? 'DROP NOT NULL' : 'SET NOT NULL');
    default:
      return [];
  }
};

/** `SET STORAGE DEFAULT` came with PostgreSQL 16. A type that is always PLAIN can have no other, so none is asked for. */
const standardStorage = (type = ''): string => (/^(?:numeric|inet|cidr)\b/.test(type) ? 'MAIN' : 'EXTENDED');

const isView = (relation: string, { objects }: { readonly objects: object }): boolean =>
  `view ${relation}` in objects;

/** `a=1, b=2` to what has to be set and reset. */
export function optionChanges(wanted: string | null, found: string | null): string[] {
  const [want, have] = [optionsOf(wanted), optionsOf(found)];
  const set = [...want].filter(([name, value]) => have.get(name) !== value);
  const reset = [...have.keys()].filter((name) => !want.has(name));
  return [
    ...(reset.length > 0 ? [`RESET (${reset.join(', ')})`] : []),
    ...(set.length > 0
      ? [`SET (${set.map(([name, value]) => `${name} = ${literal(value)}`).join(', ')})`]
      : []),
  ];
}

/** ADD, SET and DROP, as foreign data wants them told apart. */
function foreignOptions(wanted: string | null, found: string | null): string[] {
  const [want, have] = [optionsOf(wanted), optionsOf(found)];
  return [
    ...[...have.keys()].filter((name) => !want.has(name)).map((name) => `DROP ${name}`),
    ...[...want]
      .filter(([name, value]) => have.get(name) !== value)
      .map(([name, value]) => `${have.has(name) ? 'SET' : 'ADD'} ${name} ${literal(value)}`),
  ];
}

const optionsOf = (text: string | null): Map<string, string> =>
  new Map(
    (text === null || text === 'none' ? [] : text.split(', ')).map((option): [string, string] => {
      const at = option.indexOf('=');
      return [option.slice(0, at), option.slice(at + 1)];
    }),
  );
