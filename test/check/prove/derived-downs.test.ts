import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Area } from '../../fixtures/derived-downs/case.ts';
import { areas } from '../../fixtures/derived-downs/index.ts';
import { allOfCorpus, sampleOf } from '../../fixtures/derived-downs/sample.ts';
import { serverTarget } from '../../support/database.ts';
import { deriveAll, UpFails } from './derived-downs.ts';

// Each area works on databases of its own.
test.concurrent.each(Object.entries(areas))(
  'a derived down restores schema and rows after every change of %s',
  async (_, area) => {
    const derived = await deriveAll(serverTarget(), sampleOf(area, 5));
    expect(derived.filter(({ left }) => left.length > 0)).toEqual([]);
  },
  300_000,
);

describe.runIf(allOfCorpus)('three changes in one migration', () => {
  test.each(Object.entries(areas))(
    'of %s',
    async (_, { before, ups }: Area) => {
      const three = fc.uniqueArray(fc.constantFrom(...Object.keys(ups)), { minLength: 3, maxLength: 3 });
      const run = fc.asyncProperty(three, async (names) => {
        const together = { [names.join(', ')]: names.map((name) => ups[name]).join(';\n') };
        try {
          const [derived] = await deriveAll(serverTarget(), { before, ups: together });
          expect(derived?.left).toEqual([]);
        } catch (error) {
          // Some changes do not go together.
          if (!(error instanceof UpFails)) throw error;
        }
      });
      await fc.assert(run, { numRuns: 8, endOnFailure: true, seed: 1 });
    },
    600_000,
  );
});
