import { readdirSync, readFileSync } from 'node:fs';
import { planRequest } from '../agents/models/playbook/planner/index.ts';
import { asset } from '../package-root.ts';
import type { Catalog, CatalogTable } from '../postgres/catalog/catalog.ts';
import { newColumn, newTable } from '../postgres/operations/evolve.ts';
import { type Measure, medianUs } from './measure.ts';

/** What the requests of the corpus speak of; how its tables are tied together costs nothing to read. */
const spokenOf: Readonly<Record<string, string>> = {
  tasks:
    'id owner_id title status type content legacy_notes created_at updated_at category_id due_date estimated_minutes',
  profiles: 'id username first_name last_name created_at updated_at',
  user_progress: 'id user_id task_id score attempts completed_at updated_at',
  categories: 'id slug name position',
  task_tags: 'task_id tag',
};

const table = (name: string, columns: readonly string[]): CatalogTable =>
  newTable(
    'public',
    name,
    columns.map((column) => newColumn(column, 'text')),
    columns.slice(0, 1),
  );

const catalogOf = (size: number): Catalog => {
  const known = Object.entries(spokenOf).map(([name, columns]) => table(name, columns.split(' ')));
  const others = Array.from({ length: size - known.length }, (_, at) =>
    table(
      `entity_${at}`,
      Array.from({ length: 12 }, (_, index) => `field_${index}`),
    ),
  );
  return { serverVersion: 180000, tables: [...known, ...others], enums: [], extensions: [] };
};

/** The playbook's answer to each request of the corpus, in a schema of 1,000 tables next to one of 10. */
export async function benchPlan(): Promise<Measure[]> {
  const folder = asset('test/fixtures/requests');
  const requests = readdirSync(folder)
    .flatMap((file) => readFileSync(`${folder}/${file}`, 'utf8').trim().split('\n'))
    .map((line): { text?: string; title?: string; body?: string } => JSON.parse(line))
    // Every tenth: all of them would take a minute and say the same.
    .filter((_, at) => at % 10 === 0)
    .map(({ text, title, body }) => ({ title: title ?? text ?? '', body: body ?? '' }));
  // A catalog is read anew for every request, so that nothing of it may be kept from the last one.
  const against = (catalog: Catalog) => medianUs(requests, (request) => planRequest(request, { ...catalog }));
  const baselineUs = against(catalogOf(10));
  const plannedUs = against(catalogOf(1000));
  return [
    {
      bench: 'plan',
      what: '1,000 tables',
      medianUs: plannedUs,
      baseline: '10 tables',
      baselineUs,
      ratio: plannedUs / baselineUs,
      limitUs: 50_000,
    },
  ];
}
