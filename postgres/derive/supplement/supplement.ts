import type { Difference, Snapshot } from '../../snapshot/index.ts';
import { castStatements } from './casts.ts';
import { columnStatements } from './columns.ts';
import { commentStatements } from './comments.ts';
import { constraintStatements } from './constraints.ts';
import { conversionStatements } from './conversions.ts';
import { databaseStatements } from './database.ts';
import { indexStatements } from './indexes.ts';
import { languageStatements } from './languages.ts';
import { operatorClassStatements, operatorFamilyStatements } from './operator-classes.ts';
import { operatorStatements } from './operators.ts';
import { privilegeStatements } from './privileges.ts';
import { relationStatements } from './relations.ts';
import { sequenceStatements } from './sequences.ts';
import { statisticsStatements } from './statistics.ts';
import { textSearchStatements } from './text-search.ts';
import { triggerStatements } from './triggers.ts';

/**
 * SQL for one difference, which leads from the wanted schema to the one that is there; empty where the writer does
 * not know it. `all`: the other differences.
 */
export type Writer = (
  difference: Difference,
  wanted: Snapshot,
  all: readonly Difference[],
) => readonly string[];

/** In the order in which their statements run: what exists first, then what is said about it. */
const writers: readonly Writer[] = [
  languageStatements,
  castStatements,
  operatorStatements,
  operatorFamilyStatements,
  operatorClassStatements,
  textSearchStatements,
  conversionStatements,
  statisticsStatements,
  indexStatements,
  relationStatements,
  columnStatements,
  sequenceStatements,
  constraintStatements,
  triggerStatements,
  databaseStatements,
  privilegeStatements,
  commentStatements,
];

/**
 * Statements for what the comparison of facts does not see: storage, statistics, operators, comments on parts of views
 * and the like. `differences` lead from the wanted schema to the one that is there.
 */
export function supplement(differences: readonly Difference[], wanted: Snapshot): string[] {
  const statements = writers.flatMap((write) =>
    differences.flatMap((difference) => write(difference, wanted, differences)),
  );
  return [...new Set(statements)].map((statement) => `${statement.replace(/;$/, '')};`);
}
