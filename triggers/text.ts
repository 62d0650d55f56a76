/** Text as a person would see it, and what was taken out of it. */
export interface CleanedText {
  readonly text: string;
  /** In words, for the person who approves; empty when nothing was hidden. */
  readonly notes: readonly string[];
}

// U+200D is an honest part of emoji, so it is kept between two pictographs; so are the two selectors of emoji.
const emojiJoiner = /(?<=\p{Extended_Pictographic}\u{FE0F}?)\u{200D}(?=\p{Extended_Pictographic})/gu;
const bidirectional = /[\u{061C}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2066}-\u{2069}]/gu;
/** Zero-width, soft hyphen, fillers, tags, selectors: code points that a renderer leaves out. */
const invisible = /(?![\u{FE0E}\u{FE0F}])\p{Default_Ignorable_Code_Point}/gu;
const control = /[^\P{Cc}\n\t]/gu;
const htmlComment = /<!--[\s\S]*?(?:-->|$)/g;

const joinerPlaceholder = '\u{F8FF}';

/** One rule a line: what to look for, its name, and whether its content is worth quoting. */
const hidden = [
  { find: bidirectional, name: 'bidirectional control character', quote: false },
  { find: invisible, name: 'zero-width or invisible character', quote: false },
  { find: control, name: 'control character', quote: false },
  { find: htmlComment, name: 'HTML comment', quote: true },
] as const;

const shorten = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

/** Issue-form templates are full of comments that say nothing to anybody; they need no note each. */
function quotes(comments: readonly string[]): string {
  const bodies = comments
    .map((comment) =>
      comment
        .replace(/^<!--|-->$/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((body) => body !== '');
  const shown = bodies.slice(0, 3).map((body) => `"${shorten(body, 120)}"`);
  const more = bodies.length > shown.length ? ` and ${bodies.length - shown.length} more` : '';
  return shown.length === 0 ? '' : `: ${shown.join(', ')}${more}`;
}

/**
 * Takes out what a reader of the rendered issue does not see (HTML comments, zero-width, bidirectional, tag and
 * control characters), makes line ends `\n` and normalises to NFC. Code blocks are cleaned like the rest.
 */
export function cleanText(raw: string): CleanedText {
  const notes: string[] = [];
  let text = raw.replace(/^\u{FEFF}/u, '').replace(/\r\n?/g, '\n');
  text = text.replaceAll(joinerPlaceholder, '').replace(emojiJoiner, joinerPlaceholder);
  for (const { find, name, quote } of hidden) {
    const found = text.match(find);
    if (!found) continue;
    text = text.replace(find, '');
    const count = `${found.length} ${name}${found.length === 1 ? '' : 's'}`;
    notes.push(`removed ${count} before reading${quote ? quotes(found) : ''}`);
  }
  return { text: text.replaceAll(joinerPlaceholder, '\u{200D}').normalize('NFC'), notes };
}
