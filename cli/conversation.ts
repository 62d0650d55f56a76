import type { MigrationRequest } from '../agents/handoffs/index.ts';
import { GodwitError } from '../errors.ts';
import type { RunSpec } from '../graph/store/runs.ts';
import { answerMode } from './answers.ts';
import type { CommonOptions } from './options.ts';
import type { Channel } from './output/channel.ts';
import type { Session } from './session.ts';

/** Whether a request came from where a run can speak. */
export const hasPlace = ({ source }: MigrationRequest): boolean => ['github', 'slack'].includes(source.kind);

const tokens = { github: ['GITHUB_TOKEN', 'GH_TOKEN'], slack: ['SLACK_BOT_TOKEN'] } as const;

/** A person at a terminal is asked there; where nobody is, the run speaks where its request came from. */
export function speaksInPlace(
  { json, queue }: Pick<CommonOptions, 'json'> & { readonly queue?: boolean },
  process: NodeJS.Process,
  kind: keyof typeof tokens = 'github',
): boolean {
  if (queue === true) return true;
  const isTerminal = answerMode({ json: json === true }, process) === 'terminal';
  return !isTerminal && tokens[kind].some((name) => process.env[name]);
}

/**
 * Says where its request came from what a run has to say there, and takes what people said there. What stands in the
 * way is told: the run waits, whoever answers it.
 */
export async function converse(
  { id, spec }: { readonly id: string; readonly spec: Partial<Pick<RunSpec, 'speaks'>> },
  session: Session,
  channel: Channel,
): Promise<void> {
  if (spec.speaks !== true) return;
  const [{ pool }, { Rounds }, { openListeners }, { conversationLines }] = await Promise.all([
    session.state(),
    import('../triggers/conversation/rounds.ts'),
    import('./serve/listeners.ts'),
    import('./serve/lines.ts'),
  ]);
  const lines = conversationLines(channel);
  const said: typeof lines.said = (place, run, title, url) => {
    lines.said(place, run, title, url);
    if (run.status === 'waiting' && run.spec.queued !== true)
      channel.print(`  once it is answered there: npx godwit resume ${run.id}`);
  };
  try {
    await new Rounds(pool, await openListeners(process.env), { ...lines, said }).round({ of: id });
  } catch (error) {
    // What the run did stands, and its result is still to be told.
    if (!(error instanceof GodwitError)) throw error;
    lines.trouble('conversation', error);
  }
}
