const fenced = /^\s*(?:```|~~~)/;
/** A fence whose marks were escaped on the way into the text. */
const escapedFence = /^(\s*)\\`\\`\\`/;
const statement =
  /^\s*(?:ALTER TABLE|CREATE (?:TEMP(?:ORARY)? )?TABLE|CREATE (?:UNIQUE )?INDEX|CREATE TYPE|CREATE POLICY|(?:alter|create) table (?:if (?:not )?exists )?[`"\w.]+ ?\(?$)/;
/** A statement between quotation marks is no name. */
const quotedStatement = /^\s*["“](ALTER TABLE [^"“”]*;)["”]\s*$/i;
const mostLines = 80;

const depthOf = (text: string): number => (text.match(/\(/g) ?? []).length - (text.match(/\)/g) ?? []).length;

/** The lines of a statement that goes on over several; 0 where it does not, or has no end. */
function linesOf(lines: readonly string[], start: number): number {
  let text = '';
  for (let at = start; at < Math.min(lines.length, start + mostLines); at += 1) {
    const line = lines[at] ?? '';
    if (line.trim() === '' && depthOf(text) <= 0) return 0;
    text += `${line}\n`;
    const ends = /;\s*$/.test(line) || (depthOf(text) === 0 && /^\s*\)\s*$/.test(line));
    if (ends && depthOf(text) === 0) return at === start ? 0 : at - start + 1;
  }
  return 0;
}

/** Statements that stand in a text without a fence, and whose lines would be taken for prose: in a fence of their own. */
export function withFences(lines: readonly string[]): readonly string[] {
  const found: string[] = [];
  let inside = false;
  for (let at = 0; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').replace(escapedFence, '$1```').replace(quotedStatement, '$1');
    if (fenced.test(line)) inside = !inside;
    const length = !inside && statement.test(line) ? linesOf(lines, at) : 0;
    if (length === 0) {
      found.push(line);
      continue;
    }
    found.push('```sql', ...lines.slice(at, at + length), '```');
    at += length - 1;
  }
  return found;
}
