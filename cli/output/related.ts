import type { RelatedRun } from '../../graph/store/related-runs.ts';
import type { Run } from '../../graph/store/runs.ts';

/** How a run is tied to others, both ways, as `--json` has it. */
export interface Ties {
  /** The run whose migration it takes back. */
  readonly rollbackOf: string | null;
  readonly retryOf: string | null;
  readonly rolledBackBy: readonly Pick<RelatedRun, 'id' | 'status'>[];
  readonly retriedAs: readonly Pick<RelatedRun, 'id' | 'status'>[];
}

export function tiesOf({ spec }: Pick<Run, 'spec'>, related: readonly RelatedRun[]): Ties {
  const those = (wanted: RelatedRun['how']) =>
    related.filter(({ how }) => how === wanted).map(({ id, status }) => ({ id, status }));
  return {
    rollbackOf: spec.undoes?.run ?? null,
    retryOf: spec.retryOf ?? null,
    rolledBackBy: those('undoes'),
    retriedAs: those('retryOf'),
  };
}

/** In lines like those above them. */
export function tieLines({ rollbackOf, retryOf, rolledBackBy, retriedAs }: Ties): string[] {
  const others = (title: string, runs: Ties['retriedAs']) =>
    runs.map(({ id, status }) => `  ${title} run ${id} (${status.replaceAll('_', ' ')})`);
  return [
    ...(rollbackOf === null ? [] : [`  rolls back run ${rollbackOf}`]),
    ...(retryOf === null ? [] : [`  retry of   run ${retryOf}`]),
    ...others('rollback  ', rolledBackBy),
    ...others('retry     ', retriedAs),
  ];
}
