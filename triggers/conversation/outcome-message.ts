import type { RunResult } from '../../graph/engine/result.ts';
import type { RunStatus } from '../../graph/store/runs.ts';
import { facts, line, type Message, type Part } from './message.ts';

const titles: Readonly<Partial<Record<RunStatus, string>>> = {
  done: 'Merged: proven, reversible, types regenerated',
  no_schema_change: 'No schema change is needed',
  refused: 'Refused',
  rejected: 'Rejected',
  cancelled: 'Cancelled',
};

/** What became of a run. */
export function outcomeMessage(result: RunResult): Message {
  const { run, status, reason, hint, migration, types, commit, gitBranch, followUps } = result;
  const title = titles[status] ?? 'Failed';
  return {
    title,
    parts: [
      ...text(status === 'done' ? null : reason),
      ...text(status === 'done' ? null : hint),
      ...facts([
        // Of a run that ended otherwise it may have been on a branch only; its hint says what production holds.
        ...(migration === null || status !== 'done'
          ? []
          : [`migration: ${migration.version}_${migration.name}, ${migration.hash.slice(0, 12)}`]),
        ...(types === null ? [] : [`types: ${types}`]),
        ...(commit === null
          ? []
          : [`commit: ${commit.slice(0, 12)}${gitBranch === null ? '' : ` on ${gitBranch}`}`]),
        ...followUps.map(
          ({ what, notBefore, command }) => `later, from ${notBefore} on: ${what}: ${command}`,
        ),
        `run: ${run}`,
      ]),
      ...commandAfter(status, run),
    ],
  };
}

function commandAfter(status: RunStatus, run: string): Part[] {
  if (status === 'done') return [{ is: 'words', to: 'To take it back', words: `npx godwit rollback ${run}` }];
  return status === 'failed' ? [{ is: 'words', to: 'Look at it', words: `npx godwit show ${run}` }] : [];
}

const text = (said: string | null): Part[] => (said ? [{ is: 'text', text: line(said) }] : []);
