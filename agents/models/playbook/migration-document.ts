import { describeOperation, type Operation } from '../../../postgres/operations/index.ts';
import type { DraftPart } from './data-migration-specialist.ts';

interface Facts {
  readonly requirements: {
    readonly summary: string;
    readonly operations: readonly Operation[];
    readonly assumptions: readonly string[];
  };
  readonly draft: DraftPart;
  readonly applied: {
    readonly migration: { readonly name: string; readonly version: string; readonly hash: string };
    readonly changes: readonly string[];
    readonly files: readonly { readonly path: string }[];
  };
  readonly losses: readonly string[];
}

/** The DOCUMENT step: what changes, what breaks, how to roll back and what that loses. */
export function migrationDocument({ requirements, draft, applied, losses }: Facts): string {
  const { migration, changes, files } = applied;
  const sections = [
    section('What is done', requirements.operations.map(describeOperation)),
    section('What changes in the schema', changes, 'Nothing: only rows.'),
    section('Assumptions', requirements.assumptions),
    section(
      'Breaking changes',
      draft.breaking,
      'None: an application that knows the old schema goes on working.',
    ),
    section('Data that is moved or archived', draft.destroys, 'None.'),
    section(
      'Checked after the migration',
      draft.verifications.map(({ holds }) => holds),
    ),
    section('Rolling back', [
      `Newest first: ${files
        .filter(({ path }) => path.includes('rollback'))
        .map(({ path }) => `\`${path}\``)
        .reverse()
        .join(', ')}`,
      '`npx godwit rollback RUN` (`npx godwit runs` lists them) tries it on a branch of what production is by then, says what would be lost, and keeps it.',
      `By hand: \`psql -v ON_ERROR_STOP=1 -f\` each, then delete the versions from \`supabase_migrations.schema_migrations\` and \`godwit.migration\`; or the history says that they are still applied.`,
      'Applied, rolled back and applied again on a branch: schema and rows were as before.',
    ]),
    section('What a rollback loses', losses, 'Nothing.'),
    section(
      'To do later',
      draft.followUps.map(({ what }) => what),
    ),
  ];
  return `# ${requirements.summary}\n\nMigration \`${migration.version}_${migration.name}\`, hash \`${migration.hash}\`.\n${sections.join('')}`;
}

function section(title: string, lines: readonly string[], none?: string): string {
  if (lines.length === 0) return none === undefined ? '' : `\n## ${title}\n\n${none}\n`;
  return `\n## ${title}\n\n${lines.map((line) => `- ${line}`).join('\n')}\n`;
}
