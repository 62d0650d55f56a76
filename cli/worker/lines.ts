import type { RunResult } from '../../graph/engine/result.ts';
import type { StoredEvent } from '../../graph/store/timeline.ts';
import type { Channel } from '../output/channel.ts';
import { escaped } from '../output/style.ts';
import { TimelineLines } from '../output/timeline.ts';

/** What a worker says of its runs: a line an event, each with its run. */
export function workerLines(channel: Channel) {
  const { style, print, json } = channel;
  const runs = new Map<string, TimelineLines>();
  const onEvent = (runId: string, event: StoredEvent): void => {
    if (json) channel.event(runId, event);
    if (json || event.event.kind === 'progress') return;
    const lines = runs.get(runId) ?? new TimelineLines(style);
    runs.set(runId, lines);
    for (const line of lines.lines(event.event)) if (line !== '') print(`${style.dim(runId)}  ${line}`);
  };
  const onResult = (result: RunResult): void => {
    runs.delete(result.run);
    const { run, status, question, reason } = result;
    const text = question === null ? (reason ?? '') : `${question.title}  npx godwit show ${run}`;
    print(`${style.dim(run)}  ${style.bold(status.replaceAll('_', ' '))}  ${escaped(text)}`);
    channel.result(result);
  };
  const quiet: Channel = { ...channel, print: () => undefined };
  return { onEvent, onResult, quiet };
}
