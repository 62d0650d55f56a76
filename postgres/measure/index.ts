export { blockedBy, strength } from './lock-modes.ts';
export { Measurement } from './measurement.ts';
export { backendPid, type HeldLock, readLocks, readRelations, readTallies, reportTallies } from './read.ts';
export { type Blocker, describeBlockers, type Watch, watchBackend } from './watch.ts';
