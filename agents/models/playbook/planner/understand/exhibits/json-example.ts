import type { Draft } from '../draft.ts';
import type { Topic } from '../topic.ts';

/** Leaves of a document by their path. */
function leaves(value: unknown, path: string, into: Map<string, string>): Map<string, string> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value))
      leaves(inner, path === '' ? key : `${path}.${key}`, into);
  } else into.set(path, JSON.stringify(value));
  return into;
}

const examples = new WeakMap<Draft, Map<string, string>>();

/**
 * Two documents, old and new: a value that is found at another path has moved, one that is nowhere in the old is
 * set. Only where each value stands once; the text's own list of moves wins.
 */
export function readJsonExample(text: string, draft: Draft, topic: Topic | undefined): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return;
  }
  const now = leaves(parsed, '', new Map());
  const before = examples.get(draft);
  if (!before) {
    examples.set(draft, now);
    return;
  }
  if (topic?.kind !== 'json' || topic.draft.moves.length > 0) return;
  for (const [path, value] of now) {
    if (before.get(path) === value) continue;
    const from = [...before].filter(([old, held]) => held === value && !now.has(old));
    const [only] = from;
    if (only && from.length === 1) topic.draft.moves.push({ from: only[0], to: path });
    else if (from.length === 0 && !before.has(path)) topic.draft.set.push({ path, value });
  }
}
