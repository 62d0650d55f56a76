import type { SchemaRequirements } from '../../agents/handoffs/index.ts';

type Demand = SchemaRequirements['demands'][number]['demand'];

/** What the engine does not do, whoever asks. The way out is told with each. */
export const forbiddenDemands: Readonly<Record<Demand, { rule: string; reason: string; hint: string }>> = {
  skip_branch_test: {
    rule: 'forbidden/untested',
    reason: 'Production is changed only by what was tested on a branch.',
    hint: 'Make the request without that; the branch costs a copy of the database, not your time.',
  },
  no_rollback: {
    rule: 'forbidden/irreversible',
    reason: 'A migration has a rollback that was tested.',
    hint: 'Make the request without that; the rollback is written for you.',
  },
  no_backup: {
    rule: 'forbidden/no-backup',
    reason: 'A column or table that holds data is dropped only after a verified backup.',
    hint: 'Make the request without that; what is dropped is kept in schema godwit_archive.',
  },
  edit_applied_migration: {
    rule: 'forbidden/applied-migration',
    reason: 'A migration file that was applied is never changed.',
    hint: 'Say what should be different in the database; that becomes a new migration.',
  },
  no_transaction: {
    rule: 'forbidden/no-transaction',
    reason: 'Statements run inside a transaction unless Postgres cannot do it otherwise.',
    hint: 'Make the request without that.',
  },
};
