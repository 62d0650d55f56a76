import { call, type Move } from './move.ts';
import { last, type Turn } from './turn.ts';

const checks = [
  ['verify_data', {}],
  ['verify_rls', {}],
  ['verify_indexes', {}],
  ['verify_app', { app: 'old' }],
  ['verify_app', { app: 'new' }],
] as const;

/** Runs every check once and reports what they found. */
export function integrationTester(turn: Turn): Move {
  const { branch_id, migration_hash } = turn.value as { branch_id: string; migration_hash: string };
  if (last(turn, 'mcp__supabase__list_migrations') === undefined) {
    return call('mcp__supabase__list_migrations', { project_id: turn.productionRef });
  }
  const findings: string[] = [];
  for (const [name, more] of checks) {
    const done = turn.calls.find(
      (made) => made.name === name && made.ok && ('app' in more ? made.input.app === more.app : true),
    );
    if (done === undefined) return call(name, { branch_id, ...more });
    const { ok, findings: found } = done.output as { ok: boolean; findings: string[] };
    if (!ok) findings.push(...found);
  }
  return call('handoff_to_data-migration-specialist', {
    branch_id,
    migration_hash,
    verdict: findings.length === 0 ? 'verified' : 'findings',
    findings,
  });
}
