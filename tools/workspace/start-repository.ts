import { git, gitOutcome } from './git.ts';

/** Version of the git on this machine, or null where there is none. */
export async function gitVersion(): Promise<string | null> {
  try {
    const { stdout } = await gitOutcome('.', ['--version']);
    return stdout.trim();
  } catch {
    return null;
  }
}

/** Makes a folder a repository with everything in it committed; does nothing where there is no git. */
export async function startRepository(folder: string, subject: string): Promise<void> {
  if ((await gitVersion()) === null) return;
  await git(folder, ['init', '--quiet', '--initial-branch=main']);
  await git(folder, ['add', '--all']);
  const identity = ['-c', 'user.name=Godwit', '-c', 'user.email=godwit@localhost'];
  await git(folder, [...identity, 'commit', '--quiet', '--message', subject]);
}
