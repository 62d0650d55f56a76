import { expect, test } from 'vitest';
import type { Handing } from '../../graph/protocol/acceptance.ts';
import { protectedLosses } from '../../graph/protocol/protected-losses.ts';
import { LocalProvider } from '../../postgres/provider/local-provider.ts';
import { recordEvidence } from '../../tools/evidence.ts';
import { compile, up } from '../postgres/operations/cycle.ts';
import { testDatabase } from '../support/database.ts';

const hash = 'a'.repeat(64);

test('the old column of a rename needs no archive; both columns of it by hand do', async () => {
  await using db = await testDatabase({
    sql: 'create table t (id int primary key, old int); insert into t values (1, 5), (2, null);',
  });
  const session = await db.session();
  await up(session, await compile(session, { op: 'rename_column', table: 't', column: 'old', to: 'new' }));
  const provider = await LocalProvider.open(db.target, 'postgres');
  const judged = (columns: readonly string[], handwritten: boolean) =>
    protectedLosses(
      { migration_hash: hash } as Parameters<typeof protectedLosses>[0],
      handing(provider, columns, handwritten),
    );
  expect(await judged(['old'], false)).toMatchObject({
    evidence: { summary: 'every value of public.t.old is in the column that took its place' },
  });
  for (const columns of [['old'], ['old', 'new']]) {
    expect(await judged(columns, true)).toEqual({
      refused:
        'Forbidden: the migration drops column public.t.old, which holds 1 values, and no archive in godwit_archive holds as many rows. Copy it there first.',
    });
  }
});

/** A migration that dropped these columns on its branch and archived nothing. */
function handing(provider: LocalProvider, columns: readonly string[], handwritten: boolean): Handing {
  const observed = {
    branch_id: 'branch',
    project_ref: 'branch',
    name: 'm',
    steps: [{ version: '20260101000000', kind: 'transactional', up: 'select 1', down: 'select 2' }],
    query: 'select 1',
    rollback_sql: 'select 2',
    measured: [],
    schemaBefore: 's',
    schemaAfter: 't',
    changes: [],
    dropped: columns.map((column) => ({ schema: 'public', table: 't', column })),
    archives: [],
  };
  const fact = {
    step: 'migrate',
    fact: 'applied',
    subject: hash,
    ok: true,
    summary: 'applied',
    observed,
  } as const;
  return {
    state: {
      evidence: [recordEvidence(fact, 'test', 'call', new Date(0))],
      draft: { query: 'select 1', handwritten },
    },
    context: { provider, signal: new AbortController().signal },
  } as unknown as Handing;
}
