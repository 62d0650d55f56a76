import { z } from 'zod';
import type { Catalog, CatalogColumn, CatalogTable } from '../catalog/catalog.ts';
import { ident, literal } from '../sql.ts';
import {
  type Archive,
  archiveColumns,
  archiveKey,
  archiveOf,
  createArchive,
  dropArchive,
  fromArchive,
  sameRow,
} from './archive.ts';
import { batchBlock, inBatch, inBatchOf, needsQuiet, quiet } from './batch.ts';
import { noRow, rowsOf } from './checks.ts';
import { assertPlainColumn } from './default.ts';
import { OperationRefused } from './errors.ts';
import { addArchive } from './evolve.ts';
import { columnName, jsonPath, jsonText, schemaName, tableName } from './fields.ts';
import { silentTriggers } from './fill.ts';
import { at, backward, conflict, forward, isNew, isOld, parents } from './json-shape.ts';
import { columnOf, fullName, plainTableOf, spoken, sqlName } from './lookup.ts';
import { type DataCheck, defineOperation, type StepDraft } from './operation.ts';
import { batched, operationPlan, transactional } from './plan.ts';
import { allowedValues } from './written-rows.ts';

export const TransformJson = z.object({
  op: z.literal('transform_json'),
  table: tableName,
  schema: schemaName,
  column: columnName.describe('column of type jsonb'),
  moves: z
    .array(z.object({ from: jsonPath, to: jsonPath }))
    .default([])
    .describe('values that go to another place'),
  set: z
    .array(z.object({ path: jsonPath, value: jsonText }))
    .default([])
    .describe('values that every row gets'),
  remove: z.array(jsonPath).default([]).describe('paths that go'),
});
export type TransformJson = z.infer<typeof TransformJson>;

/**
 * Rows whose value is no object are left alone and counted. The way back restores the value to the letter where
 * nobody has written since; else it turns what is there back into the old shape.
 */
export const transformJson = defineOperation<'transform_json', TransformJson>({
  kind: 'transform_json',
  params: TransformJson,
  describe: (params) =>
    `change the shape of ${spoken(params)}.${params.column}: ` +
    [
      ...params.moves.map(({ from, to }) => `${from} becomes ${to}`),
      ...params.set.map(({ path, value }) => `${path} is ${value}`),
      ...params.remove.map((path) => `${path} goes`),
    ].join(', '),
  plan(params, catalog) {
    const { table, column, archive } = subject(params, catalog);
    const name = `${fullName(table)}.${column.name}`;
    const own = `${ident(table.name)}.${ident(column.name)}`;
    const lost = [...params.remove, ...params.set.map(({ path }) => path)];
    return operationPlan([archiveStep(archive, column.name), transformStep(params, table, own, archive)], {
      preconditions: [
        ...allowedValues(table, {
          column,
          expression: forward(own, params),
          where: `${isObject(own)} AND ${isOld(own, params)}`,
        }),
        ...preconditionsOf(params, table, own),
      ],
      verifications: [
        {
          holds: `every object in ${name} has the new shape`,
          sql: `SELECT count(*) FROM ${sqlName(table)} WHERE ${isObject(own)} AND ${isOld(own, params)}`,
        },
      ],
      breaking: [...params.moves.map(({ from }) => from), ...params.remove].map(
        (path) => `applications that read ${path} of ${name} no longer find it`,
      ),
      destroys: lost.length === 0 ? [] : [`what ${name} holds at ${lost.join(', ')}`],
      archives: [archive.name],
      followUps: silentTriggers(table, column.name),
    });
  },
  apply: (params, catalog) => addArchive(catalog, subject(params, catalog).archive.name),
});

function subject(
  params: TransformJson,
  catalog: Catalog,
): { table: CatalogTable; column: CatalogColumn; archive: Archive } {
  const table = plainTableOf(catalog, params, 'a transformation');
  const column = columnOf(table, params.column);
  const name = `${fullName(table)}.${column.name}`;
  assertPlainColumn(table, column);
  if (column.type !== 'jsonb') {
    throw new OperationRefused(name, `it is ${column.type}, not jsonb`, 'change the type first');
  }
  if (params.moves.length + params.set.length + params.remove.length === 0) {
    throw new OperationRefused(name, 'nothing is to change', 'give moves, set or remove');
  }
  const clash = conflict(params);
  if (clash !== null) {
    throw new OperationRefused(
      name,
      `paths "${clash[0]}" and "${clash[1]}" are in each other's way`,
      'change them in two operations',
    );
  }
  const archive = archiveOf(catalog, table, [column.name, 'shape'], 'the values before could not be kept');
  return { table, column, archive };
}

const isObject = (value: string): string => `jsonb_typeof(${value}) = 'object'`;

function preconditionsOf(
  { moves, set, remove }: TransformJson,
  table: CatalogTable,
  own: string,
): DataCheck[] {
  const places = [
    ...moves.map(({ to }) => to),
    ...set.map(({ path }) => path),
    // A number would name an element of an array.
    ...[...moves.map(({ from }) => from), ...remove].filter((path) => /(^|\.)-?\d+(\.|$)/.test(path)),
  ];
  const inner = [...new Set(places.flatMap(parents))];
  return [
    ...moves.map(({ from, to }) =>
      noRow(
        `no row of ${fullName(table)} has both ${from} and ${to}`,
        rowsOf(table),
        `${isObject(own)} AND ${at(own, from)} IS NOT NULL AND ${at(own, to)} IS NOT NULL`,
      ),
    ),
    ...inner.map((path) =>
      noRow(
        `${path}, where a row of ${fullName(table)} has it, is an object`,
        rowsOf(table),
        `${isObject(own)} AND jsonb_typeof(${at(own, path)}) <> 'object'`,
      ),
    ),
  ];
}

const archiveStep = (archive: Archive, column: string): StepDraft =>
  transactional(
    createArchive(
      archive,
      [
        // NULL: the row had the new shape already.
        ['was', 'jsonb'],
        ['undone', 'boolean'],
      ],
      `values of ${fullName(archive.table)}.${column} before they changed their shape`,
    ),
    dropArchive(archive),
    [],
  );

function transformStep(params: TransformJson, table: CatalogTable, own: string, archive: Archive): StepDraft {
  const name = sqlName(table);
  const column = ident(params.column);
  const each = needsQuiet(table, params.column) ? quiet : [];
  const seen = fromArchive(archive, 'true');
  const fresh = `${isObject(own)} AND ${seen} IS NULL`;
  const was = fromArchive(archive, 'godwit_kept.was');
  const mine = fromArchive(archive, 'true', 'godwit_kept.was IS NOT NULL AND godwit_kept.undone IS NULL');
  const younger = `(${seen} IS NULL AND ${isNew(own, params)})`;
  const toUndo = `${isObject(own)} AND (${mine} OR ${younger})`;
  return batched(
    batchBlock({
      table,
      todo: fresh,
      // Value and archive are written one after the other.
      locks: 'NO KEY UPDATE',
      each,
      work: [
        `INSERT INTO ${archive.at} (${archiveColumns(archive, 'was')}) ` +
          `SELECT ${archiveKey(archive)}, CASE WHEN ${isOld(own, params)} THEN ${own} END FROM ${name} WHERE ${inBatch} AND ${fresh}`,
        `UPDATE ${name} SET ${column} = ${forward(own, params)} ` +
          `WHERE ${inBatch} AND ${isObject(own)} AND ${isOld(own, params)}`,
      ],
      finally: [
        `RAISE NOTICE '% rows of % hold no object and were left alone', ` +
          `(SELECT count(*) FROM ${name} WHERE ${own} IS NOT NULL AND NOT ${isObject(own)}), ${literal(fullName(table))}`,
      ],
    }),
    batchBlock({
      table,
      todo: toUndo,
      locks: 'NO KEY UPDATE',
      each,
      work: [
        // One statement, so that both sides see what the other has not changed yet.
        `WITH godwit_done AS (UPDATE ${archive.at} AS godwit_kept SET undone = true FROM ${name} ` +
          `WHERE ${inBatchOf(`${ident(table.name)}.`)} AND ${sameRow(archive)}) ` +
          `UPDATE ${name} SET ${column} = CASE WHEN ${fromArchive(archive, forward('godwit_kept.was', params))} = ${own} ` +
          `THEN ${was} ELSE ${backward(own, was, params)} END WHERE ${inBatch} AND ${toUndo}`,
      ],
    }),
  );
}
