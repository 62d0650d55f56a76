import { describe, expect, test } from 'vitest';
import type { Draft } from '../../../graph/protocol/draft.ts';
import { type ChecklistLine, checklists } from '../../../graph/report/checklist.ts';
import { type Evidence, type Observation, recordEvidence } from '../../../tools/evidence.ts';

const hash = 'a'.repeat(64);
const branch = 'godwit_x_00000001';

const seen = (fact: string, more: Partial<Observation> = {}): Evidence =>
  recordEvidence(
    { step: 'test', fact, subject: hash, ok: true, summary: fact, observed: { branch_id: branch }, ...more },
    'test',
    'call',
    new Date(0),
  );

const applied = seen('applied', {
  observed: {
    branch_id: branch,
    project_ref: branch,
    name: 'm',
    steps: [{ version: '20260101000000', kind: 'transactional', up: 'select 1', down: 'select 2' }],
    query: 'select 1',
    rollback_sql: 'select 2',
    measured: [],
    schemaBefore: 's',
    schemaAfter: 't',
    changes: [],
    dropped: [{ schema: 'public', table: 'tasks', column: 'notes' }],
    archives: [],
  },
});
const draft: Draft = {
  query: '',
  handwritten: false,
  rollback_sql: '',
  preconditions: [],
  verifications: [{ holds: 'no row is odd', sql: 'select count(*) from odd' }],
  breaking: [],
  destroys: [],
  archives: [],
  indexes: [],
  followUps: [],
};
const asked = (project_ref: string, counted: number, subject = 'select count(*) from odd') =>
  seen('query', { subject, observed: { project_ref, counted } });
const about = (fact: string, more: Partial<Observation> = {}) => seen(fact, { subject: branch, ...more });
const ran = { observed: { checked: true, typecheck: { ran: true }, test: { ran: true } } };

const proven = [
  seen('schema', { subject: 'prod' }),
  about('created'),
  applied,
  seen('rolled-back'),
  seen('reapplied'),
  asked(branch, 0),
  about('data'),
  about('rls'),
  about('indexes'),
  about('old-app', ran),
  about('new-app', ran),
  seen('documented'),
  seen('backup', { observed: { losses: [{ rows: 3 }], archives: [{ rows: 3 }] } }),
  seen('verified'),
];
const merged = [
  seen('merged'),
  seen('health', { subject: 'prod' }),
  asked('prod', 0),
  seen('types', { subject: 't.ts' }),
  seen('production-app', {
    subject: 'prod',
    observed: { checked: true, typecheck: { ran: true }, test: { ran: false } },
  }),
];

function states(ledger: readonly Evidence[]): Record<string, ChecklistLine['state']> {
  const lists = checklists(ledger, { hash, draft, productionRef: 'prod' });
  return Object.fromEntries([...lists.before, ...lists.after].map(({ item, state }) => [item, state]));
}
const without = (fact: string) => [...proven, ...merged].filter((one) => one.fact !== fact);

test('every line is done when everything was observed', () => {
  expect(new Set(Object.values(states([...proven, ...merged])))).toEqual(new Set(['done']));
});

test('nothing is done when nothing was observed', () => {
  expect(new Set(Object.values(states([])))).toEqual(new Set(['not checked']));
});

describe('a line is not done', () => {
  test('about production when nothing was merged, whatever the branch showed', () => {
    const { after } = checklists(proven, { hash, draft, productionRef: 'prod' });
    expect(after.map(({ state, detail }) => [state, detail])).toEqual(
      after.map(() => ['not checked', 'nothing was merged']),
    );
  });

  test.each([
    ['schema', ['Impact analysed']],
    ['rolled-back', ['Reversible', 'Rollback written and tested']],
    ['reapplied', ['Rollback written and tested', 'Tested on a branch', 'Frontend compatibility verified']],
    ['backup', ['Backup verified']],
    ['documented', ['Breaking changes documented', 'Rollback documented']],
    ['data', ['Data integrity verified']],
    ['rls', ['RLS policies still work']],
    ['health', ['RLS policies still work', 'Indexes for new columns']],
    ['old-app', ['Frontend compatibility verified']],
    ['new-app', ['Types will be regenerated', 'Frontend tested with the new schema']],
    ['types', ['Types regenerated']],
  ])('without the evidence of %s', (fact, items) => {
    const lines = states(without(fact));
    for (const item of items) expect(lines[item], item).toBe('not checked');
  });

  test('by a query that was asked elsewhere, or is no check of the draft', () => {
    const noChecks = without('query');
    for (const other of [asked('godwit_y_00000002', 0), asked(branch, 0, 'select 1')]) {
      expect(states([...noChecks, other])['Tested on a branch']).toBe('not checked');
    }
    expect(states(noChecks)['Data integrity verified']).toBe('not checked');
  });

  test('but failed where a check counted something', () => {
    expect(states([...proven, asked(branch, 2), ...merged])['Tested on a branch']).toBe('failed');
    expect(states([...proven, ...merged, asked('prod', 1)])['Data integrity verified']).toBe('failed');
  });

  test('by an app whose tests did not run', () => {
    const typechecked = { observed: { checked: true, typecheck: { ran: true }, test: { ran: false } } };
    const ledger = [...proven, about('new-app', typechecked), ...merged];
    expect(states(ledger)['Frontend compatibility verified']).toBe('not checked');
  });

  test('by the checks of a migration that was replaced', () => {
    const other = { ...applied, subject: 'b'.repeat(64) };
    const { before } = checklists([...proven, other], { hash: other.subject, draft, productionRef: 'prod' });
    expect(before.filter(({ state }) => state === 'done').map(({ item }) => item)).toEqual([
      'Impact analysed',
    ]);
  });
});
