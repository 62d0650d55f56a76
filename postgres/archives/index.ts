export { ArchiveInUse, ArchiveStillKept, UnknownArchive } from './errors.ts';
export { type KeptArchive, listArchives } from './list.ts';
export { purgeArchive } from './purge.ts';
