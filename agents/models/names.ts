import { UnknownModel } from './errors.ts';

/**
 * Names that agent files and `--model` use, as Claude Code does; the API itself knows only ids. `inherit` is the model
 * of an agent whose file says so, or nothing, in a run without `--model`.
 */
export const modelAliases = {
  inherit: 'sonnet',
  sonnet: 'claude-sonnet-5-5',
  opus: 'claude-opus-5-5',
  haiku: 'claude-haiku-5-5',
} as const;
export type ModelAlias = keyof typeof modelAliases;

/** What godwit.yaml puts in place of the map's values. */
export type ModelMap = Readonly<Partial<Record<ModelAlias, string | undefined>>>;

/** Id of Claude where every agent has its own model. */
export const ownModels = 'claude';

export interface ModelChoice {
  /** The `--model` option: it overrules every agent's own. */
  readonly asked?: string | undefined;
  /** What the agent's file says. */
  readonly agent?: string | undefined;
  /** `models` of godwit.yaml, e.g. for a gateway with names of its own. */
  readonly models?: ModelMap | undefined;
  /** `GODWIT_MODEL_<ALIAS>` goes before godwit.yaml: this machine may have another gateway than the team. */
  readonly env?: Environment | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The id to send to the API. Throws UnknownModel. */
export function resolveModel({ asked, agent, models = {}, env = {} }: ModelChoice): string {
  const name = own(asked) ?? own(agent) ?? 'inherit';
  if (isAlias(name)) return behind(name, { models, env });
  if (isFullId(name)) return name;
  throw new UnknownModel(name, nearest(name), [...Object.keys(modelAliases), 'playbook']);
}

/** The id behind an alias; an alias may stand for another one. */
function behind(
  alias: ModelAlias,
  maps: { readonly models: ModelMap; readonly env: Environment },
  seen: readonly ModelAlias[] = [],
): string {
  const put = own(maps.env[overrideOf(alias)]) ?? own(maps.models[alias]);
  // Two that stand for each other mean nothing: there the built-in one counts.
  const value = put === undefined || seen.includes(alias) ? modelAliases[alias] : put;
  return isAlias(value) ? behind(value, maps, [...seen, alias]) : value;
}

/** Name of the variable that replaces what stands behind an alias. */
export const overrideOf = (alias: ModelAlias): string => `GODWIT_MODEL_${alias.toUpperCase()}`;

/** `inherit` and an empty text leave the choice to somebody else. */
function own(name: string | undefined): string | undefined {
  const trimmed = name?.trim();
  return trimmed === undefined || trimmed === '' || trimmed === 'inherit' ? undefined : trimmed;
}

const isAlias = (name: string): name is ModelAlias => Object.hasOwn(modelAliases, name);

/** `claude-opus-4-8`, and what Bedrock, Vertex and gateways make of it: `eu.anthropic.claude-…`, `anthropic/claude-…`. */
const isFullId = (name: string): boolean => /^[\w.:/@-]*claude-[\w.:/@-]+$/.test(name);

function nearest(name: string): string | undefined {
  const known = [...Object.keys(modelAliases), ...Object.values(modelAliases), 'playbook'];
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  // Farther than that it is another word, not a slip of the hand.
  return best !== undefined && best.distance <= Math.max(2, Math.floor(name.length / 3))
    ? best.candidate
    : undefined;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, left] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, right] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (left === right ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
