export type * from './catalog.ts';
export { readCatalog } from './read.ts';
