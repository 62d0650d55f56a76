import type { RichTextBlock } from '@slack/web-api';
import { escapeForPerson } from '../../policies/text.ts';
import type { Message, Part } from '../conversation/message.ts';
import { userOf } from './who.ts';

/** Slack takes 50 blocks; a message has a dozen parts. */
const mostBlocks = 40;
/** Characters of one part, and of all as JSON: Slack refuses a bit over 13,000, which it documents nowhere. */
const longestText = 2_500;
const longestMessage = 10_000;
/** For notifications; all of it is in the blocks. */
const longestNotice = 500;
const mostWanted = 10;

type Section = RichTextBlock['elements'][number];

/**
 * A message as blocks of rich text: whatever is in a text stays text there, be it a mention, a link or the markup of
 * Slack. `text` is for notifications, where it is markup.
 */
export function rendered({ title, wanted = [], parts }: Message): { text: string; blocks: RichTextBlock[] } {
  let left = longestMessage;
  const blocks: RichTextBlock[] = [];
  const users = wanted.flatMap(userOf).slice(0, mostWanted);
  for (const part of [{ is: 'head', title, users } as const, ...inOrder(parts)]) {
    const block: RichTextBlock = { type: 'rich_text', elements: sections(part) };
    left -= weight(block);
    if (left < 0 || blocks.length === mostBlocks) return { text: marked(title), blocks: [...blocks, more] };
    blocks.push(block);
  }
  return { text: marked(title), blocks };
}

/** What somebody has to copy goes before what may be too long. */
const inOrder = (parts: readonly Part[]): readonly Part[] => [
  ...parts.filter(({ is }) => is !== 'code'),
  ...parts.filter(({ is }) => is === 'code'),
];

interface Head {
  readonly is: 'head';
  readonly title: string;
  /** Who is called. */
  readonly users: readonly string[];
}

function sections(part: Part | Head): Section[] {
  switch (part.is) {
    case 'head':
      return [bold(part.title), ...(part.users.length === 0 ? [] : [call(part.users)])];
    case 'text':
      return [plain(part.text)];
    case 'numbered':
      return [list('ordered', part.items)];
    case 'facts':
      return [...(part.title === undefined ? [] : [bold(part.title)]), list('bullet', part.items)];
    case 'words':
      return [plain(`${part.to}:`), code(part.words)];
    case 'code': {
      const shown = part.code.slice(0, longestText);
      const rest = part.rest ?? (shown === part.code ? undefined : 'Cut off here.');
      return [bold(part.title), code(shown), ...(rest === undefined ? [] : [plain(rest)])];
    }
  }
}

/** A tab is honest in SQL; Slack has none. */
const visible = (said: string): string => escapeForPerson(said.replaceAll('\t', '  '));

const text = (said: string) => ({ type: 'text', text: visible(said).slice(0, longestText) || ' ' }) as const;

const plain = (said: string) => ({ type: 'rich_text_section' as const, elements: [text(said)] });
const bold = (said: string): Section => ({
  type: 'rich_text_section',
  elements: [{ ...text(said), style: { bold: true } }],
});
const list = (style: 'ordered' | 'bullet', items: readonly string[]): Section => ({
  type: 'rich_text_list',
  style,
  elements: items.map(plain),
});
const call = (users: readonly string[]): Section => ({
  type: 'rich_text_section',
  elements: users.flatMap((user_id) => [
    { type: 'user' as const, user_id },
    { type: 'text' as const, text: ' ' },
  ]),
});
const code = (said: string): Section => ({ type: 'rich_text_preformatted', elements: [text(said)] });

const more: RichTextBlock = {
  type: 'rich_text',
  elements: [plain('The rest is too long for Slack: godwit show has all of it.')],
};

/** Whoever counts may count bytes of what is not ASCII, escaped. */
const weight = (block: RichTextBlock): number =>
  JSON.stringify(block).replace(/[^\x20-\x7e]/g, '\\u0000').length;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** As markup that says no more than the text: no mention, no link. */
const marked = (said: string): string =>
  visible(said)
    .slice(0, longestNotice)
    .replace(/[&<>]/g, (character) => entities[character] ?? '');
