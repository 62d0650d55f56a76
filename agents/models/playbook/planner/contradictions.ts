import type { Operation } from '../../../../postgres/operations/index.ts';

/** Operations that speak against each other. */
export function contradictions(operations: readonly Operation[]): string[] {
  const questions: string[] = [];
  for (const operation of operations) {
    if (operation.op === 'rename_column') {
      const other = operations.find(
        (one) =>
          one.op === 'rename_column' &&
          one.table === operation.table &&
          one.column === operation.column &&
          one.to !== operation.to,
      );
      if (other?.op === 'rename_column') {
        questions.push(
          `Shall ${operation.table}.${operation.column} be called ${operation.to} or ${other.to}?`,
        );
      }
    }
    if (operation.op === 'drop_column') {
      const used = operations.some(
        (one) =>
          one !== operation &&
          'column' in one &&
          one.table === operation.table &&
          one.column === operation.column,
      );
      if (used) questions.push(`Shall ${operation.table}.${operation.column} be dropped, or changed?`);
    }
    if (operation.op === 'drop_table') {
      const used = operations.some(
        (one) => one !== operation && 'table' in one && one.table === operation.table,
      );
      if (used) questions.push(`Shall ${operation.table} be dropped, or changed?`);
    }
    if (operation.op === 'backfill') {
      const other = operations.find(
        (one) =>
          one !== operation &&
          one.op === 'backfill' &&
          one.table === operation.table &&
          one.column === operation.column,
      );
      if (other)
        questions.push(
          `How is ${operation.table}.${operation.column} calculated? The request says it in two ways.`,
        );
    }
  }
  return questions;
}
