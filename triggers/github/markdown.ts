import { escapeForPerson } from '../../policies/text.ts';
import type { Message, Part } from '../conversation/message.ts';

/** A comment of GitHub. Everything in a message may come from outside: none of it becomes markup. */
export const markdownOf = ({ title, parts }: Message): string =>
  [`**${plain(title)}**`, ...parts.map(partOf)].join('\n\n');

/** Shorter code is shown as it is; what is longer is folded away. */
const mostOpenLines = 12;

function partOf(part: Part): string {
  switch (part.is) {
    case 'text':
      return plain(part.text);
    case 'numbered':
      return part.items.map((item, index) => `${index + 1}. ${plain(item)}`).join('\n');
    case 'facts': {
      const list = part.items.map((item) => `- ${plain(item)}`).join('\n');
      return part.title === undefined ? list : folded(part.title, list);
    }
    case 'words':
      return `${plain(part.to)}:\n${fenced(part.words, 'text')}`;
    case 'code': {
      const { title, language, code, rest } = part;
      const block = [fenced(code, language), ...(rest === undefined ? [] : [plain(rest)])].join('\n\n');
      return code.split('\n').length > mostOpenLines ? folded(title, block) : `${plain(title)}:\n${block}`;
    }
  }
}

const folded = (title: string, markdown: string): string =>
  `<details><summary>${html(title)}</summary>\n\n${markdown}\n\n</details>`;

/** Cannot be closed from within: no run of backticks in it is as long as the fence. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${visible(text)}\n${fence}`;
}

/**
 * One line that reads as it is written. GitHub looks for people, issues, addresses and emoji after it has taken the
 * backslashes away: what makes them is parted from its word by a space without width.
 */
export const plain = (text: string): string =>
  parted(
    visible(oneLine(text))
      .replace(/[\\`*[\]<|~&$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')
      .replace(/^[-+#>=]/, '\\$&')
      .replace(/^(\d+)([.)])/, '$1\\$2'),
  );

/** The same within HTML, where Markdown's backslashes are none. */
const html = (text: string): string =>
  parted(visible(oneLine(text)).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'));

// Nothing else is parted: names and times are copied from here. `:\_1:` is an emoji once its backslash is gone.
const parted = (text: string): string =>
  text.replace(/(?<=[@#])(?=\S)|(?<=:)(?=\/\/|[\w+\\-]+:)|(?<=www)(?=\.)|(?<=GH-)(?=\d)/gi, '\u{200B}');

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What would not be seen is shown. */
const visible = (text: string): string => escapeForPerson(text.replaceAll('\t', '    '));
