import type { TimelineEvent } from '../../graph/timeline.ts';
import { protocolSteps } from '../../tools/evidence.ts';
import { duration, escaped, type Style } from './style.ts';

/** A line that says more than this is cut on a terminal; `--json` and `godwit show` have the rest. */
const maxText = 160;

/** Turns events into lines: a heading when the agent changes, below it a line per step. */
export class TimelineLines {
  readonly #style: Style;
  #agent: string | null = null;

  constructor(style: Style) {
    this.#style = style;
  }

  lines(event: TimelineEvent): string[] {
    const line = this.#line(event);
    if (line === undefined) return [];
    if (event.agent === null || event.agent === this.#agent) return [line];
    this.#agent = event.agent;
    return ['', this.#style.bold(event.agent), line];
  }

  #line(event: TimelineEvent): string | undefined {
    const { green, red, yellow, dim, cyan } = this.#style;
    const text = cut(event.text);
    switch (event.kind) {
      case 'tool': {
        const mark = event.ok ? green('✓') : red('✗');
        const label = stepLabel(event.step) || shortName(event.tool);
        return `  ${mark} ${label.padEnd(12)} ${text || shortName(event.tool)} ${dim(duration(event.ms))}`;
      }
      case 'verdict':
        return event.verdict === 'allow'
          ? undefined
          : `  ${yellow('!')} ${'policy'.padEnd(12)} ${shortName(event.tool)}: ${text}`;
      case 'handoff':
        return `  ${cyan('→')} ${text}`;
      case 'sent-back':
        return `  ${yellow('↩')} ${text}`;
      case 'waiting':
        return `  ${yellow('?')} ${text}`;
      case 'answer':
        return `  ${green('✓')} ${'approval'.padEnd(12)} ${text}`;
      case 'progress':
        return `    ${dim(text)}`;
      case 'run':
      case 'agent':
      case 'ended':
        return undefined;
    }
  }
}

/** The eight steps carry their number from the protocol. */
function stepLabel(step: (typeof protocolSteps)[number] | null): string {
  if (step === null) return '';
  const number = protocolSteps.indexOf(step) + 1;
  return number <= 8 ? `${number} ${step}` : step;
}

const shortName = (tool: string): string => tool.replace('mcp__supabase__', '');

function cut(text: string): string {
  const line = escaped(text).replaceAll(/\s+/g, ' ').trim();
  return line.length <= maxText ? line : `${line.slice(0, maxText - 1)}…`;
}
