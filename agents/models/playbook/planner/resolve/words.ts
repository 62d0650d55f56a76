import { fold } from '../text/tokens.ts';

/** `dueDate`, `due-date`, `Due date`, `DUE_DATE` are the words due, date. */
export function wordsOf(name: string): readonly string[] {
  // The way of nearly every name of a schema; with ten thousand columns the regular expressions below would show.
  if (/^[a-z0-9_]+$/.test(name)) return name.split('_').filter((word) => word !== '');
  return name
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}$]+/u)
    .filter((word) => word !== '')
    .map(fold);
}

/** The name that a new column or table gets. */
export const snakeCase = (name: string): string => wordsOf(name).join('_');

export function singular(word: string): string {
  if (word.length < 4) return word;
  if (/ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:ss|us|is)$/.test(word)) return word;
  if (/izzes$/.test(word)) return word.slice(0, -3);
  if (/(?:x|ch|sh|ss|z|[tnrp]us)es$/.test(word)) return word.slice(0, -2);
  if (/ses$/.test(word)) return word.slice(0, -1);
  return /s$/.test(word) ? word.slice(0, -1) : word;
}

/** The same for every spelling of one name: words, each in the singular. */
export const nameKey = (name: string): string => wordsOf(name).map(singular).join('_');

/** Edits between two words, a swap of neighbours being one; stops counting above `limit`. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let older: number[] = [];
  let old = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let best = Math.min(
        (old[column] ?? 0) + 1,
        (now[column - 1] ?? 0) + 1,
        (old[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) best = Math.min(best, (older[column - 2] ?? 0) + 1);
      now.push(best);
    }
    if (Math.min(...now) > limit) return limit + 1;
    older = old;
    old = now;
  }
  return old[b.length] ?? 0;
}

/** How far a typo may be: short words have too many neighbours. */
const typoLimit = (word: string): number => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

/** Names within the reach of a typo, nearest first. */
export function neighbours(name: string, candidates: Iterable<string>): readonly string[] {
  const said = snakeCase(name);
  const limit = typoLimit(said);
  return [...candidates]
    .map((candidate) => ({ candidate, edits: distance(said, candidate.toLowerCase(), limit) }))
    .filter(({ edits }) => edits <= limit)
    .sort((a, b) => a.edits - b.edits)
    .map(({ candidate }) => candidate);
}
