import type { Catalog } from '../../postgres/catalog/index.ts';
import type { OperationKind } from '../../postgres/operations/index.ts';
import { examples } from './examples.ts';
import { indexPage } from './index-page.ts';
import { operationPage } from './page.ts';
import { patternPage, patterns } from './patterns.ts';

/** Every page below docs/operations, by its path there; `catalog` is that of schema.sql. */
export function pages(catalog: Catalog): ReadonlyMap<string, string> {
  return new Map([
    ['README.md', indexPage()],
    ...(Object.keys(examples) as OperationKind[]).map((kind): [string, string] => [
      `${kind}.md`,
      operationPage(kind, catalog),
    ]),
    ...patterns.map((pattern): [string, string] => [
      `patterns/${pattern.file}`,
      patternPage(pattern, catalog),
    ]),
  ]);
}
