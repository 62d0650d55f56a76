import { call, type Move } from './move.ts';
import { last, type Turn } from './turn.ts';

/** Types, compiler, commit, done. */
export function backendEngineer(turn: Turn): Move {
  const types = last(turn, 'regenerate_types');
  if (types === undefined) return call('regenerate_types', {});
  const app = last(turn, 'verify_app');
  if (app === undefined) return call('verify_app', { app: 'production' });
  const requirements = turn.parts.requirements as { name?: string } | null;
  if (last(turn, 'commit_workspace') === undefined) {
    const subject = `Migrate: ${(requirements?.name ?? 'schema').replaceAll('_', ' ')}`;
    return call('commit_workspace', { subject: subject.slice(0, 70) });
  }
  const { ok, checked, findings } = app.output as { ok: boolean; checked: boolean; findings: string[] };
  const verdict = checked ? (ok ? 'compiles' : 'breaks') : 'not_checked';
  return call(ok ? 'handoff_to_report' : 'handoff_to_data-migration-specialist', {
    types_path: turn.typesPath,
    verdict,
    breakage: ok ? [] : findings,
  });
}
