import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { expect, test } from 'vitest';
import { escapeForPerson } from '../../policies/text.ts';
import { code, type Part } from '../../triggers/conversation/message.ts';
import { markdownOf } from '../../triggers/github/markdown.ts';

/** As GitHub reads it, before it looks for people and issues in the text. */
const rendered = (parts: readonly Part[], title = 'A title'): string =>
  micromark(markdownOf({ title, parts }), {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const decoded = (html: string): string =>
  html.replace(/&(lt|gt|amp|quot);/g, (_, name) => entities[name] ?? '');

const tokens = [
  ...'`~*_#@:<>!-[]()|\\&$=+^."\'/ \n\t01ab',
  ...['\r', '\u{202E}', '\u{200B}', '\u{1B}'],
  ...['www.', 'https://', 'GH-', '</details>', '```', '<!--', '-->', '&lt;', '![x](y)', '<b>', ':+1:'],
];
const nasty = fc.array(fc.constantFrom(...tokens), { maxLength: 30 }).map((parts) => parts.join(''));

/** What a reader sees of it. */
const seen = (html: string): string => decoded(html).replaceAll('\u{200B}', '').replace(/\s+/g, ' ').trim();
const shown = (text: string): string =>
  escapeForPerson(text.replaceAll('\t', '    ').replaceAll('\r', ' ')).replace(/\s+/g, ' ').trim();

test('text from outside reads as it was written, and is nothing else: no link, image, person, HTML or list', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const said = shown(text);
      fc.pre(said !== '');
      for (const [parts, html] of [
        [[{ is: 'text', text }], /^<p><strong>A title<\/strong><\/p>\n<p>([^<]*)<\/p>$/],
        [
          [{ is: 'numbered', items: [text] }],
          /^<p><strong>A title<\/strong><\/p>\n<ol>\n<li>([^<]*)<\/li>\n<\/ol>$/,
        ],
        [
          [{ is: 'facts', items: [text] }],
          /^<p><strong>A title<\/strong><\/p>\n<ul>\n<li>([^<]*)<\/li>\n<\/ul>$/,
        ],
      ] as [Part[], RegExp][]) {
        const whole = rendered(parts);
        const inner = html.exec(whole)?.[1];
        expect(inner, whole).toBeDefined();
        expect(seen(inner ?? '')).toBe(said);
        expect(inner).not.toMatch(/[@#][\w.-]|:\/\/|:[\w+-]+:|www\.|GH-\d/i);
      }
      expect(rendered([], text)).toMatch(/^<p><strong>[^<]*<\/strong><\/p>$/);
      const folded = rendered([{ is: 'facts', title: text, items: ['x'] }]);
      expect(folded).toMatch(/\n<details><summary>[^<]*<\/summary>\n<ul>\n<li>x<\/li>\n<\/ul>\n<\/details>$/);
    }),
    { numRuns: 300, examples: [[':_https://'], [':_1:']] },
  );
});

test('code cannot leave its block', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      fc.pre(text.trim() !== '');
      for (const parts of [
        [code('Migration', 'sql', text, 'r')],
        [{ is: 'words', to: 'Approve', words: text }],
      ] as Part[][])
        expect(rendered(parts)).toMatch(
          /^<p>.*<\/p>\n<p>\w+:<\/p>\n<pre><code class="language-\w+">[^<]*<\/code><\/pre>$/s,
        );
    }),
    { numRuns: 300 },
  );
});

test('long code is cut and folded away, with where the rest is', () => {
  const html = rendered([code('Migration', 'sql', 'SELECT 1; -- </details>\n'.repeat(500), 'k3f8a2qx')]);
  expect(html).toMatch(
    /^<p>.*<\/p>\n<details><summary>Migration<\/summary>\n<pre><code[^>]*>[^<]*<\/code><\/pre>\n<p>Cut off here.*k3f8a2qx<\/p>\n<\/details>$/s,
  );
  expect(html.split('\n').length).toBeLessThan(90);
});
