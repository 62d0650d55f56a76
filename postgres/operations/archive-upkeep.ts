import type { CatalogColumn, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, dollarQuoted, ident, literal, qualified } from '../sql.ts';
import {
  type Archive,
  archiveColumns,
  archiveKey,
  archiveSchema,
  fromArchive,
  sameRow,
  stored,
} from './archive.ts';
import { batchBlock, inBatch } from './batch.ts';
import { fullName, sqlName } from './lookup.ts';
import type { StepDraft } from './operation.ts';
import { batched, nothingToUndo, transactional } from './plan.ts';
import { syncPrefix } from './sync.ts';
import { differs } from './types.ts';

/*
 * An archive that is filled while applications write: triggers carry into it what they change meanwhile, so that it
 * is a copy of the column in every snapshot, from its last batch until the column goes. Nobody waits for the copy.
 */

/** The archive's own schema is closed: the function runs as its owner, and nobody else has a use for it. */
export function createUpkeep(archive: Archive, column: CatalogColumn): string[] {
  const { table, at, key } = archive;
  const name = functionOf(archive);
  const watched = [...key, column];
  const changed = watched
    .map(({ name: one, type }) => differs(`OLD.${ident(one)}`, `NEW.${ident(one)}`, type))
    .join(' OR ');
  const body = dollarQuoted(`BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    DELETE FROM ${at} AS godwit_kept WHERE NOT EXISTS (SELECT FROM ${sqlName(table)} WHERE ${sameRow(archive)});
    RETURN NULL;
  END IF;
  -- One statement may give the key of a row to another one.
  IF TG_OP <> 'INSERT' AND NOT EXISTS (SELECT FROM ${sqlName(table)} WHERE (${archiveKey(archive)}) = (${archiveKey(archive, 'OLD')})) THEN
    DELETE FROM ${at} AS godwit_kept WHERE ${sameRow(archive, 'OLD')};
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO ${at} AS godwit_kept (${archiveColumns(archive, 'was')})
      VALUES (${archiveKey(archive, 'NEW')}, ${stored(`NEW.${ident(column.name)}`, column.type)})
      ON CONFLICT (${archiveColumns(archive)}) DO UPDATE SET was = EXCLUDED.was;
  END IF;
  RETURN NULL;
END`);
  const [rows, updates, truncate] = triggersOf(column);
  return [
    `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS ${body}`,
    `REVOKE ALL ON FUNCTION ${name}() FROM PUBLIC`,
    ...(
      [
        [rows, 'AFTER INSERT OR DELETE', 'FOR EACH ROW'],
        [updates, 'AFTER UPDATE', `FOR EACH ROW WHEN (${changed})`],
        [truncate, 'AFTER TRUNCATE', 'FOR EACH STATEMENT'],
      ] as const
    ).flatMap(([trigger, when, each]) => [
      `CREATE TRIGGER ${ident(trigger)} ${when} ON ${sqlName(table)} ${each} EXECUTE FUNCTION ${name}()`,
      `ALTER TABLE ${sqlName(table)} ENABLE ALWAYS TRIGGER ${ident(trigger)}`,
    ]),
  ];
}

export const dropUpkeep = (archive: Archive, column: CatalogColumn): string[] => [
  ...triggersOf(column).map(
    (trigger) => `DROP TRIGGER IF EXISTS ${ident(trigger)} ON ${sqlName(archive.table)}`,
  ),
  `DROP FUNCTION IF EXISTS ${functionOf(archive)}()`,
];

/** Rows that are there already, in batches; then the question whether it is a copy, to which nobody has to wait. */
export function fillArchive(
  archive: Archive,
  column: CatalogColumn,
  heaps: readonly CatalogTable[] = [archive.table],
): StepDraft[] {
  const { table, at } = archive;
  const valuesOf = (one: Archive): string =>
    `${archiveKey(one)}, ${stored(`${ident(one.table.name)}.${ident(column.name)}`, column.type)}`;
  const values = valuesOf(archive);
  const columns = archiveColumns(archive, 'was');
  const goes = nothingToUndo('It goes with the archive.');
  return [
    ...heaps.map((heap) => {
      const own = { ...archive, table: heap };
      const todo = `${fromArchive(own, 'true')} IS NULL`;
      return batched(
        batchBlock({
          table: heap,
          todo,
          // A row deleted between the look at it and the copy would stay in the archive.
          locks: 'NO KEY UPDATE',
          work: [
            `INSERT INTO ${at} (${columns}) SELECT ${valuesOf(own)} FROM ${sqlName(heap)} WHERE ${inBatch} AND (${todo}) ON CONFLICT DO NOTHING`,
          ],
        }),
        goes,
      );
    }),
    transactional(
      [
        // Else policies would hide rows from the question.
        'SET LOCAL row_security = off',
        `DO ${dollarQuoted(`BEGIN
  IF ${digest(sqlName(table), values)} IS DISTINCT FROM ${digest(at, columns)} THEN
    RAISE EXCEPTION USING MESSAGE = ${literal(`${archive.name} is not a copy of ${fullName(table)}`)};
  END IF;
END`)}`,
      ],
      goes,
    ),
  ];
}

/** Number and hash of rows, whatever their order. Two of them in one expression are of one snapshot. */
const digest = (at: string, values: string): string =>
  `(SELECT concat_ws(' ', count(*), sum(hashtextextended(ROW(${values})::text, 0))) FROM ${at})`;

/** Archives have names of their own, and nothing else makes functions there. */
const functionOf = ({ name }: Archive): string =>
  qualified(archiveSchema, derivedName([name.slice(archiveSchema.length + 1), 'upkeep']));

const triggersOf = ({ name }: CatalogColumn): [string, string, string] => [
  derivedName([`${syncPrefix}keep`, name, 'rows']),
  derivedName([`${syncPrefix}keep`, name, 'updates']),
  derivedName([`${syncPrefix}keep`, name, 'truncate']),
];
