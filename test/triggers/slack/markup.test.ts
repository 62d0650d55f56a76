import { expect, it } from 'vitest';
import { plainText } from '../../../triggers/slack/markup.ts';

it.each([
  ['<@U0BOT> add a difficulty column to tasks', 'add a difficulty column to tasks'],
  ['<@U0BOT>: add it', 'add it'],
  ['Hey <@U0BOT>, add it', 'Hey , add it'],
  ['as <@U1> and <@U2|ana> said in <#C1|general> and <#C2>', 'as @U1 and @ana said in #general and #C2'],
  ['<!here> <!subteam^S1|@dba> <!date^1700000000^{date}|yesterday>', '@here @dba yesterday'],
  ['price &lt; 5 &amp;&amp; price &gt; 1', 'price < 5 && price > 1'],
  ['I typed &lt;@U1&gt; and &amp;lt;', 'I typed <@U1> and &lt;'],
  // Names of columns that look like those of hosts.
  ['drop <http://orders.id|orders.id> and <http://tasks.name/|tasks.name>', 'drop orders.id and tasks.name'],
  ['see <https://example.org/a?b=1&amp;c|the page>', 'see the page (https://example.org/a?b=1&c)'],
  ['see <https://example.org>', 'see https://example.org'],
  ['ask <mailto:ana@example.org|ana@example.org>', 'ask ana@example.org'],
  ['<@U0BOT>\nTitle\n\n  - indented\n  - twice', 'Title\n\n  - indented\n  - twice'],
])('%s', (message, text) => {
  expect(plainText(message, 'U0BOT')).toBe(text);
});
