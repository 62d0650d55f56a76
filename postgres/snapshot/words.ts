/** Longer values (function bodies, view texts) are shown around their first difference. */
const longestShown = 120;
const lead = 24;

/** `ON DELETE CASCADE before, NO ACTION after`; one line whatever the values hold. */
export function inWords(attribute: string, before: string, after: string): string {
  const [old, now] = [oneLine(before), oneLine(after)];
  if (old === now) return `${attribute} differs in white space only`;
  const start = old.length > longestShown || now.length > longestShown ? firstDifference(old, now) : 0;
  return `${attribute} ${shown(old, start)} before, ${shown(now, start)} after`;
}

const oneLine = (value: string): string => (value === '' ? "''" : value.replace(/\s+/g, ' ').trim());

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return Math.max(0, at - lead);
}

function shown(value: string, start: number): string {
  const end = start + longestShown;
  return `${start > 0 ? '…' : ''}${value.slice(start, end)}${end < value.length ? '…' : ''}`;
}
