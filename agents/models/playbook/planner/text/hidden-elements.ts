import type { Stretch } from './unseen.ts';

/** `<div hidden>`, `</template>`; the bounds keep an open quotation from being looked at again and again. */
const tag = /<(\/?)([a-z][\w-]{0,40})((?:\s(?:"[^"]{0,2000}"|'[^']{0,2000}'|[^<>"']){0,4000})?)\/?>/gi;
const empty = new Set('img br hr input meta link col area base source wbr'.split(' '));
/** What a browser shows nothing of. */
const unshown = new Set(
  'template script style noscript title iframe noframes noembed object svg head datalist textarea xmp'.split(
    ' ',
  ),
);
const struck = new Set(['del', 's', 'strike']);
/** Marks of a prompt, which no page has: what stands in them is meant for a model. */
const ofPrompt = new Set(
  'system system_prompt system-prompt system-message instruction instructions assistant user human prompt agent ai developer admin override important tool_result function_results'.split(
    ' ',
  ),
);
const bare = /(?:^|\s)hidden(?=[\s=/]|$)/i;
const unseenStyle =
  /aria-hidden\s*=\s*["']?true|display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?!\.?\d)|font-size\s*:\s*0(?!\.?\d)|color\s*[:=]\s*["']?(?:white|transparent|#fff)|class\s*=\s*["']?(?:[\w -]{0,80}\s)?(?:hidden|invisible|sr-only|visually-hidden|d-none)\b/i;

function nature(name: string, attributes: string): Stretch['is'] | undefined {
  if (struck.has(name)) return 'struck';
  if (ofPrompt.has(name)) return 'turn';
  const values = attributes.replace(/"[^"]*"|'[^']*'/g, '""');
  return unshown.has(name) || bare.test(values) || unseenStyle.test(attributes) ? 'hidden' : undefined;
}

/** Elements that a page does not show, each to where it is closed. */
export function hiddenElements(text: string): readonly Stretch[] {
  const tags = [...text.matchAll(tag)].map(({ 0: whole, 1: slash, 2: name = '', 3: said = '', index }) => ({
    ...{ name: name.toLowerCase(), closes: slash !== '', from: index, to: index + whole.length, said },
  }));
  const lastClosed = new Map(tags.filter(({ closes }) => closes).map(({ name, from }) => [name, from]));
  const found: Stretch[] = [];
  let open: { name: string; from: number; is: Stretch['is'] } | undefined;
  let depth = 0;
  for (const { name, closes, from, to, said } of tags) {
    if (open) {
      if (name === open.name) depth += closes ? -1 : 1;
      if (depth > 0) continue;
      found.push({ from: open.from, to, is: open.is });
      open = undefined;
      continue;
    }
    const is = closes ? undefined : nature(name, said);
    if (is === undefined) continue;
    if (empty.has(name)) found.push({ from, to, is });
    // Without an end, `a column <title>` is no element.
    else if (said.trim() !== '' || (lastClosed.get(name) ?? -1) > from) {
      open = { name, from, is };
      depth = 1;
    }
  }
  if (open) found.push({ from: open.from, to: text.length, is: open.is });
  return found;
}
