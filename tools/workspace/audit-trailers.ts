import { gitOutcome } from './git.ts';
import { GitFailed, NoRepository } from './git-errors.ts';

/** What a commit says about the audit. */
export interface AuditTrailer {
  readonly commit: string;
  /** `<seq>:<hash>`, as it stands there. */
  readonly value: string;
  readonly run: string | null;
}

/**
 * All `Godwit-Audit` lines in the messages of a repository, of every branch and remote. Not only in the last
 * paragraph: a squashed commit holds the messages of several.
 * @throws NoRepository | GitFailed
 */
export async function auditTrailers(folder: string): Promise<AuditTrailer[]> {
  const search = ['--all', '-z', '--no-show-signature', '--grep=^Godwit-Audit: ', '--format=%H%n%B'];
  const { code, stdout, stderr } = await gitOutcome(folder, ['log', ...search]);
  if (code !== 0 && stderr.includes('not a git repository')) throw new NoRepository(folder);
  if (code !== 0) throw new GitFailed('log', stderr.trim());
  return stdout.split('\0').flatMap(trailersOf);
}

function trailersOf(entry: string): AuditTrailer[] {
  const [commit = '', ...lines] = entry.split('\n');
  let run: string | null = null;
  return lines.flatMap((line): AuditTrailer[] => {
    const [, name, value = ''] = /^(Godwit-Run|Godwit-Audit): (\S+)\s*$/.exec(line) ?? [];
    if (name === 'Godwit-Run') run = value;
    return name === 'Godwit-Audit' ? [{ commit, value, run }] : [];
  });
}
