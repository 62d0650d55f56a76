/** For a regular expression; names of a schema may hold any sign. */
export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Whether a text holds the name as a word of its own, and not as a part of a longer one. */
export const namesWhole = (text: string, name: string): boolean =>
  new RegExp(`(?<![\\p{L}\\p{N}_])${escaped(name)}(?![\\p{L}\\p{N}_])`, 'iu').test(text);
