import { workspaceAgents, workspaceAgentsFolder } from '../../agents/workspace-agents.ts';
import { GodwitError } from '../../errors.ts';
import { auditProtection } from '../../graph/audit/protection.ts';
import { loadAgents } from '../../graph/load-agents.ts';
import { loadOrganisationPolicies } from '../../policies/organisation/load.ts';
import { findBubblewrap } from '../../tools/bash/sandbox.ts';
import { tools } from '../../tools/registry.ts';
import { openWorkspace, type Workspace } from '../../tools/workspace/index.ts';
import { gitVersion } from '../../tools/workspace/start-repository.ts';
import { gitHubServer } from '../../triggers/github/server.ts';
import { slackOf } from '../../triggers/slack/client.ts';
import { slackSettings } from '../../triggers/slack/settings.ts';
import type { CommonOptions } from '../options.ts';
import { serveName } from '../serve/only-one.ts';
import type { Session } from '../session.ts';

/** One thing a run needs. `warning`: it goes without, with less. */
export interface Finding {
  readonly subject: string;
  readonly state: 'ok' | 'warning' | 'missing';
  readonly text: string;
  readonly hint?: string;
}

/** As in package.json: what LangGraph and the grammar packages were tested with. */
const oldestNode = [20, 19] as const;

/** Looks at one thing after the other, so that a slow one does not hide what was found before. */
export async function* checkAll(
  session: Session,
  options: CommonOptions,
  { versions, env }: NodeJS.Process,
): AsyncGenerator<Finding> {
  yield nodeVersion(versions.node);
  yield await found(
    'git',
    async () => (await gitVersion()) ?? warning('not there: files are written, nothing is committed'),
  );
  yield await found('sandbox', async () =>
    (await findBubblewrap(env.PATH ?? '')) === undefined
      ? warning('no bubblewrap that works: what Bash runs has the rights of this user')
      : 'bubblewrap: what Bash runs sees a read-only system and no network',
  );
  yield await found('agents', async () => {
    const agents = await loadAgents(tools);
    const warnings = agents.flatMap(({ policy }) => policy.warnings);
    return warnings.length === 0
      ? `${agents.length} loaded, every constraint understood`
      : warning(warnings.join('; '));
  });
  yield await found('state', async () => {
    const { pool } = await session.state();
    const { rows } = await pool.query<{ version: string; runs: number }>(
      `SELECT current_setting('server_version') AS version, (SELECT count(*)::int FROM godwit.run) AS runs`,
    );
    return `PostgreSQL ${rows[0]?.version}, ${rows[0]?.runs} runs`;
  });
  yield await found('audit', async () => {
    const { by, text } = await auditProtection((await session.state()).pool);
    return by === 'none' ? warning(text) : text;
  });
  let workspace: Workspace | undefined;
  yield await found('workspace', async () => {
    workspace = await openWorkspace(options.workspace);
    const { typecheck, test } = workspace.scripts;
    const scripts = [typecheck, test].filter((script) => script !== null);
    return `${workspace.root}, app checks: ${scripts.length === 0 ? 'none in package.json' : scripts.join(', ')}`;
  });
  if (workspace !== undefined) {
    const opened = workspace;
    yield await found('policies', async () => {
      const { length } = await loadOrganisationPolicies(opened.root, tools);
      if (length === 0) return 'none of the workspace: the agents’ own hold';
      const warnings = (await loadAgents(tools, opened.root)).flatMap(({ policy }) => policy.warnings);
      return warnings.length === 0
        ? `${length} in policies/ tighten the agents’ own`
        : warning(warnings.join('; '));
    });
    yield await found('own agents', async () => {
      const own = await workspaceAgents(opened.root);
      if (own.length > 0) await loadAgents(tools, opened.root);
      return own.map(({ name }) => name).join(', ') || `none in ${workspaceAgentsFolder}`;
    });
    yield await found('target', async () => {
      const provider = await session.provider(opened, options.database);
      const { kind, host, port, database, serverVersion } = provider.identity();
      const { tables } = await provider.readCatalog(provider.productionRef);
      await provider.assertBranchable();
      const where = kind === 'embedded' ? 'embedded' : `${host}:${port}`;
      return `${database} (${where}, PostgreSQL ${serverVersion}), ${tables.length} tables, branches can be made`;
    });
  }
  yield await found('github', async () => {
    const { token, host } = gitHubServer(env);
    if (token === undefined)
      return `no GITHUB_TOKEN: public issues of ${host} are read, and nothing is said on them`;
    const { pool } = await session.state();
    const { rowCount } = await pool.query('SELECT FROM pg_stat_activity WHERE application_name = $1', [
      serveName,
    ]);
    return `${token.from}: runs ask on issues of ${host}; ${rowCount === 0 ? 'nobody listens there until godwit serve does' : 'godwit serve listens'}`;
  });
  if (env.SLACK_APP_TOKEN || env.SLACK_BOT_TOKEN) yield await found('slack', () => slackFound(env));
  yield env.ANTHROPIC_API_KEY
    ? { subject: 'model', state: 'ok', text: 'ANTHROPIC_API_KEY is set' }
    : {
        subject: 'model',
        state: 'warning',
        text: 'no ANTHROPIC_API_KEY: the playbook plans by rules',
        hint: 'Set it to plan with Claude.',
      };
}

function nodeVersion(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const ok = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  const hint = ok ? {} : { hint: `Install Node.js ${oldestNode.join('.')} or newer.` };
  return { subject: 'node', state: ok ? 'ok' : 'missing', text: version, ...hint };
}

interface Warning {
  readonly warning: string;
}
const warning = (text: string): Warning => ({ warning: text });

/** Tokens that are meant for something else keep no run from anything. */
async function slackFound(env: NodeJS.ProcessEnv): Promise<string | Warning> {
  try {
    const settings = slackSettings(env);
    const slack = settings && (await slackOf(settings)());
    return `SLACK_BOT_TOKEN: godwit serve listens as the app of ${slack?.web}`;
  } catch (error) {
    if (!(error instanceof GodwitError)) throw error;
    return { warning: [error.message, error.hint].filter(Boolean).join('; ') };
  }
}

async function found(subject: string, look: () => Promise<string | Warning>): Promise<Finding> {
  try {
    const seen = await look();
    return typeof seen === 'string'
      ? { subject, state: 'ok', text: seen }
      : { subject, state: 'warning', text: seen.warning };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const hint = error instanceof GodwitError && error.hint !== undefined ? { hint: error.hint } : {};
    return { subject, state: 'missing', text: error.message, ...hint };
  }
}
