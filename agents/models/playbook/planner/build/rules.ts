import type { RuleDraft } from '../understand/rule-draft.ts';
import { changeType } from './change-type.ts';
import { columnBuilders } from './columns.ts';
import { constraintBuilders } from './constraints.ts';
import { dataBuilders } from './data.ts';
import { domain } from './domain.ts';
import { exclusion } from './exclusion.ts';
import { keyBuilders } from './foreign-keys.ts';
import { indexBuilders } from './indexes.ts';
import { insertTable } from './insert-table.ts';
import { objectBuilders } from './objects.ts';
import type { Build } from './outcome.ts';
import { partitionBuilders } from './partitions.ts';
import type { Builders } from './rule.ts';
import { securityBuilders } from './security.ts';
import { tableBuilders } from './tables.ts';
import { triggerBuilders } from './triggers.ts';

const builders: Builders = {
  changeType,
  ...tableBuilders,
  ...columnBuilders,
  ...indexBuilders,
  ...keyBuilders,
  ...constraintBuilders,
  ...securityBuilders,
  ...objectBuilders,
  ...dataBuilders,
  ...partitionBuilders,
  ...triggerBuilders,
  domain,
  exclusion,
  insertTable,
  operation: ({ operation }, { operations }) => {
    operations.push(operation);
  },
  createFunction: ({ operation }, { operations }) => {
    operations.push(operation);
  },
  rollback({ version }, { names, operations }, versions) {
    const [only] = versions;
    const known = version ?? (versions.length === 1 ? only : undefined);
    if (known === undefined) {
      names.ask(
        versions.length > 1
          ? `Which migration failed: ${versions.join(' or ')}?`
          : 'Which migration failed? Name its file, e.g. 20261109084500_add_archive.sql.',
      );
    } else operations.push({ op: 'rollback_migration', version: known });
  },
};

export function applyRules(
  build: Build,
  versions: readonly string[],
  kinds: ReadonlySet<RuleDraft['kind']>,
): void {
  for (const rule of build.draft.rules) {
    if (kinds.has(rule.kind))
      (builders[rule.kind] as (rule: RuleDraft, build: Build, versions: readonly string[]) => void)(
        rule,
        build,
        versions,
      );
  }
}
