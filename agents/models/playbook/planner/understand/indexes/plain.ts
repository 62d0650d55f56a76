import type { NameReading, TableReading } from '../../grammar/slots/names.ts';
import type { RuleDraft } from '../rule-draft.ts';

/** An index on whole columns, over every row, as PostgreSQL makes one by itself. */
export const plainIndex = (
  table: TableReading | undefined,
  columns: readonly NameReading[],
): RuleDraft & { kind: 'index' } => ({
  kind: 'index',
  table,
  columns,
  unique: false,
  method: undefined,
  include: [],
  where: undefined,
});
