import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import { translate } from '../../../agents/models/playbook/planner/languages/translate.ts';
import { asset } from '../../../package-root.ts';
import type { Catalog } from '../../../postgres/catalog/index.ts';
import type { Operation } from '../../../postgres/operations/index.ts';
import { tasksAppCatalog } from './tasks-app.ts';

const folder = asset('test/fixtures/requests');
const texts: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.jsonl'))
  .flatMap((file) => readFileSync(`${folder}/${file}`, 'utf8').trim().split('\n'))
  .map((line): { text?: string; decision: string } => JSON.parse(line))
  .flatMap(({ text, decision }) => (text && decision === 'change' && !text.includes('\n') ? [text] : []));

const isEnglish = (text: string): boolean => translate({ title: text, body: '' }, () => false) === undefined;
/** Languages change from sentence to sentence, and within none. */
const isWithinSentence = (between: string): boolean => /[a-z,;] $/.test(between);

const ways: readonly { between: string; before: string }[] = [
  { before: '', between: '. ' },
  { before: '', between: ' and ' },
  { before: '', between: ', then ' },
  { before: '', between: '. Then ' },
  { before: '', between: '. Also, ' },
  { before: '', between: '; ' },
  { before: '', between: ', and also ' },
  { before: '', between: '\n\n' },
  { before: '', between: '\n' },
  { before: '- ', between: '\n- ' },
  { before: '1. ', between: '\n2. ' },
  { before: 'Two things:\n\n* ', between: '\n* ' },
];

const lower = (text: string): string => text.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
/** What an operation does and to what; how well a column is described may gain by a neighbour's words. */
const deed = (operation: Operation): string => {
  const { op, table, column, columns, to, into, name } = { ...operation } as Record<string, unknown>;
  return JSON.stringify([op, table, column ?? (op === 'add_index' ? columns : null), to, into, name]);
};

describe('several requests in one', () => {
  let catalog: Catalog;
  let good: readonly { text: string; operations: readonly Operation[] }[];
  beforeAll(async () => {
    catalog = await tasksAppCatalog();
    good = texts.flatMap((text) => {
      const decision = planRequest({ title: text, body: '' }, catalog);
      return decision.decision === 'change' ? [{ text, operations: decision.operations }] : [];
    });
    expect(good.length).toBeGreaterThan(90);
  });

  it.each(['title', 'body'] as const)(
    'keep every operation of each and gain none, or are asked about (%s)',
    (place) => {
      const some = fc.array(fc.integer({ min: 0, max: good.length - 1 }), { minLength: 2, maxLength: 3 });
      let changes = 0;
      fc.assert(
        fc.property(
          some,
          fc.constantFrom(...ways.filter(({ between }) => place === 'body' || !between.includes('\n'))),
          (picked, way) => {
            const all = picked.flatMap((at) => good[at] ?? []);
            fc.pre(!isWithinSentence(way.between) || all.every((part) => isEnglish(part.text)));
            const text =
              way.before +
              all
                .map((part) => part.text.replace(/[.\s]+$/, ''))
                .map((part, index) => (index > 0 && /[a-z,] $/.test(way.between) ? lower(part) : part))
                .join(way.between);
            const decision = planRequest(
              place === 'title' ? { title: text, body: '' } : { title: 'Changes of the schema', body: text },
              catalog,
            );
            if (decision.decision === 'clarify') return;
            expect(decision.decision, text).toBe('change');
            if (decision.decision !== 'change') return;
            changes += 1;
            const got = new Set(decision.operations.map(deed));
            const wanted = new Set(all.flatMap((part) => part.operations.map(deed)));
            expect([...got].sort(), text).toEqual([...wanted].sort());
          },
        ),
        {
          numRuns: Number(process.env.GODWIT_COMBINATIONS || 120),
          ...(process.env.GODWIT_COMBINATIONS ? {} : { seed: 1 }),
        },
      );
      expect(changes).toBeGreaterThan(20);
    },
  );
});
