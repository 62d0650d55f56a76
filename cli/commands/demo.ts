import { cp, mkdtemp, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { exitOf } from '../../graph/engine/result.ts';
import { asset } from '../../package-root.ts';
import { startRepository } from '../../tools/workspace/start-repository.ts';
import { readIssueFile } from '../../triggers/issue-file.ts';
import { answerer, answerMode } from '../answers.ts';
import { drive } from '../drive.ts';
import { type CommonOptions, withJson, withModel } from '../options.ts';
import { openChannel } from '../output/channel.ts';
import { Session } from '../session.ts';

export function demoCommand(program: Command): void {
  withJson(withModel(program.command('demo')))
    .description('carry an example issue through all agents, on an embedded PostgreSQL')
    .argument('[issue]', 'an issue of examples/tasks-app', 'add-difficulty')
    .action(async (issue: string, options: Omit<CommonOptions, 'workspace' | 'database'>) => {
      const channel = openChannel(options.json === true, process);
      const request = await readIssueFile(
        asset(`examples/tasks-app/issues/${issue.replace(/\.md$/, '')}.md`),
      );
      const workspace = await demoWorkspace();
      // The demo is its own database: whatever DATABASE_URL names is not to be played with.
      const { DATABASE_URL: _, ...env } = process.env;
      await using session = new Session(env, channel);
      const mode = answerMode({ yes: false, json: options.json === true }, process);
      const result = await drive(
        { kind: 'start', request },
        { ...options, workspace },
        answerer(mode === 'terminal' ? 'terminal' : 'demo', channel),
        channel,
        session,
      );
      process.exitCode = exitOf[result.status];
    });
}

/** A copy of the example app in a folder of its own, a git repository where git is there. */
async function demoWorkspace(): Promise<string> {
  const workspace = await mkdtemp(join(tmpdir(), 'godwit-demo-'));
  const skipped = new Set(['node_modules', 'dist']);
  await cp(asset('examples/tasks-app'), workspace, {
    recursive: true,
    filter: (path) => !skipped.has(path.split('/').at(-1) ?? ''),
  });
  await symlink(asset('node_modules'), join(workspace, 'node_modules'), 'dir');
  await startRepository(workspace, 'The example app');
  return workspace;
}
