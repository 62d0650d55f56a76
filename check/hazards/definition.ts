import type { Node } from 'libpg-query';
import { SqlSyntaxError, splitStatements } from '../../postgres/script/index.ts';

/** What the server wrote, read; undefined where it is newer than our grammar. */
export function readDefinition(sql: string): Node | undefined {
  try {
    return splitStatements(sql)[0]?.node;
  } catch (error) {
    if (error instanceof SqlSyntaxError) return undefined;
    throw error;
  }
}
