import { test } from 'vitest';
import pg from 'pg';
import { readFileSync, writeFileSync } from 'node:fs';
import { extract, plan } from '@supabase/pg-delta';
import { testDatabase } from '../../support/database.ts';
import { applyPrelude } from '../../../postgres/prelude/prelude.ts';
test('plan', async () => {
  await using db = await testDatabase(); await using e = await testDatabase();
  for (const r of ['branch_app', 'branch_auth_admin']) await db.query(`CREATE ROLE ${r}`);
  const s = await db.session(); await applyPrelude(s);
  await db.query(readFileSync('test/postgres/branches/supabase.sql', 'utf8'));
  const a = new pg.Pool({ connectionString: db.target.connectionString(), max: 1 }), b = new pg.Pool({ connectionString: e.target.connectionString(), max: 1 });
  const w = await extract(a, { redactSecrets: false });
  const p = plan((await extract(b, {})).factBase, w.factBase, { compact: false });
  writeFileSync('/tmp/aclwork/plan.sql', JSON.stringify(w.diagnostics, null, 1) + p.actions.map((x) => x.sql + ';   --' + x.produces.map((y) => y.kind).join()).join('\n'));
  await a.end(); await b.end();
});
