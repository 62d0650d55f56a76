import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Message, Part } from '../../../triggers/conversation/message.ts';
import { rendered } from '../../../triggers/slack/blocks.ts';
import { refusalOf } from '../../fakes/slack-server/limits.ts';

const said = '<!channel> <@U1> & *bold* https://example.org';

it('keeps text from outside text: no mention, no link, no markup, nothing that hides', () => {
  const { text, blocks } = rendered({
    title: said,
    wanted: ['slack:U0BEN', 'github:kim', 'slack:<!channel>'],
    parts: [
      { is: 'numbered', items: [said] },
      { is: 'code', title: 'Migration', language: 'sql', code: `SELECT '\`\`\`\n\t\u{202e}'`, rest: said },
      { is: 'words', to: 'Approve', words: 'approve k3f8a2qx 7f3a91c2' },
    ],
  });
  expect(text).toBe('&lt;!channel&gt; &lt;@U1&gt; &amp; *bold* https://example.org');
  const plain = (words: string) => ({ type: 'rich_text_section', elements: [{ type: 'text', text: words }] });
  expect(blocks.map(({ elements }) => elements)).toEqual([
    [
      { type: 'rich_text_section', elements: [{ type: 'text', text: said, style: { bold: true } }] },
      {
        type: 'rich_text_section',
        elements: [
          { type: 'user', user_id: 'U0BEN' },
          { type: 'text', text: ' ' },
        ],
      },
    ],
    [{ type: 'rich_text_list', style: 'ordered', elements: [plain(said)] }],
    // Before what may be too long.
    [
      plain('Approve:'),
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'approve k3f8a2qx 7f3a91c2' }] },
    ],
    [
      {
        type: 'rich_text_section',
        elements: [{ type: 'text', text: 'Migration', style: { bold: true } }],
      },
      {
        type: 'rich_text_preformatted',
        elements: [{ type: 'text', text: "SELECT '```\n  \\u{202E}'" }],
      },
      plain(said),
    ],
  ]);
});

it('is within the limits of Slack, whatever it says', () => {
  const words = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc
      .tuple(fc.constantFrom('a', '"', 'ä', '\n', '𝄞', '\ud834', '\u{202e}'), fc.nat(4_000))
      .map(([one, n]) => one.repeat(n)),
  );
  const items = fc.array(words, { minLength: 1, maxLength: 9 });
  const part: fc.Arbitrary<Part> = fc.oneof(
    words.map((text) => ({ is: 'text', text }) as const),
    items.map((all) => ({ is: 'facts', items: all }) as const),
    fc.record({
      is: fc.constant('code'),
      title: words,
      language: fc.constant('sql'),
      code: words,
    }),
    fc.record({ is: fc.constant('words'), to: words, words }),
  );
  const message: fc.Arbitrary<Message> = fc.record({
    title: words,
    parts: fc.array(part, { maxLength: 12 }),
  });
  fc.assert(
    fc.property(message, (one) => {
      const { text, blocks } = rendered(one);
      expect(refusalOf(blocks)).toBeUndefined();
      expect(text.length).toBeLessThan(3_000);
    }),
    { numRuns: 25 },
  );
});
