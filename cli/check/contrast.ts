/** Longer values are cut; `--json` has the whole. */
const longest = 120;
/** What is kept of the beginning, which says what the value is, and of what stands before the difference. */
const [head, ahead] = [24, 40];

/** Two values in one line each, cut so that the first place where they differ can be seen. */
export function contrast(before: string, after: string): [string, string] {
  const [was, is] = [oneLine(before), oneLine(after)];
  // Where nothing but white space differs, it has to be seen.
  return was === is ? cut(visible(before), visible(after)) : cut(was, is);
}

function cut(before: string, after: string): [string, string] {
  let same = 0;
  while (same < before.length && before[same] === after[same]) same += 1;
  // All that is shown of the beginning may be alike.
  const start = same < longest - ahead ? 0 : same - ahead;
  return [cutFrom(before, start), cutFrom(after, start)];
}

function cutFrom(value: string, start: number): string {
  if (value.length <= longest) return value;
  const begin = start === 0 ? '' : `${value.slice(0, head)}…`;
  const rest = value.slice(start, start + longest - 1 - begin.length);
  return `${begin}${rest}${start + rest.length < value.length ? '…' : ''}`;
}

const oneLine = (value: string): string => value.replace(/\s+/g, ' ');

const visible = (value: string): string =>
  value.replace(/[\r\n\t]/g, (character) => JSON.stringify(character).slice(1, -1));
