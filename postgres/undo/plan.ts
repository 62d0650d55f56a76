import type { Catalog } from '../catalog/catalog.ts';
import type { Migration, Step } from '../migration.ts';
import { addArchive } from '../operations/evolve.ts';
import { columnOf, findTable } from '../operations/lookup.ts';
import type { OperationPlan, StepDraft } from '../operations/operation.ts';
import { operationPlan } from '../operations/plan.ts';
import { classify } from '../script/index.ts';
import { RollbackBlocked } from './errors.ts';
import type { Kept } from './kept.ts';
import { keptColumn } from './kept-column.ts';
import { keptTable } from './kept-table.ts';
import type { Drop } from './trial.ts';

/** How much goes, in words, by the name of the table or column. */
export type Losses = ReadonlyMap<string, string>;

/**
 * The way back as the way there: the steps' own SQL with their kinds, newest first. What it drops is copied before;
 * the way there again, which is its way back, brings that back. Nothing that was written since is lost.
 */
export function planUndo(
  migration: Migration,
  drops: readonly Drop[],
  losses: Losses,
  catalog: Catalog,
): OperationPlan {
  const kept = keepAll(migration, drops, catalog);
  const [first, ...rest] = [
    ...kept.flatMap(({ steps }) => steps),
    ...migration.steps.toReversed().map((step) =>
      goingBack(
        migration,
        step,
        kept.filter(({ drop }) => drop.version === step.version),
      ),
    ),
  ];
  if (first === undefined) throw new Error('a migration has at least one step');
  return operationPlan([first, ...rest], {
    breaking: kept.map(({ drop }) => `applications that read or write ${spoken(drop)} fail`),
    destroys: kept.map(({ drop, archive }) => {
      const counted = losses.get(drop.name);
      return `the ${drop.column === null ? 'rows' : 'values'} of ${spoken(drop)} (${counted === undefined ? '' : `${counted}; `}${archive} keeps them)`;
    }),
    archives: kept.map(({ archive }) => archive),
  });
}

type KeptDrop = Kept & { readonly drop: Drop };

function keepAll(migration: Migration, drops: readonly Drop[], catalog: Catalog): KeptDrop[] {
  const kept: KeptDrop[] = [];
  let now = catalog;
  for (const drop of drops) {
    const one = keep(migration, drop, now);
    kept.push({ ...one, drop });
    now = addArchive(now, one.archive);
  }
  return kept;
}

function keep(migration: Migration, drop: Drop, catalog: Catalog): Kept {
  const table = findTable(catalog, drop);
  if (table === undefined || drop.called !== drop.name)
    throw new RollbackBlocked(
      titleOf(migration),
      `${spoken(drop)} has another name in between, by which nothing can keep its values`,
      otherwise,
    );
  return drop.column === null
    ? keptTable(table, drop.sequences, catalog)
    : keptColumn(table, columnOf(table, drop.column), catalog);
}

/** What is written last is kept in the transaction that drops it, or somebody's would be lost in between. @throws RollbackBlocked */
function goingBack(migration: Migration, { up, down }: Step, kept: readonly KeptDrop[]): StepDraft {
  const kind = classify(down, 'rollback');
  const [first] = kept;
  if (first === undefined) return { kind, up: down, down: up };
  if (kind !== 'transactional')
    throw new RollbackBlocked(
      titleOf(migration),
      `${spoken(first.drop)} is dropped outside a transaction, where nothing keeps what is written last`,
      otherwise,
    );
  const last = kept.flatMap((one) => one.last);
  return { kind, up: `${last.join(';\n')};\n${down}`, down: up };
}

const titleOf = ({ name, steps }: Migration): string => `${steps[0].version}_${name}`;

const otherwise = { later: [], hint: 'Say in a request what is to go: it is archived then.' };

const spoken = ({ schema, table, column }: Drop): string =>
  [schema, table, ...(column === null ? [] : [column])].join('.');
