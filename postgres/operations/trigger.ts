import type { Catalog, CatalogTable, CatalogTrigger } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import { restoreComment } from './comment-sql.ts';
import { OperationRefused, UnknownTrigger } from './errors.ts';
import { fullName, sqlName } from './lookup.ts';
import { isSyncTrigger } from './sync.ts';

/** A trigger that may be dropped or replaced on its own. @throws UnknownTrigger, OperationRefused */
export function triggerNamed(catalog: Catalog, table: CatalogTable, name: string): CatalogTrigger {
  const trigger = (table.triggerDefinitions ?? []).find((known) => known.name === name);
  if (trigger === undefined) throw new UnknownTrigger(fullName(table), name, table.triggers);
  const refuse = (reason: string, hint: string): never => {
    throw new OperationRefused(`trigger ${name} on ${fullName(table)}`, reason, hint);
  };
  if (isSyncTrigger(name)) {
    refuse('it keeps the old and the new place of a rename or split equal', 'drop the old column instead');
  }
  if (trigger.inherited) refuse('it came with the partitioned table', 'name that table');
  const odd = clones(catalog, table, name).find(
    ({ state, comment }) => state !== trigger.state || comment !== null,
  );
  if (odd !== undefined) {
    refuse('on a partition it is switched or commented otherwise', 'write the change as custom_sql');
  }
  return trigger;
}

/** The trigger on the partitions, and on theirs. */
function clones(catalog: Catalog, parent: CatalogTable, name: string): CatalogTrigger[] {
  return catalog.tables
    .filter(({ partitionOf }) => partitionOf?.schema === parent.schema && partitionOf.table === parent.name)
    .flatMap((partition) => [
      ...(partition.triggerDefinitions ?? []).filter((one) => one.inherited && one.name === name),
      ...clones(catalog, partition, name),
    ]);
}

export const dropTriggerSql = (table: CatalogTable, { name }: CatalogTrigger): string =>
  `DROP TRIGGER ${ident(name)} ON ${sqlName(table)}`;

const states: Readonly<Record<CatalogTrigger['state'], string | null>> = {
  enabled: null,
  disabled: 'DISABLE',
  replica: 'ENABLE REPLICA',
  always: 'ENABLE ALWAYS',
};

/** The trigger as it was: definition, state and comment. */
export function restoreTrigger(table: CatalogTable, trigger: CatalogTrigger): string[] {
  const { name, definition, state, comment } = trigger;
  const at = sqlName(table);
  const alter = states[state];
  return [
    definition,
    ...(alter === null ? [] : [`ALTER TABLE ${at} ${alter} TRIGGER ${ident(name)}`]),
    ...restoreComment(`TRIGGER ${ident(name)} ON ${at}`, comment),
  ];
}
