const fence = /^\s*(`{3,}|~{3,})/;

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/** The text with spaces for all that stands in fences and code spans: each sign stays at its place. */
export function withoutCode(text: string): string {
  let mark = '';
  return text
    .split('\n')
    .map((line) => {
      const found = fence.exec(line)?.[1] ?? '';
      if (mark !== '') {
        if (found.startsWith(mark)) mark = '';
        return blank(line);
      }
      mark = found;
      return found === '' ? line.replace(/`[^`]{1,2000}`/g, blank) : blank(line);
    })
    .join('\n');
}
