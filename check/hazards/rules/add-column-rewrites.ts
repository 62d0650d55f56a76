import type { ColumnDef } from 'libpg-query';
import type { StatementRule } from '../rule.ts';
import { addedColumns, constraintsOf, typeOf } from '../tree.ts';
import { waitText } from '../words.ts';

/** Silent for defaults that the catalog keeps, whatever function they call: the file of the table says it. */
export const addColumnRewrites: StatementRule = {
  id: 'add-column-rewrites',
  level: 'warning',
  rows: [32, 33, 34, 35, 37, 38, 39],
  explainsLock: true,
  statement({ node, existing, touchOf }) {
    const added = addedColumns(node);
    const touch = touchOf(existing(added[0]?.relation));
    if (touch?.rewrite !== true) return null;
    const [reason] = added.map(({ column }) => reasonOf(column)).sort((a, b) => a.order - b.order);
    if (reason === undefined) return null;
    return { message: `ADD COLUMN ${reason.what} takes ${waitText(touch)}`, remedy: reason.remedy };
  },
};

interface Reason {
  /** The likeliest cause of several columns first. */
  readonly order: number;
  readonly what: string;
  readonly remedy: string;
}

function reasonOf(column: ColumnDef): Reason {
  const name = `"${column.colname}"`;
  const kinds = constraintsOf(column).map(({ contype }) => contype);
  if (/^(?:small|big)?serial\d?$/.test(typeOf(column.typeName)) || kinds.includes('CONSTR_IDENTITY')) {
    const remedy = 'add a bigint that may be null, a sequence as its default, fill old rows in batches';
    return { order: 1, what: `${name} with a number for every row`, remedy };
  }
  if (kinds.includes('CONSTR_GENERATED')) {
    const remedy = 'a plain column, a trigger that keeps it up, old rows filled in batches';
    return { order: 1, what: `${name} GENERATED … STORED`, remedy };
  }
  if (kinds.includes('CONSTR_DEFAULT')) {
    const remedy = 'add the column without a default, then SET DEFAULT, then fill old rows in batches';
    return { order: 2, what: `${name} with a default that has to be computed for every row`, remedy };
  }
  const remedy = 'use the base type with a CHECK … NOT VALID, or a type without a default';
  return { order: 3, what: `${name} of a type with a default or a constraint`, remedy };
}
