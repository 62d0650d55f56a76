import { fence, unfence } from '../../agents/models/fence.ts';
import type { Evidence } from '../../tools/evidence.ts';
import type { Conversation } from './size.ts';

/** Longest result that is told whole, in characters: ids, hashes and denials are shorter. */
const wholeResult = 1_000;
/** As much as is told of what a call was given, and of what the agent said. */
const begun = 200;

/** What was said and done in messages that are left out: every call with what it came to, and every answer of a person. */
export function accountOf(messages: Conversation, evidence: readonly Evidence[]): string {
  if (messages.length === 0) return '';
  const results = new Map(
    messages.flatMap(({ content }) =>
      content.flatMap((block) => (block.type === 'tool_result' ? [[block.tool_use_id, block] as const] : [])),
    ),
  );
  const lines = messages.flatMap(({ role, content }) =>
    content.flatMap((block) => {
      if (block.type === 'text') return [`${role === 'user' ? 'engine' : 'you'}: ${beginning(block.text)}`];
      if (block.type !== 'tool_use') return [];
      const result = results.get(block.id);
      const call = `${block.name} ${beginning(JSON.stringify(block.input))}`;
      const seen = evidence.filter(({ callId }) => callId === block.id).map(told);
      return [
        [`- ${call}`, ...(result === undefined ? [] : [resultOf(block.name, result)]), ...seen].join('\n  '),
      ];
    }),
  );
  return [
    'The turns that came next were left out by the engine, to make room; call again to read anew what was cut short. What they came to:',
    fence('account', lines.join('\n')),
  ].join('\n');
}

/** In one line; a hash is given whole, since handoffs name it. */
const told = ({ step, fact, subject, ok, summary }: Evidence): string =>
  `evidence ${step}/${fact}${ok ? '' : ' (not ok)'} of ${subject}: ${summary}`;

function resultOf(
  tool: string,
  { content, is_error }: { readonly content: string; readonly is_error?: boolean | undefined },
): string {
  const text = unfence(content) ?? content;
  // What a person has answered can be had nowhere else.
  const whole = tool === 'ask_requester' || text.length <= wholeResult;
  const shown = whole ? text : `${text.slice(0, begun)}… [${text.length} characters in all]`;
  return `${is_error === true ? 'failed' : 'result'}: ${shown}`;
}

const beginning = (text: string): string => (text.length <= begun ? text : `${text.slice(0, begun)}…`);
