import { optionChanges } from './columns.ts';
import { nameOf } from './path.ts';
import type { Writer } from './supplement.ts';

export const indexStatements: Writer = (difference, wanted) => {
  const { object, kind, attribute, before, after } = difference;
  if (kind !== 'index') return [];
  const name = nameOf(difference);
  const attributes = wanted.objects[object]?.attributes ?? {};
  const parent = attributes.parent;
  const attach = parent === undefined ? [] : [`ALTER INDEX ${parent} ATTACH PARTITION ${name}`];
  if (attribute === null)
    return after === null && attributes.definition ? [attributes.definition, ...attach] : [];
  switch (attribute) {
    case 'clustered':
      return clusterOn(name, attributes.definition, before === 'yes');
    case 'statistics targets':
      return targetChanges(before, after).map(
        ([column, target]) => `ALTER INDEX ${name} ALTER COLUMN ${column} SET STATISTICS ${target}`,
      );
    case 'parent':
      return attach;
    case 'definition':
      return parameterChanges(before ?? '', after ?? '').map((change) => `ALTER INDEX ${name} ${change}`);
    default:
      return [];
  }
};

/** One index of a table at most is clustered on: the one that is takes the mark from the other. */
function clusterOn(name: string, definition: string | undefined, wanted: boolean): string[] {
  const table = tableOf(definition);
  if (table === null) return [];
  return wanted
    ? [`ALTER TABLE ${table} CLUSTER ON ${name.slice(name.lastIndexOf('.') + 1)}`]
    : [`ALTER TABLE ${table} SET WITHOUT CLUSTER`];
}

const tableOf = (definition = ''): string | null =>
  /^CREATE (?:UNIQUE )?INDEX (?:"(?:[^"]|"")*"|\S+) ON (?:ONLY )?((?:"(?:[^"]|"")*"|[^\s"])+) USING /.exec(
    definition,
  )?.[1] ?? null;

/** A constraint that is made again makes its index without them; what else differs, ALTER INDEX cannot change. */
function parameterChanges(wanted: string, found: string): string[] {
  const [[want, wantRest], [have, haveRest]] = [dividedAtParameters(wanted), dividedAtParameters(found)];
  return wantRest === haveRest ? optionChanges(want, have) : [];
}

/** `WITH (fillfactor='50', fastupdate=off)` as `fillfactor=50, fastupdate=off`, and the definition without it. */
function dividedAtParameters(definition: string): [string | null, string] {
  const [clause = '', list] = parameters.exec(definition) ?? [];
  return [list?.replaceAll("'", '') ?? null, definition.replace(clause, '')];
}

const parameters = / WITH \((\w+=(?:'[^']*'|\w+)(?:, \w+=(?:'[^']*'|\w+))*)\)/;

/** `1: 300, 2: 99` by column; -1 where there is none any more. */
function targetChanges(wanted: string | null, found: string | null): [string, string][] {
  const [want, have] = [targetsOf(wanted), targetsOf(found)];
  return [...new Set([...want.keys(), ...have.keys()])]
    .filter((column) => want.get(column) !== have.get(column))
    .map((column) => [column, want.get(column) ?? '-1']);
}

const targetsOf = (text: string | null): Map<string, string> =>
  new Map(
    [...(text ?? '').matchAll(/(\d+): (\d+)/g)].map(([, column = '', target = '']) => [column, target]),
  );
