import { z } from 'zod';
import type { Catalog, CatalogTable } from '../catalog/catalog.ts';
import { dollarQuoted, ident, qualified } from '../sql.ts';
import { archiveName, archiveRecordSql, archiveSchema, forgetArchive, recordArchive } from './archive.ts';
import { OperationRefused } from './errors.ts';
import { addArchive } from './evolve.ts';
import { schemaName, tableName } from './fields.ts';
import { fullName, plainTableOf, spoken, sqlName } from './lookup.ts';
import { defineOperation, type StepDraft } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';
import { restoreConstraint } from './restore.ts';
import { usesAfter } from './type.ts';

export const DropTable = z.object({
  op: z.literal('drop_table'),
  table: tableName,
  schema: schemaName,
});
export type DropTable = z.infer<typeof DropTable>;

/** Nothing is destroyed: the table moves, with rows, keys, grants and policies, to a schema where nobody finds it. */
export const dropTable = defineOperation<'drop_table', DropTable>({
  kind: 'drop_table',
  params: DropTable,
  describe: (params) => `drop table ${spoken(params)}, keeping it in ${archiveSchema}`,
  plan(params, catalog) {
    const table = plainTableOf(catalog, params, 'dropping');
    const name = fullName(table);
    if (table.partitionOf != null) {
      throw new OperationRefused(
        name,
        `it is a partition of ${table.partitionOf.schema}.${table.partitionOf.table}, which would go on showing its rows`,
        'detach it by partition_table first',
      );
    }
    // Own policies and generated columns go along.
    const blockers = unique([
      ...(table.dependents ?? [])
        .filter(({ kind }) => kind !== 'generated column' && kind !== 'trigger')
        .filter((one) => !one.name.endsWith(` on ${name}`))
        .map((one) => one.name),
      ...(table.syncs ?? []).map(({ group }) => `keeping "${group}" equal`),
    ]);
    if (blockers.length > 0) {
      throw new OperationRefused(
        name,
        `${blockers.join(', ')} ${blockers.length === 1 ? 'depends' : 'depend'} on it`,
        wayOut(table, blockers),
        blockers,
      );
    }
    const kept = archiveName(catalog, [table.name]);
    const [first, ...rest] = tableAway(table, kept, catalog.keepArchivesDays);
    return operationPlan([first, ...rest], {
      breaking: [`applications that read or write ${name} fail`],
      destroys: [`the rows of ${name}`],
      archives: [`${archiveSchema}.${kept}`],
    });
  },
  apply: (params, catalog): Catalog => {
    const table = plainTableOf(catalog, params, 'dropping');
    const kept = archiveName(catalog, [table.name]);
    const columns = table.columns.map((column) => column.name);
    const types = usesAfter(catalog, table, columns, { schema: archiveSchema, name: kept });
    // Its foreign keys are gone, and its policies went along: what they stand on may go next.
    const isOf = (dependent: string): boolean =>
      dependent.endsWith(` of ${fullName(table)}`) || dependent.endsWith(` on ${fullName(table)}`);
    const tables = catalog.tables
      .filter((known) => known !== table)
      .map((known) =>
        known.dependents === undefined
          ? known
          : { ...known, dependents: known.dependents.filter(({ name }) => !isOf(name)) },
      );
    return addArchive({ ...catalog, ...types, tables }, kept);
  },
});

/** `kept`: its name in the archive. */
export function tableAway(
  table: Pick<CatalogTable, 'schema' | 'name' | 'constraints'>,
  kept: string,
  keptDays: number | undefined,
): [StepDraft, ...StepDraft[]] {
  const name = fullName(table);
  const renamed = kept === table.name ? null : kept;
  // One to a partitioned table brings those to its partitions.
  const foreignKeys = table.constraints.filter(({ kind, inherited }) => kind === 'foreign key' && !inherited);
  // A foreign key would go on refusing or cascading deletes over there, on behalf of a table nobody sees.
  const keys = foreignKeys.map((key) =>
    transactional(
      `ALTER TABLE ${sqlName(table)} DROP CONSTRAINT ${ident(key.name)}`,
      `DO ${dollarQuoted(`BEGIN\n  ${restoreConstraint(table, key).join(';\n  ')};\nEND`)}`,
    ),
  );
  const object = { kind: 'table' as const, schema: table.schema, table: table.name, foreignKeys };
  const away = transactional(
    [
      ...archiveRecordSql,
      // Renamed first: a table of its name may be there already, from an earlier migration.
      ...(renamed === null
        ? []
        : [`ALTER TABLE ${qualified(table.schema, table.name)} RENAME TO ${ident(renamed)}`]),
      `ALTER TABLE ${qualified(table.schema, kept)} SET SCHEMA ${archiveSchema}`,
      recordArchive(kept, `table ${name}`, { object, keptDays }),
    ],
    [
      forgetArchive(kept),
      `ALTER TABLE ${qualified(archiveSchema, kept)} SET SCHEMA ${ident(table.schema)}`,
      ...(renamed === null
        ? []
        : [`ALTER TABLE ${qualified(table.schema, renamed)} RENAME TO ${ident(table.name)}`]),
    ],
    [name],
  );
  const [first = away, ...rest] = [...keys, away];
  return [first, ...rest];
}

function wayOut(table: CatalogTable, blockers: readonly string[]): string {
  const publications = (table.published ?? []).filter(({ name }) =>
    blockers.some((one) => one.startsWith('publication of ') && one.endsWith(` in publication ${name}`)),
  );
  if (publications.length < blockers.length) return 'change or drop what depends on it first';
  const out = publications.map(({ name }) => `ALTER PUBLICATION ${ident(name)} DROP TABLE ${sqlName(table)}`);
  return `take it out of it first by custom_sql: ${out.join('; ')}`;
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];
