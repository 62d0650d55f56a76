import type { Catalog } from '../../../../../postgres/catalog/catalog.ts';
import type { Operation } from '../../../../../postgres/operations/index.ts';
import type { Draft } from '../understand/draft.ts';
import type { Resolver, Target } from './resolver.ts';

/** What the builders share: the schema, the draft, the names, and the operations so far. */
export interface Build {
  readonly catalog: Catalog;
  readonly draft: Draft;
  readonly names: Resolver;
  readonly operations: Operation[];
}

/** `table` and `schema` of an operation; public is left for the schema's own default. */
export const at = ({ schema, name }: Target): { table: string; schema: string } => ({ table: name, schema });

export const both = (conditions: readonly string[]): string =>
  conditions.length === 1
    ? (conditions[0] ?? '')
    : conditions.map((condition) => `(${condition})`).join(' and ');
