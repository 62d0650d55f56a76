/** What Slack says of blocks that it does not take; undefined where it takes them. */
export function refusalOf(blocks: unknown): string | undefined {
  if (!Array.isArray(blocks) || blocks.length > 50) return 'invalid_blocks';
  if (!blocks.every(isBlock)) return 'invalid_blocks';
  // Not documented; what is counted is more than the texts.
  return JSON.stringify(blocks).length > 13_200 ? 'msg_blocks_too_long' : undefined;
}

type Shape = Record<string, unknown>;
const isShape = (one: unknown): one is Shape => typeof one === 'object' && one !== null;

const sizes: Readonly<Record<string, number>> = { header: 150, section: 3000 };

function isBlock(block: unknown): boolean {
  if (!isShape(block)) return false;
  const { type, text, elements } = block;
  if (type === 'divider') return true;
  if (type === 'rich_text') return isElements(elements, isRichText);
  if (type === 'context') return isElements(elements, (one) => isText(one, 3000)) && elements.length <= 10;
  const size = sizes[String(type)];
  return size !== undefined && isText(text, size) && (type !== 'header' || text.type === 'plain_text');
}

const isElements = (elements: unknown, is: (one: unknown) => boolean): elements is unknown[] =>
  Array.isArray(elements) && elements.length > 0 && elements.every(is);

const isText = (one: unknown, size: number): one is Shape =>
  isShape(one) &&
  (one.type === 'plain_text' || one.type === 'mrkdwn') &&
  typeof one.text === 'string' &&
  one.text.length > 0 &&
  one.text.length <= size;

const isRichText = (part: unknown): boolean =>
  isShape(part) &&
  (part.type === 'rich_text_list'
    ? isElements(part.elements, isRichText)
    : ['rich_text_section', 'rich_text_preformatted', 'rich_text_quote'].includes(String(part.type)) &&
      isElements(part.elements, isInline));

const isInline = (one: unknown): boolean =>
  isShape(one) &&
  ((one.type === 'text' && typeof one.text === 'string' && one.text.length > 0) ||
    (one.type === 'user' && typeof one.user_id === 'string') ||
    (one.type === 'link' && typeof one.url === 'string'));
