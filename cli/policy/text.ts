import type { AgentPolicy } from '../../policies/agent-policy.ts';
import { placeText } from '../../policies/place.ts';
import type { PolicyLine } from '../../policies/policy-lines.ts';
import { escaped, type Style } from '../output/style.ts';
import type { Explanation } from './explain.ts';

/** A verdict for a person. */
export function explanationText(
  { verdict, analysis, rule, reason, hint, place }: Explanation,
  style: Style,
): string {
  const colour = { allow: style.green, confirm: style.yellow, deny: style.red }[verdict];
  const raised = analysis === verdict ? '' : style.dim(` (${analysis} before require_confirmation)`);
  return [
    `${colour(verdict)}  ${rule}${raised}`,
    `  ${escaped(reason)}${place === null ? '' : style.dim(` (${placeText(place)})`)}`,
    ...(hint === null ? [] : [`  ${style.dim('→')} ${escaped(hint)}`]),
  ].join('\n');
}

/** A policy for a person: tool by tool, each line with the place it comes from. */
export function policyText(policy: AgentPolicy, style: Style): string {
  const { agent, version, tools, lines, removed, warnings } = policy;
  const width = Math.max(0, ...lines.map(({ value }) => shown(value).length));
  // Wider than this the places run off the screen.
  const pad = Math.min(width, 44);
  const sections = [...tools.keys()].map((tool) => {
    const own = lines.filter((line) => line.tool === tool);
    return [
      style.bold(tool),
      ...own.map((line, index) => {
        const key = own[index - 1]?.key === line.key ? '' : line.key;
        return `  ${key.padEnd(22)}${escaped(shown(line.value)).padEnd(pad)}  ${style.dim(line.origin)}`;
      }),
    ].join('\n');
  });
  return [
    `${style.bold(agent)}  ${style.dim(`policy ${version.slice(0, 12)}`)}`,
    ...sections,
    ...removed.map(
      ({ tool, origin }) => `${style.bold(tool)}  ${style.red('taken away')}  ${style.dim(origin)}`,
    ),
    ...warnings.map((warning) => style.yellow(`warning: ${escaped(warning)}`)),
  ].join('\n');
}

const shown = (value: PolicyLine['value']): string =>
  Array.isArray(value) && value.length === 0
    ? 'none'
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);
