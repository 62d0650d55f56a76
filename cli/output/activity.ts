import type { TimelineEvent } from '../../graph/timeline.ts';
import { duration, escaped, type Style } from './style.ts';

/** Seconds of quiet after which one wonders whether anything still happens. */
const quietAfterMs = 20_000;
const renewEveryMs = 5_000;

interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** The last line of a terminal while nothing comes: how long that has been, and what was last. Elsewhere nothing. */
export class ActivityLine {
  readonly #stream: Screen;
  readonly #style: Style;
  readonly #timer: NodeJS.Timeout | undefined;
  #last: { readonly at: number; readonly event: TimelineEvent } | undefined;
  #shown = false;

  constructor(stream: Screen, style: Style) {
    this.#stream = stream;
    this.#style = style;
    if (stream.isTTY && process.env.TERM !== 'dumb')
      this.#timer = setInterval(() => this.tell(Date.now()), renewEveryMs);
  }

  /** Before anything else is written. */
  heard(at: Date, event: TimelineEvent): void {
    this.#clear();
    this.#last = { at: at.getTime(), event };
  }

  tell(now: number): void {
    if (this.#last === undefined || now - this.#last.at < quietAfterMs) return;
    this.#clear();
    this.#shown = true;
    const { at, event } = this.#last;
    const said = `last activity ${duration(Math.round((now - at) / 1_000) * 1_000).replace('.0 s', ' s')} ago: ${briefly(event)}`;
    // A line that is broken could not be taken back.
    this.#stream.write(this.#style.dim(said.slice(0, Math.max((this.#stream.columns ?? 80) - 1, 20))));
  }

  end(): void {
    clearInterval(this.#timer);
    this.#clear();
  }

  #clear(): void {
    if (this.#shown) this.#stream.write('\r\u001b[2K');
    this.#shown = false;
  }
}

function briefly(event: TimelineEvent): string {
  const what = 'tool' in event ? event.tool.replace('mcp__supabase__', '') : '';
  const text = escaped(event.text).replaceAll(/\s+/g, ' ').trim();
  return [event.agent, what, text].filter(Boolean).join(': ');
}
