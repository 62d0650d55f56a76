import type { Catalog, CatalogTable } from '../catalog/catalog.ts';
import {
  archiveName,
  archiveRecordSql,
  archiveSchema,
  forgetArchive,
  recordArchive,
  recordName,
  restored,
  stored,
} from '../operations/archive.ts';
import { quiet } from '../operations/batch.ts';
import { fullName, sqlName } from '../operations/lookup.ts';
import { transactional } from '../operations/plan.ts';
import { storedType } from '../operations/types.ts';
import { dollarQuoted, ident, identList, literal, qualified } from '../sql.ts';
import type { OwnedSequence } from './held.ts';
import type { Kept } from './kept.ts';

/**
 * A copy of its rows, made in the transaction that drops the table: whoever writes to it waits, and would find it gone.
 * How far its sequences have come is kept, too: none may give a number out twice.
 */
export function keptTable(table: CatalogTable, sequences: readonly OwnedSequence[], catalog: Catalog): Kept {
  const name = archiveName(catalog, [table.name]);
  const at = qualified(archiveSchema, name);
  const columns = table.columns
    .filter(({ generated }) => generated === null)
    .map(({ name: column, type }, index) => ({ name: column, type, kept: `c${index + 1}` }));
  const kept = columns.map((column) => column.kept).join(', ');
  const reached = sequences.map(({ sequence }, index) => ({
    sequence,
    kept: qualified(archiveSchema, `${name}_${index + 1}`),
  }));
  const values = columns.map((column) => stored(ident(column.name), column.type)).join(', ');
  const back = columns.map((column) => restored(column.kept, column.type)).join(', ');
  const into = identList(columns.map((column) => column.name));
  const make = transactional(
    [
      ...archiveRecordSql,
      `CREATE TABLE ${at} (${columns.map((column) => `${column.kept} ${storedType(column.type)}`).join(', ')})`,
      `ALTER TABLE ${at} ENABLE ROW LEVEL SECURITY`,
      ...reached.map(
        (one, index) =>
          `CREATE SEQUENCE ${one.kept} MINVALUE -9223372036854775808 START 1 OWNED BY ${at}.c${index + 1}`,
      ),
      recordArchive(name, `rows of ${fullName(table)}`, { keptDays: catalog.keepArchivesDays }),
    ],
    [
      'SET LOCAL row_security = off',
      // Rows that only come back wake no trigger, and their keys are those they had.
      `DO ${dollarQuoted(`BEGIN\n  ${quiet.join(';\n  ')};\nEND`)}`,
      // What the way there has filled in is among what is kept.
      `DELETE FROM ${sqlName(table)} WHERE EXISTS (SELECT FROM ${archiveSchema}.${recordName} WHERE name = ${literal(name)})`,
      `INSERT INTO ${sqlName(table)} (${into}) OVERRIDING SYSTEM VALUE SELECT ${back} FROM ${at}`,
      ...reached.map(
        (one) => `SELECT setval(${literal(one.sequence)}, last_value, is_called) FROM ${one.kept}`,
      ),
      `DROP TABLE ${at}`,
      forgetArchive(name),
    ],
  );
  return {
    archive: `${archiveSchema}.${name}`,
    steps: [make],
    last: [
      // Else policies would hide rows from the copy, and nobody would know.
      'SET LOCAL row_security = off',
      `LOCK TABLE ${sqlName(table)} IN SHARE ROW EXCLUSIVE MODE`,
      `INSERT INTO ${at} (${kept}) SELECT ${values} FROM ${sqlName(table)}`,
      ...reached.map(
        (one) => `SELECT setval(${literal(one.kept)}, last_value, is_called) FROM ${one.sequence}`,
      ),
    ],
  };
}
