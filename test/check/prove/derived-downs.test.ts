import { expect, test } from 'vitest';
import { areas } from '../../fixtures/derived-downs/index.ts';
import { sampleOf } from '../../fixtures/derived-downs/sample.ts';
import { serverTarget } from '../../support/database.ts';
import { deriveAll } from './derived-downs.ts';

// Each area works on databases of its own.
test.concurrent.each(Object.entries(areas))(
  'a derived down restores schema and rows after every change of %s',
  async (_, area) => {
    const derived = await deriveAll(serverTarget(), sampleOf(area, 3));
    expect(derived.filter(({ left }) => left.length > 0)).toEqual([]);
  },
  300_000,
);
