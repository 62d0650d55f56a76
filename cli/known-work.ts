import { migrationName } from '../agents/models/playbook/planner/index.ts';
import { describeOperation, type Operation } from '../postgres/operations/index.ts';
import { requestFromBytes } from '../triggers/issue-file.ts';
import type { KnownWork } from './drive.ts';

/** A request that nobody has to plan. `ref`: where it comes from, for the report. */
export function knownWork(
  ref: string,
  operations: readonly Operation[],
  { title, assumptions = [] }: { readonly title?: string; readonly assumptions?: readonly string[] } = {},
): KnownWork & Required<Pick<KnownWork, 'requirements'>> {
  const said = title ?? operations.map(describeOperation).join('; ');
  const summary = `${said.charAt(0).toUpperCase()}${said.slice(1)}`;
  return {
    request: requestFromBytes({ kind: 'text', ref }, Buffer.from(summary)),
    requirements: {
      name: migrationName(operations),
      summary,
      operations: [...operations],
      assumptions: [...assumptions],
      hazards: [],
      leftAlone: [],
      demands: [],
    },
  };
}
