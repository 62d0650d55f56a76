export { columnOrder, type Difference, diffSnapshots, sameButForColumnOrder } from './diff.ts';
export { UncoveredObjectKind } from './errors.ts';
export type { Snapshot, SnapshotObject } from './snapshot.ts';
export { takeSnapshot } from './take.ts';
