export { compareDigests } from './compare-digests.ts';
export { compareRls } from './compare-rls.ts';
export { probeRls, type RlsProbe } from './probe-rls.ts';
export { renamedTables } from './renamed-tables.ts';
export { verifyIndexes } from './verify-indexes.ts';
export { writtenTables } from './written-tables.ts';
