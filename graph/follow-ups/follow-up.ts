import type { Operation } from '../../postgres/operations/index.ts';
import type { Draft } from '../protocol/draft.ts';

/** What a merged migration leaves to a later one. */
export interface FollowUp {
  /** `<run>.<number>` */
  readonly id: string;
  readonly what: string;
  /** What the later migration does; empty where an archive is to go. */
  readonly operations: readonly Operation[];
  readonly archive: string | null;
  /** Before that it makes little sense; nothing enforces it. */
  readonly notBefore: Date;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Those that a command does; the others are words for the report. */
export const followUpsOf = (runId: string, draft: Draft | null, merged: Date): FollowUp[] =>
  (draft?.followUps ?? [])
    .filter(({ operations, archive }) => operations.length > 0 || archive !== null)
    .map(({ what, operations, archive, afterDays }, index) => ({
      id: `${runId}.${index + 1}`,
      what,
      operations,
      archive,
      notBefore: new Date(merged.getTime() + afterDays * dayMs),
    }));

/** What a person types to have it done. */
export const commandFor = ({ id, archive }: Pick<FollowUp, 'id' | 'archive'>): string =>
  archive === null ? `run --follow-up ${id}` : `archives purge ${shellWord(archive)}`;

/** As a shell takes it. */
export const shellWord = (text: string): string =>
  /^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

/** As it stands in the result of a run, in its report and in `runs --pending`. */
export interface OfferedFollowUp {
  readonly id: string;
  readonly what: string;
  /** ISO date */
  readonly notBefore: string;
  readonly command: string;
}

export const offered = (followUp: FollowUp): OfferedFollowUp => ({
  id: followUp.id,
  what: followUp.what,
  notBefore: followUp.notBefore.toISOString().slice(0, 10),
  command: `npx godwit ${commandFor(followUp)}`,
});
