import type { ModelRequest } from '../model.ts';

/** Longest message of the API that is passed on, in characters: enough for every one that the API is known to send. */
const maxSaid = 300;

/** A run of characters that also stands in the prompt is an echo of it; shorter ones are words that anybody uses. */
const echo = 24;

/** Keys of Anthropic, tokens after `Bearer`, and user names and passwords in URLs. */
const credentials = [/\bsk-[\w-]{8,}/g, /(?<=\bBearer\s+)\S+/gi, /(?<=\/\/)[^/\s@]+@/g];

/**
 * What the API or a gateway said, fit to be logged: some gateways quote the request, so everything that stands in
 * the prompt is taken out, and everything that looks like a credential.
 */
export function withoutPrompt(said: string, request: ModelRequest, secrets: readonly string[]): string {
  let text = said.slice(0, 10_000);
  for (const secret of secrets) if (secret !== '') text = text.replaceAll(secret, '[…]');
  for (const pattern of credentials) text = text.replace(pattern, '[…]');
  // Looking for echoes takes time by the length of both.
  const head = withoutEchoes(text.slice(0, 2 * maxSaid), promptTexts(request));
  // At a cut an echo may have become too short to be seen as one.
  const whole = text.length > 2 * maxSaid ? head.slice(0, -echo) : head;
  return whole.replace(/\s+/g, ' ').slice(0, maxSaid).trim();
}

function withoutEchoes(text: string, prompt: string): string {
  let kept = '';
  for (let at = 0; at < text.length; ) {
    let length = echo;
    if (at + length > text.length || !prompt.includes(text.slice(at, at + length))) {
      kept += text[at++];
      continue;
    }
    while (at + length < text.length && prompt.includes(text.slice(at, at + length + 1))) length++;
    kept += '[…]';
    at += length;
  }
  return kept;
}

/** Everything that a person or a tool wrote, plain and as JSON writes it. */
function promptTexts({ system, messages }: ModelRequest): string {
  const texts = messages.flatMap(({ content }) =>
    content.map((block) => {
      if (block.type === 'text') return block.text;
      if (block.type === 'tool_result') return block.content;
      if (block.type === 'tool_use') return JSON.stringify(block.input) ?? '';
      return block.type === 'thinking' ? block.thinking : '';
    }),
  );
  const all = [system, ...texts];
  return [...all, ...all.map((text) => JSON.stringify(text))].join('\0');
}
