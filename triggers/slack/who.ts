import type { Run } from '../../graph/store/runs.ts';
import type { ApprovalsConfig } from '../../tools/workspace/approvals-config.ts';
import { openWorkspace } from '../../tools/workspace/index.ts';
import type { Permission } from '../conversation/place.ts';
import type { Verb } from '../conversation/words.ts';
import type { Slack } from './client.ts';
import { SlackRefused } from './errors.ts';

const prefix = 'slack:';

/** A person of Slack, as requests and approvals name them: by the id, which nobody chooses. */
export const nameOf = (user: string): string => `${prefix}${user}`;

/** The id of whoever godwit.yaml names so; none where it names somebody elsewhere. */
export const userOf = (name: string): string[] => /^slack:([A-Z0-9]+)$/.exec(name)?.slice(1) ?? [];

/** Why somebody is not heard, asked when it counts; undefined for full members of the workspace. */
export async function reasonAgainst(slack: Slack, user: string): Promise<string | undefined> {
  const { user: found } = await slack
    .call('users.info', (client) => client.users.info({ user }))
    .catch((error: unknown) => {
      if (error instanceof SlackRefused && /^user_not_(?:found|visible)$/.test(error.error))
        return { user: undefined };
      throw error;
    });
  if (found === undefined) return 'nobody of this workspace has that id';
  const teams = [found.team_id, ...(found.enterprise_user?.teams ?? [])];
  if (found.is_stranger || !teams.includes(slack.team)) return 'they belong to another workspace';
  if (found.is_bot || found.is_workflow_bot || found.is_connector_bot) return 'they are a bot';
  if (found.is_restricted || found.is_ultra_restricted) return 'they are a guest of this workspace';
  return found.deleted ? 'their account is closed' : undefined;
}

/**
 * Whoever asked may answer, and take it back; so may those whom godwit.yaml names as approvers of anything. To approve
 * takes being named for it: elsewhere it takes a right to the repository or the database; in a channel nobody has shown any.
 */
export async function permission(slack: Slack, name: string, verb: Verb, run: Run): Promise<Permission> {
  const against = await reasonAgainst(slack, name.slice(prefix.length));
  if (against !== undefined) return { may: false, why: against };
  const { spec, question } = run;
  if (verb !== 'approve' && name === spec.requester) return { may: true };
  // Whoever is named for low risk is not for high, though nobody is named there.
  const named =
    verb === 'approve' && question?.kind === 'approval'
      ? (question.approvers.named ?? [])
      : namedIn((await openWorkspace(spec.workspace)).approvals);
  if (named.includes(name)) return { may: true };
  if (verb !== 'approve')
    return {
      may: false,
      why: `${spec.requester} asked for it, and godwit.yaml names ${name} nowhere as an approver`,
    };
  const key = question?.kind === 'approval' ? question.approvers.key : 'approvals.moderate';
  return {
    may: false,
    why: `from Slack only those approve whom godwit.yaml names, and ${key}.approvers does not have ${name}`,
  };
}

/** All approvers, of whatever class and target. */
function namedIn({ targets = {}, ...rules }: ApprovalsConfig): readonly string[] {
  return [rules, ...Object.values(targets)].flatMap(({ low, moderate, high }) =>
    [low, moderate, high].flatMap((rule) => rule?.approvers ?? []),
  );
}
