import type { LiveRun } from '../../graph/queue/list-live.ts';
import { escaped, type Style } from './style.ts';

interface Column {
  readonly title: string;
  readonly of: (run: LiveRun) => string;
}

const always: readonly Column[] = [
  { title: 'run', of: ({ id }) => id },
  { title: 'status', of: statusOf },
  { title: 'begun', of: ({ createdAt }) => ago(createdAt) },
];

/** Told only where the runs differ in it. */
const distinguishing: readonly Column[] = [
  { title: 'by', of: ({ spec }) => escaped(spec.requester) },
  { title: 'target', of: ({ spec }) => escaped(spec.target) },
];

/** A table, the title last; cut where the terminal ends, whole elsewhere. */
export function runsTable(runs: readonly LiveRun[], { dim, yellow }: Style, width = Infinity): string[] {
  const columns = [...always, ...distinguishing.filter(({ of }) => new Set(runs.map(of)).size > 1)].map(
    (column) => ({
      ...column,
      width: Math.max(column.title.length, ...runs.map((run) => column.of(run).length)),
    }),
  );
  const row = (cells: readonly string[], title: string): string =>
    cut([...cells.map((cell, at) => cell.padEnd(columns[at]?.width ?? 0)), title].join('  '), width);
  return [
    dim(
      row(
        columns.map(({ title }) => title),
        'request',
      ),
    ),
    ...runs.map((run) => {
      const line = row(
        columns.map(({ of }) => of(run)),
        escaped(run.title).replaceAll(/\s+/g, ' '),
      );
      return run.status === 'waiting' ? line.replace(statusOf(run), (status) => yellow(status)) : line;
    }),
  ];
}

/** With what a person is asked for. */
function statusOf({ status, question }: LiveRun): string {
  const shown = status.replaceAll('_', ' ');
  return status === 'waiting' && question !== null ? `${shown}: ${question.kind}` : shown;
}

const cut = (line: string, width: number): string =>
  line.length <= width ? line : `${line.slice(0, Math.max(width - 1, 1))}…`;

export function ago(date: Date, now = Date.now()): string {
  const minutes = Math.floor((now - date.getTime()) / 60_000);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}
