import { archiveSchema, archiveSchemaSql } from '../../postgres/operations/archive.ts';
import { derivedName, ident, qualified } from '../../postgres/sql.ts';
import type { ColumnFacts } from './facts.ts';
import type { HeldColumn } from './inventory.ts';

/** A table in schema godwit_archive. It depends on nothing: types, tables and functions may all go after it. */
export interface Archive {
  /** As SQL. */
  readonly at: string;
  /** The column that says: kept by the latest run of the up, and not brought back yet. */
  readonly current: string;
  /** Makes it where it is not there from an earlier run, whose rows are then out of date. */
  readonly open: readonly string[];
  /** Condition for the rows that the way back takes. */
  readonly kept: string;
  /** Those are back in their place. What an earlier run kept and nobody brought back stays. */
  readonly close: string;
}

/** Names of one migration's archives: `<version>_<table>`. */
export class Archives {
  readonly #version: string;
  readonly #taken = new Set<string>();

  constructor(version: string) {
    this.#version = version;
  }

  open(parts: readonly string[], columns: readonly (readonly [name: string, type: string])[]): Archive {
    const first = this.#taken.size === 0;
    const name = derivedName(
      [this.#version, ...parts].filter((part) => part !== ''),
      this.#taken,
    );
    this.#taken.add(name);
    const at = qualified(archiveSchema, name);
    const current = ident(derivedName(['godwit_current'], new Set(columns.map(([column]) => column))));
    const defined = [
      `${current} boolean NOT NULL`,
      ...columns.map(([column, type]) => `${ident(column)} ${type}`),
    ];
    return {
      at,
      current,
      open: [
        ...(first ? archiveSchemaSql : []),
        `CREATE TABLE IF NOT EXISTS ${at} (${defined.join(', ')})`,
        `ALTER TABLE ${at} ENABLE ROW LEVEL SECURITY`,
        `UPDATE ${at} SET ${current} = false WHERE ${current}`,
      ],
      kept: `godwit_kept.${current}`,
      close: `DELETE FROM ${at} WHERE ${current}`,
    };
  }
}

/** How an archive stores a column: a project's own types as text, characters without a length that would cut them. */
export const storedType = ({ type, ownType, array }: ColumnFacts): string =>
  ownType || /^(?:character|bpchar)\b/.test(type) ? (array ? 'text[]' : 'text') : type;

/** A column of the table as the archive stores it. */
export const stored = (column: ColumnFacts, from: string): string => {
  const value = `${from}.${ident(column.name)}`;
  return storedType(column) === column.type ? value : `${value}::${storedType(column)}`;
};

/** A value of the archive as the column wanted it before the up; characters are not cast, which might cut them. */
export const restored = (column: ColumnFacts, was: HeldColumn): string => {
  const value = `godwit_kept.${ident(was.name)}`;
  const plain = storedType(column) === was.type || /^character\b/.test(was.type);
  return plain ? value : `${value}::${was.input}`;
};
