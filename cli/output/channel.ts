import type { StoredEvent } from '../../graph/store/timeline.ts';
import { type Style, styleFor } from './style.ts';
import { TimelineLines } from './timeline.ts';

/** Where a command speaks: lines for a person, or NDJSON with nothing but JSON on stdout. */
export interface Channel {
  readonly json: boolean;
  readonly style: Style;
  /** What the command is for: stdout. Silent with `--json`. */
  print(text: string): void;
  /** News while it works: stderr with `--json`, so that stdout stays JSON. */
  note(text: string): void;
  event(runId: string, event: StoredEvent): void;
  /** The last line of `--json`. */
  result(value: object): void;
}

export function openChannel(json: boolean, { stdout, stderr, env }: NodeJS.Process): Channel {
  const style = styleFor(json ? stderr : stdout, env);
  const timeline = new TimelineLines(style);
  const writeJson = (value: object): void => void stdout.write(`${JSON.stringify(value)}\n`);
  return {
    json,
    style,
    print: (text) => {
      if (!json) stdout.write(`${text}\n`);
    },
    note: (text) => void (json ? stderr : stdout).write(`${text}\n`),
    event: (runId, { id, at, event }) => {
      if (json) writeJson({ type: 'event', run: runId, id, at: at.toISOString(), ...event });
      else for (const line of timeline.lines(event)) stdout.write(`${line}\n`);
    },
    result: (value) => {
      if (json) writeJson(value);
    },
  };
}
