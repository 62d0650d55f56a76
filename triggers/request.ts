import { createHash } from 'node:crypto';
import { MigrationRequest, type RequestFields } from '../agents/handoffs/migration-request.ts';
import { cleanText } from './text.ts';

export { MigrationRequest };

/** A bound on what a person writes: GitHub allows 65,536 characters; logs and dumps do not belong here. */
export const maxRequestBytes = 256 * 1024;

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
  // A title that is cut off is read to its end in the body.
  const whole = given?.replace(/\s+/g, ' ').trim() ?? '';
  if (whole !== '')
    return { title: oneLine(whole), body: whole.length <= titleLength ? body : `${whole}\n\n${body}`.trim() };
  const [first = '', ...rest] = body.split('\n');
  const found = heading.exec(first);
  if (found?.[1] !== undefined) return { title: oneLine(found[1]), body: rest.join('\n').trim() };
  const alone = rest[0] === undefined || rest[0].trim() === '';
  // A first line that runs on is no title of its own: the planner reads it in the body.
  const usedUp = alone && first.length <= titleLength;
  return { title: oneLine(first), body: usedUp ? rest.join('\n').trim() : body };
}

/**
 * Makes a request of text: cleaned, with a title, and what was hidden told in `notes`. `text` is Markdown without
 * front matter; `raw` are the bytes that the hash is of.
 */
export function makeRequest(
  source: RequestSource,
  text: string,
  options: { frontMatter?: RequestFields; raw?: string | Uint8Array } = {},
): MigrationRequest {
  const frontMatter = options.frontMatter ?? {};
  const { title } = frontMatter;
  const cleaned = cleanText(text);
  const given = title === undefined ? undefined : cleanText(title);
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
