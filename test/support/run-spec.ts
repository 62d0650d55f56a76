import type { MigrationRequest } from '../../agents/handoffs/index.ts';
import type { RunSpec } from '../../graph/store/runs.ts';

/** What a run is started with, where a test needs one and it does not matter which. */
export const runSpec = (
  of: Partial<RunSpec> = {},
  source: MigrationRequest['source'] = { kind: 'text', ref: '--text' },
): RunSpec => ({
  request: { source, title: 't', body: '', frontMatter: {}, sha256: '0'.repeat(64), notes: [] },
  workspace: '/somewhere',
  target: 'app on localhost:5432',
  database: 'url',
  model: 'playbook',
  requester: 'kim',
  ...of,
});
