import { expect, test } from 'vitest';
import { behaviour } from '../../fixtures/derived-downs/behaviour.ts';
import type { Area } from '../../fixtures/derived-downs/case.ts';
import { columns } from '../../fixtures/derived-downs/columns.ts';
import { constraints } from '../../fixtures/derived-downs/constraints.ts';
import { functions } from '../../fixtures/derived-downs/functions.ts';
import { indexes } from '../../fixtures/derived-downs/indexes.ts';
import { migrations } from '../../fixtures/derived-downs/migrations.ts';
import { partitions } from '../../fixtures/derived-downs/partitions.ts';
import { privileges } from '../../fixtures/derived-downs/privileges.ts';
import { rest } from '../../fixtures/derived-downs/rest.ts';
import { tables } from '../../fixtures/derived-downs/tables.ts';
import { types } from '../../fixtures/derived-downs/types.ts';
import { views } from '../../fixtures/derived-downs/views.ts';
import { serverTarget } from '../../support/database.ts';
import { deriveAll } from './derived-downs.ts';

const areas: Readonly<Record<string, Area>> = {
  tables,
  columns,
  constraints,
  indexes,
  views,
  functions,
  behaviour,
  types,
  partitions,
  privileges,
  rest,
  migrations,
};

// Each area works on databases of its own.
test.concurrent.each(Object.entries(areas))(
  'a derived down restores schema and rows after every change of %s',
  async (_, area) => {
    const derived = await deriveAll(serverTarget(), area);
    const wrong = derived.filter(({ left }) => left.length > 0);
    expect(wrong).toEqual([]);
  },
  300_000,
);
