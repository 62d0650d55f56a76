import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { MigrationCandidate } from '../../agents/handoffs/index.ts';
import { workspaceFiles } from '../../postgres/script/index.ts';
import { type Evidence, recordEvidence } from '../../tools/evidence.ts';
import { recordedMigration } from '../../tools/recorded-migration.ts';
import { sha256 } from '../../tools/write-file.ts';
import type { Handing } from './acceptance.ts';

/** The DOCUMENT step counts when the document tells what breaks, in the draft's words, and names every rollback file. */
export async function documented(
  { migration_hash, documentation }: MigrationCandidate,
  { state, context: { workspace } }: Handing,
): Promise<{ readonly refused: string } | { readonly evidence: Evidence }> {
  const text = await readFile(join(workspace.root, documentation), 'utf8').catch(() => undefined);
  if (text === undefined) return { refused: `DOCUMENT is missing: ${documentation} is not there.` };
  const breaking = state.draft?.breaking ?? [];
  const migration = recordedMigration(state.evidence, migration_hash);
  const rollbacks = (migration === undefined ? [] : workspaceFiles(migration, workspace))
    .map(({ path }) => path)
    .filter((path) => path.startsWith(`${workspace.rollbacks}/`))
    .map((path) => basename(path));
  const missing = [...breaking, ...rollbacks].find((part) => !oneLine(text).includes(oneLine(part)));
  if (missing !== undefined) return { refused: `DOCUMENT: ${documentation} does not say: ${missing}` };
  const observed = { path: documentation, sha256: sha256(text), breaking, rollbacks };
  const summary = `${documentation} names ${count(breaking, 'breaking change')} and ${count(rollbacks, 'rollback file')}`;
  const observation = { step: 'document', fact: 'documented', subject: migration_hash, ok: true } as const;
  return {
    evidence: recordEvidence({ ...observation, summary, observed }, 'engine', 'handoff', new Date()),
  };
}

/** Lines of a document may be broken anywhere. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const count = (list: readonly string[], what: string): string =>
  `${list.length} ${what}${list.length === 1 ? '' : 's'}`;
