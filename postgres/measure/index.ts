export { blockedBy, strength } from './lock-modes.ts';
export { Measurement } from './measurement.ts';
export {
  backendPid,
  type HeldLock,
  type RelationBefore,
  readLocks,
  readRelations,
  readTallies,
  readTouched,
  reportTallies,
  runReadingAll,
  runReadingLocks,
  type TouchedRelation,
} from './read.ts';
export { type Blocker, describeBlockers, type Watch, watchBackend } from './watch.ts';
