import { parseDocument } from 'yaml';
import { RequestFields } from '../agents/handoffs/migration-request.ts';
import { BrokenRequestFrontMatter } from './errors.ts';

const fence = /^---[ \t]*$/;
const closing = /^(?:---|\.\.\.)[ \t]*$/;

const asList = (value: unknown): string[] | undefined => {
  if (typeof value === 'string')
    return value
      .split(',')
      .map((label) => label.trim())
      .filter(Boolean);
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
};

const asText = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

const compact = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/**
 * Splits a Markdown file into its front matter's known fields and its text. A file without a leading `---` has
 * none; nor has one whose `---` is a rule (no `key:` follows).
 * @throws BrokenRequestFrontMatter with the line of the file
 */
export function splitFrontMatter(path: string, content: string): { fields: RequestFields; text: string } {
  const lines = content.split('\n');
  if (!fence.test(lines[0] ?? '')) return { fields: {}, text: content };
  const end = lines.findIndex((line, index) => index > 0 && closing.test(line));
  if (end === -1) {
    if (!/^[\w-]+\s*:/.test(lines[1] ?? '')) return { fields: {}, text: content };
    throw new BrokenRequestFrontMatter(path, 1, 'it begins with --- and never ends');
  }
  const document = parseDocument(lines.slice(1, end).join('\n'), { prettyErrors: true });
  const [error] = document.errors;
  if (error) {
    const line = (error.linePos?.[0].line ?? 1) + 1;
    throw new BrokenRequestFrontMatter(
      path,
      line,
      error.message.split(/ at line |\n/)[0] ?? error.code,
      error,
    );
  }
  const data: unknown = document.toJS();
  if (data === null) return { fields: {}, text: lines.slice(end + 1).join('\n') };
  if (typeof data !== 'object' || Array.isArray(data)) {
    throw new BrokenRequestFrontMatter(path, 2, 'it is not a list of "key: value" lines');
  }
  const { title, labels, author, number, url } = data as Record<string, unknown>;
  const fields = RequestFields.parse(
    compact({
      title: asText(title),
      labels: asList(labels),
      author: asText(author),
      number: Number.isInteger(number) ? number : undefined,
      url: asText(url),
    }),
  );
  return { fields, text: lines.slice(end + 1).join('\n') };
}
