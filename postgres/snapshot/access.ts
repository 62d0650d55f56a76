import { type Difference, diffSnapshots } from './diff.ts';
import type { Snapshot, SnapshotObject } from './snapshot.ts';

/**
 * What changes who may see or do what with things that were there before, in words. A table comes and goes with its own
 * policies and privileges: nobody had access to it before, or nobody has any more. A view or function that is new can
 * hand out what others own.
 */
export function accessChanges(before: Snapshot, after: Snapshot): string[] {
  const differences = diffSnapshots(before, after);
  const tables = differences
    .filter(({ kind, attribute }) => /\btable$/.test(kind) && attribute === null)
    .map(({ kind, object }) => object.slice(kind.length + 1));
  const isOfTable = ({ kind, object }: Difference): boolean =>
    kind === 'policy' && tables.some((table) => object.startsWith(`policy ${table}.`));
  return differences.flatMap((difference) => {
    const { object, attribute, text } = difference;
    if (isOfTable(difference)) return [];
    if (changesAccess(difference)) return [text];
    const made =
      attribute === null && before.objects[object] === undefined ? after.objects[object] : undefined;
    const why = made && handsOut(made);
    return why === undefined ? [] : [`${text}, and ${why}`];
  });
}

function changesAccess({ kind, attribute }: Difference): boolean {
  if (kind === 'policy' || kind === 'default privileges') return true;
  return attribute !== null && (attribute.startsWith('privileges of ') || deciding.has(attribute));
}

const deciding: ReadonlySet<string> = new Set([
  'owner',
  'row level security',
  'row level security forced',
  'security definer',
]);

/** How a new object lets others at what they could not get at themselves. Nobody can call a trigger's function. */
function handsOut({ kind, attributes }: SnapshotObject): string | undefined {
  if (attributes['security definer'] === 'yes' && attributes.returns !== 'trigger')
    return 'runs with the rights of its owner';
  if (kind === 'materialized view') return 'holds what its owner may see';
  const isInvoker = /security_invoker=(?:true|on|yes|1)/.test(attributes.options ?? '');
  return kind === 'view' && !isInvoker ? 'shows what its owner may see' : undefined;
}
