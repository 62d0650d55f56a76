import type { Difference } from './diff.ts';

/**
 * What changes who may see or do what with things that were there before, in words. A table comes and goes with its own
 * policies: nobody had access to it before, or nobody has any more.
 */
export function accessChanges(differences: readonly Difference[]): string[] {
  const tables = differences
    .filter(({ kind, attribute }) => /\btable$/.test(kind) && attribute === null)
    .map(({ kind, object }) => object.slice(kind.length + 1));
  const isOfTable = ({ kind, object }: Difference): boolean =>
    kind === 'policy' && tables.some((table) => object.startsWith(`policy ${table}.`));
  return differences
    .filter((difference) => changesAccess(difference) && !isOfTable(difference))
    .map(({ text }) => text);
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
