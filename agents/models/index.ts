import { NoApiKey } from './errors.ts';
import type { Model } from './model.ts';
import { type Environment, type ModelMap, ownModels, resolveModel } from './names.ts';
import { playbook } from './playbook/index.ts';

export interface OpenedModel {
  readonly model: Model;
  /** One sentence for the user: which model thinks, and why this one. */
  readonly why: string;
}

/**
 * The model of a run. `model` is the `--model` option; without it every agent uses its own, and the playbook stands
 * in where no ANTHROPIC_API_KEY is set. Throws UnknownModel, NoApiKey, BadApiKey, BadBaseUrl.
 */
export async function openModel({
  model: option,
  models,
  env,
}: {
  readonly model?: string | undefined;
  /** `models` of godwit.yaml. */
  readonly models?: ModelMap | undefined;
  readonly env: Environment;
}): Promise<OpenedModel> {
  const asked = option?.trim() === '' || option?.trim() === 'inherit' ? undefined : option?.trim();
  if (asked === 'playbook')
    return { model: playbook, why: 'The playbook answers, as asked: rules, no key, no network.' };

  if (asked?.startsWith('replay:') === true) {
    const { replay } = await import('./recording/replay.ts');
    const model = replay(asked.slice('replay:'.length));
    return { model, why: 'Recorded answers, given again: no key, no network.' };
  }

  // How a run is remembered in which every agent has its own model.
  const each = asked === undefined || asked === ownModels;
  const id = each ? undefined : resolveModel({ asked, models, env });
  const apiKey = env.ANTHROPIC_API_KEY?.trim() ?? '';
  if (apiKey === '') {
    if (asked !== undefined) throw new NoApiKey(asked);
    return {
      model: playbook,
      why: 'ANTHROPIC_API_KEY is not set, so the playbook answers: built-in rules that know the usual requests.',
    };
  }
  // The SDK takes a tenth of a second to load, which runs with the playbook need not wait for.
  const { claude } = await import('./claude/index.ts');
  const opened = claude({
    apiKey,
    baseURL: env.ANTHROPIC_BASE_URL,
    asked: each ? undefined : asked,
    models,
    env,
  });
  const { host } = new URL(env.ANTHROPIC_BASE_URL?.trim() || 'https://api.anthropic.com');
  const where = env.ANTHROPIC_BASE_URL?.trim() ? ` at ${host}` : '';
  const why =
    id === undefined
      ? `Claude answers${where}, each agent with its own model.`
      : `Claude answers${where}: ${id} for every agent, as asked.`;
  return { model: opened, why };
}
