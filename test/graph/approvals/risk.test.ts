import { expect, test } from 'vitest';
import { assessRisk } from '../../../graph/approvals/risk.ts';
import type { Draft } from '../../../graph/protocol/draft.ts';
import { type Observation, recordEvidence } from '../../../tools/evidence.ts';
import type { AppliedObservation } from '../../../tools/recorded-migration.ts';

const hash = 'a'.repeat(64);
const branch = 'godwit_x_00000001';
const seen = (fact: string, subject: string, observed: Observation['observed']) =>
  recordEvidence(
    { step: 'test', fact, subject, ok: true, summary: fact, observed },
    'test',
    'call',
    new Date(0),
  );
const draft = (more: Partial<Draft>): Draft => ({
  query: '',
  handwritten: false,
  rollback_sql: '',
  preconditions: [],
  verifications: [],
  breaking: [],
  destroys: [],
  archives: [],
  indexes: [],
  followUps: [],
  ...more,
});
type Lock = AppliedObservation['measured'][number]['locks'][number];
const lock: Lock = {
  relation: 'public.tasks',
  mode: 'AccessExclusiveLock',
  heldMs: 12,
  rewrite: false,
  scan: true,
  blocks: 'reads and writes',
};

interface Measured {
  readonly applied?: Partial<AppliedObservation>;
  readonly rows?: number;
  readonly lock?: Partial<Lock>;
  readonly losses?: { what: string; rows: number }[] | null;
  readonly lostRows?: { table: string; before: number; after: number | null }[];
  readonly draft?: Partial<Draft>;
}

const risk = ({
  applied,
  rows = 0,
  lock: held = {},
  losses = [],
  lostRows = [],
  draft: planned = {},
}: Measured) => {
  const observed = {
    branch_id: branch,
    project_ref: branch,
    name: 'm',
    steps: [{ version: '20260101000000', kind: 'transactional' as const, up: 'select 1', down: 'select 2' }],
    query: 'select 1',
    rollback_sql: 'select 2',
    measured: [{ version: '20260101000000', ms: 20, rows, locks: [{ ...lock, ...held }] }],
    schemaBefore: 's',
    schemaAfter: 't',
    changes: [],
    access: [],
    dropped: [],
    archives: [],
    ...applied,
  };
  const evidence = [
    seen('applied', hash, observed),
    ...(losses === null ? [] : [seen('backup', hash, { losses })]),
    seen('data', branch, { lostRows }),
  ];
  const { class: of, reasons } = assessRisk({ evidence, draft: draft(planned) }, hash);
  return [of, ...reasons.map(({ fact, text }) => `${fact}: ${text}`)];
};

test.each<[Measured, string[]]>([
  [{}, ['low']],
  [{ lock: { heldMs: 999 } }, ['low']],
  [
    { lock: { heldMs: 1_000 } },
    ['moderate', 'lock: public.tasks: AccessExclusiveLock for 1000 ms, blocks reads and writes'],
  ],
  [
    { lock: { heldMs: 5_000, mode: 'ShareLock', blocks: 'writes' } },
    ['high', 'lock: public.tasks: ShareLock for 5000 ms, blocks writes'],
  ],
  [{ lock: { heldMs: 60_000, mode: 'ShareUpdateExclusiveLock', blocks: 'schema changes' } }, ['low']],
  [{ lock: { rewrite: true } }, ['moderate', 'rewrite: rewrites public.tasks']],
  [{ rows: 9_999 }, ['low']],
  [{ rows: 10_000 }, ['moderate', 'rows: writes 10000 rows']],
  [{ draft: { breaking: ['score is renamed'] } }, ['moderate', 'breaking: score is renamed']],
  [
    { draft: { destroys: ['which rows held NULL'] } },
    ['moderate', 'data: does not keep which rows held NULL in place'],
  ],
  [{ losses: [{ what: 'table public.empty', rows: 0 }] }, ['low']],
  [
    { losses: [{ what: 'column public.tasks.notes', rows: 7 }], rows: 20_000 },
    ['high', 'data: drops column public.tasks.notes, which holds 7 values', 'rows: writes 20000 rows'],
  ],
  [
    { lostRows: [{ table: 'public.tasks', before: 10, after: 8 }] },
    ['high', 'data: takes 2 of 10 rows out of public.tasks'],
  ],
  // Counted as the table that is dropped already.
  [
    {
      losses: [{ what: 'table public.old', rows: 3 }],
      lostRows: [{ table: 'public.old', before: 3, after: null }],
    },
    ['high', 'data: drops table public.old, which holds 3 values'],
  ],
  [{ losses: null }, ['high', 'data: what it takes away was not counted']],
  [
    { applied: { access: ['policy public.tasks.own: dropped'] } },
    ['high', 'access: who may do what: policy public.tasks.own: dropped'],
  ],
])('%j', (measured, said) => {
  expect(risk(measured)).toEqual(said);
});

test('a migration that nobody measured is of high risk', () => {
  expect(assessRisk({ evidence: [], draft: null }, hash).class).toBe('high');
});
