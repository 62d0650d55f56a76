import { test } from 'vitest';
import { asset } from '../../../package-root.ts';
import { prepareDatabase } from '../../../postgres/workspace-database.ts';
import { LocalProvider } from '../../../postgres/provider/local-provider.ts';
import { testDatabase } from '../../support/database.ts';
test('time', async () => {
  await using db = await testDatabase();
  const s = await db.session();
  await prepareDatabase(s, { migrationsDir: asset('examples/tasks-app/supabase/migrations'), seedFile: asset('examples/tasks-app/supabase/seed.sql'), prelude: true });
  console.log((await s.query('select (select count(*) from tasks) t, (select count(*) from user_progress) p, pg_size_pretty(pg_database_size(current_database()))')).rows);
  const p = await LocalProvider.open(db.target, 'postgres');
  for (let i = 0; i < 5; i++) { const t = performance.now(); const b = await p.createBranch('x' + i, 'r'); console.log('ms', Math.round(performance.now() - t)); await p.deleteBranch(b.id); }
});
