import type { RenamedTable, RlsReport, RowsSeen, TableRef } from '../provider.ts';
import type { RlsProbe } from './probe-rls.ts';
import type { ProbedTable, RlsPolicy } from './rls-state.ts';
import { isNamed } from './table-name.ts';

type Pair = readonly [before: ProbedTable, after: ProbedTable];

/** Row level security before (production) and after (the branch with the migration). Only what is a loss or a risk. */
export function compareRls(
  before: RlsProbe,
  after: RlsProbe,
  renamed: readonly RenamedTable[] = [],
): RlsReport {
  const was = new Map(before.tables.map((table) => [table.table, table]));
  const oldOf = ({ table }: ProbedTable): ProbedTable | undefined =>
    was.get(table) ?? before.tables.find((old) => isNamed(old.table, formerNames(table, renamed)));
  const pairs = after.tables.flatMap((table): Pair[] => {
    const old = oldOf(table);
    return old === undefined ? [] : [[old, table]];
  });
  const guarded = after.tables.filter(({ enabled }) => enabled);
  const compared = pairs.filter(([old, now]) => old.enabled && now.enabled).map(compareVisibility);
  // A database without row level security is guarded by its application, new tables as well.
  const usesRls = before.tables.some(({ enabled }) => enabled);
  return {
    tables: guarded.length,
    policies: guarded.reduce((sum, { policies }) => sum + policies.length, 0),
    identities: after.identities,
    lostPolicies: pairs.flatMap(lostPolicies),
    changedPolicies: pairs.flatMap((pair) => changedPolicies(pair, renamed)),
    visibility: compared.flatMap(({ visibility }) => visibility),
    notCompared: compared.flatMap(({ notCompared }) => notCompared),
    switchedOff: pairs.filter(([old, now]) => old.enabled && !now.enabled).map(([, { table }]) => table),
    newTablesWithoutRls: after.tables
      .filter(
        (table) => usesRls && !table.enabled && table.reachableBy.length > 0 && oldOf(table) === undefined,
      )
      .map(({ table }) => table),
  };
}

const formerNames = (table: string, renamed: readonly RenamedTable[]): TableRef[] =>
  renamed.filter(({ to }) => isNamed(table, [to])).map(({ from }) => from);

const named = (policies: readonly RlsPolicy[], name: string): RlsPolicy | undefined =>
  policies.find(({ policy }) => policy === name);

const lostPolicies = ([old, now]: Pair): RlsReport['lostPolicies'] =>
  old.policies
    .filter(({ policy }) => named(now.policies, policy) === undefined)
    .map(({ table, policy }) => ({ table, policy }));

function changedPolicies([old, now]: Pair, renamed: readonly RenamedTable[]): RlsReport['changedPolicies'] {
  const renames = [...renamedColumns(old, now), ...renamed.flatMap(otherWords)];
  return old.policies.flatMap((policy) => {
    const current = named(now.policies, policy.policy);
    if (current === undefined) return [];
    const { table } = policy;
    const change = (
      what: RlsReport['changedPolicies'][number]['what'],
      before: string | null,
      after: string | null,
    ) => (before === after ? [] : [{ table, policy: policy.policy, what, before, after }]);
    return [
      ...change('command', policy.command, current.command),
      ...change('kind', policy.kind, current.kind),
      ...change('roles', policy.roles.join(', '), current.roles.join(', ')),
      ...(followsRename(policy.using, current.using, renames)
        ? []
        : change('using', policy.using, current.using)),
      ...(followsRename(policy.check, current.check, renames)
        ? []
        : change('check', policy.check, current.check)),
    ];
  });
}

/** The words that differ in the names of a renamed table, which expressions of other tables may hold. */
const otherWords = ({ from, to }: RenamedTable): [string, string][] =>
  [
    [from.table, to.table],
    [from.schema, to.schema],
  ].filter((pair): pair is [string, string] => pair[0] !== pair[1] && pair.every((word) => word !== null));

/** Pairs of a column that is gone and one that is new. */
const renamedColumns = (old: ProbedTable, now: ProbedTable): [string, string][] =>
  old.columns
    .filter((column) => !now.columns.includes(column))
    .flatMap((from) =>
      now.columns.filter((column) => !old.columns.includes(column)).map((to): [string, string] => [from, to]),
    );

/** Postgres itself writes the new name of a renamed column into the expression. */
function followsRename(
  before: string | null,
  after: string | null,
  renames: readonly [string, string][],
): boolean {
  if (before === null || after === null) return false;
  return renames.some(
    ([from, to]) =>
      words(before)
        .map((word) => (word === from ? to : word))
        .join('') === words(after).join(''),
  );
}

/** Names without their quotes, and everything between them. */
const words = (expression: string): string[] =>
  (expression.match(/"(?:[^"]|"")*"|'(?:[^']|'')*'|[\p{L}_][\p{L}\p{N}_$]*|[\s\S]/gu) ?? []).map((word) =>
    word.startsWith('"') ? word.slice(1, -1).replaceAll('""', '"') : word,
  );

function compareVisibility([old, now]: Pair): Pick<RlsReport, 'visibility' | 'notCompared'> {
  const { table } = now;
  const changes = Object.entries(old.sees).flatMap(([identity, before]) => {
    const after = now.sees[identity];
    return after === undefined || after === before ? [] : [{ table, identity, before, after }];
  });
  const why = whyNotCounted([old, now]);
  // Whether there is any way in does not depend on how many rows there are.
  const visibility =
    why === null ? changes : changes.filter(({ before, after }) => wayIn(before) !== wayIn(after));
  const told = why !== null && changes.length > visibility.length;
  return { visibility, notCompared: told ? [{ table, why }] : [] };
}

function whyNotCounted([old, now]: Pair): string | null {
  if (old.rows === null || now.rows === null) return 'its rows could not be counted';
  if (old.rows !== now.rows) return `production holds ${old.rows} rows, the branch ${now.rows}`;
  const added = now.policies.filter(({ policy }) => named(old.policies, policy) === undefined);
  if (added.length > 0) return `the migration adds ${added.map(({ policy }) => `"${policy}"`).join(', ')}`;
  return null;
}

const wayIn = (seen: RowsSeen): string => (typeof seen === 'number' ? 'rows' : seen);
