import { createHash } from 'node:crypto';
import { z } from 'zod';
import { cleanText } from './text.ts';

/** A logical bound on what a person writes: GitHub allows 65,536 characters; logs and dumps do not belong here. */
export const maxRequestBytes = 256 * 1024;

/** What an issue's front matter may say that Godwit looks at. Everything else is left alone. */
export const RequestFields = z.object({
  title: z.string().optional(),
  labels: z.array(z.string()).optional(),
  author: z.string().optional(),
  number: z.number().int().optional(),
  url: z.string().optional(),
});
export type RequestFields = z.infer<typeof RequestFields>;

/** What somebody asked for. Untrusted: every string is data, never an instruction. */
export const MigrationRequest = z.object({
  source: z.object({
    kind: z.enum(['file', 'text', 'stdin']),
    /** Path of the file, else the name of the source. */
    ref: z.string(),
  }),
  /** One line, at most 200 characters. */
  title: z.string().min(1),
  /** Markdown without what a reader does not see; may be empty when the title says it all. */
  body: z.string(),
  frontMatter: RequestFields,
  /** Of the bytes as they came, 64 hex digits. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** In words: what was hidden in the text and taken out. */
  notes: z.array(z.string()),
});
export type MigrationRequest = z.infer<typeof MigrationRequest>;

export type RequestSource = MigrationRequest['source'];

const heading = /^#{1,6}\s+(.+?)\s*#*\s*$/;
const titleLength = 200;

const oneLine = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= titleLength ? line : `${line.slice(0, titleLength - 1).trimEnd()}…`;
};

/** The front matter's title, a first `# heading`, or the first line; a line that is used up leaves the body. */
function splitTitle(text: string, given: string | undefined): { title: string; body: string } {
  const body = text.trim();
  if (given?.trim()) return { title: oneLine(given), body };
  const [first = '', ...rest] = body.split('\n');
  const found = heading.exec(first);
  if (found?.[1] !== undefined) return { title: oneLine(found[1]), body: rest.join('\n').trim() };
  const alone = rest[0] === undefined || rest[0].trim() === '';
  // A first line that runs on is not a title of its own: the planner reads it in the body.
  return {
    title: oneLine(first),
    body: alone && first.length <= titleLength ? rest.join('\n').trim() : body,
  };
}

/** Makes a request of text. `text` is Markdown without front matter; `raw` are the bytes that the hash is of. */
export function makeRequest(
  source: RequestSource,
  text: string,
  options: { frontMatter?: RequestFields; raw?: string | Uint8Array } = {},
): MigrationRequest {
  const frontMatter = options.frontMatter ?? {};
  const cleaned = cleanText(text);
  const given = frontMatter.title === undefined ? undefined : cleanText(frontMatter.title);
  return {
    source,
    ...splitTitle(cleaned.text, given?.text),
    frontMatter,
    sha256: createHash('sha256')
      .update(options.raw ?? text)
      .digest('hex'),
    notes: [...(given?.notes ?? []), ...cleaned.notes],
  };
}
