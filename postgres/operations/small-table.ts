import type { CatalogTable } from '../catalog/catalog.ts';

/**
 * Where a table has to be read or written as a whole under a strong lock, everybody waits: above these sizes longer
 * than a person notices.
 */
export const mostRows = 10_000;
export const mostBytes = 4 * 1024 * 1024;

export const isSmall = ({ estimatedRows, bytes }: CatalogTable): boolean =>
  estimatedRows <= mostRows && bytes <= mostBytes;
