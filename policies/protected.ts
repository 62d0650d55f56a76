import { foldPath } from './paths.ts';

/**
 * Files that decide what other programs run or what an agent may do. Whoever writes one turns an allowed command
 * into any command, so no agent writes them, whatever its policy says.
 */
const protectedFolders = [
  '.git',
  '.github',
  '.gitlab',
  '.circleci',
  '.ci',
  '.husky',
  '.godwit',
  '.claude',
  '.vscode',
  '.idea',
  '.devcontainer',
  'node_modules',
];
const protectedNames = new Set([
  '.gitattributes',
  '.gitmodules',
  '.gitconfig',
  '.gitignore',
  '.npmrc',
  '.yarnrc',
  '.yarnrc.yml',
  '.pnpmfile.cjs',
  'package.json',
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'bun.lock',
  'bun.lockb',
  'deno.json',
  'deno.lock',
  'jenkinsfile',
  '.gitlab-ci.yml',
  'azure-pipelines.yml',
  'bitbucket-pipelines.yml',
  '.travis.yml',
  '.mcp.json',
  'godwit.yaml',
  'godwit.yml',
  'claude.md',
  'agents.md',
  'makefile',
  'dockerfile',
  '.bashrc',
  '.profile',
  '.editorconfig',
]);

/** Files that hold secrets: read by no agent, because what an agent reads reaches a model. */
const secretNames =
  /^(?:\.env(?:rc|\..*)?|\.npmrc|\.pgpass|\.netrc|pg_service\.conf|\.pg_service\.conf|id_(?:rsa|dsa|ecdsa|ed25519)|.*\.(?:pem|key|p12|pfx|keystore|jks))$/;
const harmlessEnvironment = /^\.env\.(?:example|sample|template|dist)$/;
const secretFolders = ['.ssh', '.aws', '.gnupg', '.azure', '.kube', '.docker'];

/** Why a workspace-relative path may never be written, or undefined. */
export function protection(path: string): string | undefined {
  const segments = foldPath(path).split('/');
  const name = segments.at(-1) ?? '';
  const folder = segments.find((segment) => protectedFolders.includes(bare(segment)));
  if (folder !== undefined) return `${folder}/ decides what other programs run`;
  if (protectedNames.has(bare(name))) return `${name} decides what other programs run`;
  if (secrecy(path) !== undefined) return `${name} holds secrets`;
  if (isPolicyFile(segments)) return 'agent and policy files decide what agents may do';
  return undefined;
}

/** Why a workspace-relative path may not be read by an agent, or undefined. */
export function secrecy(path: string): string | undefined {
  const segments = foldPath(path).split('/');
  const name = bare(segments.at(-1) ?? '');
  const folder = segments.find((segment) => secretFolders.includes(bare(segment)));
  if (folder !== undefined) return `${folder}/ holds secrets`;
  if (secretNames.test(name) && !harmlessEnvironment.test(name)) return `${name} holds secrets`;
  // Remotes with a password in their URL, and a way to every file of every commit.
  if (segments.some((segment) => bare(segment) === '.git')) return '.git/ holds credentials';
  return undefined;
}

/** Names as Windows folds them: trailing dots and blanks dropped, `git~1` read as `.git`. */
const bare = (segment: string): string => {
  const trimmed = segment.replace(/[. ]+$/, '');
  return trimmed === 'git~1' ? '.git' : trimmed;
};

function isPolicyFile(segments: readonly string[]): boolean {
  const [top = '', ...rest] = segments;
  const name = rest.at(-1) ?? '';
  return (top === 'policies' && /\.ya?ml$/.test(name)) || (top === 'agents' && name.endsWith('.md'));
}
