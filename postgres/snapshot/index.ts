export { accessChanges } from './access.ts';
export { columnOrder, type Difference, diffSnapshots, sameButForColumnOrder } from './diff.ts';
export { SnapshotFileInvalid, UncoveredObjectKind, UnknownSnapshotFormat } from './errors.ts';
export { readSnapshotFile } from './file.ts';
export { diffStates, type SchemaState, SnapshotSeries, snapshotOf } from './series.ts';
export type { Snapshot, SnapshotObject } from './snapshot.ts';
export type { Surroundings } from './stable-output.ts';
export { takeSnapshot } from './take.ts';
