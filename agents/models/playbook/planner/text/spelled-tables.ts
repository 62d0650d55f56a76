/** A line of a definition: `id PK`, `user_id FK -> USERS(id), ordered_on` */
const member = /^[A-Za-z_]\w*(?:[ :]+[^,]{1,60})?$/;
const head = /^([A-Za-z_]\w*)\s*\($/;
const mostLines = 60;
const reference = /\bFK\s*(?:->|→|=>)\s*([A-Za-z_]\w*)\s*(\(\s*\w+\s*\))?/gi;

const parts = (line: string): readonly string[] =>
  line
    .split(/,(?![^()]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/**
 * `ORDERS (`, a column a line, `)`, as text books write tables: a list below the name. Code blocks and SQL, whose
 * statements begin otherwise, stay as they are.
 */
export function withSpelledTables(body: string): string {
  if (!/^[A-Za-z_]\w*\s*\($/m.test(body)) return body;
  const lines = body.split('\n').map((line) => line.trimEnd());
  const found: string[] = [];
  let fenced = false;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (/^\s*(?:```|~~~)/.test(line)) fenced = !fenced;
    const [, name] = (!fenced && head.exec(line)) || [];
    const end =
      name === undefined ? -1 : lines.slice(at, at + mostLines).findIndex((one) => /^\s*\)\s*;?$/.test(one));
    const columns = lines.slice(at + 1, at + Math.max(end, 0)).flatMap(parts);
    if (end > 1 && columns.length > 1 && columns.every((one) => member.test(one))) {
      found.push(
        '',
        `${name}:`,
        '',
        ...columns.map((one) => `- ${one.replace(reference, 'references $1$2')}`),
        '',
      );
      at += end;
    } else found.push(line);
  }
  return found.join('\n');
}
