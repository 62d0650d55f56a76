import { chatTurns } from './chat-turns.ts';
import { hiddenElements } from './hidden-elements.ts';
import { withoutCode } from './without-code.ts';

/** A stretch of a text that asks for nothing: a reader does not see it, or a chat with a model has it as a turn. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly is: 'hidden' | 'struck' | 'turn';
}

/** `[//]: # (…)`, `[x]: <…> "…"`: Markdown shows nothing of a link that is only defined; `[^1]:` is a footnote. */
const definition =
  /^[ \t>*+-]{0,8}\[(?!\^)[^\]\n]{1,200}\]:[ \t]*\n?[ \t]*(?:<[^>\n]{0,500}>|[^\s<]\S{0,500})(?:[ \t]*\n?[ \t]*(?:"[^"]{0,2000}"|'[^']{0,2000}'|\((?:[^()]|\([^()]{0,200}\)){0,2000}\)))[ \t]*$/gm;
/** The same with a place of several words, or as a remark that was not closed as it should be. */
const remark =
  /^[ \t>*+-]{0,8}\[(?:\/\/|comment|[^\]\n]{0,40}\bignore|_|-|#|\.)?\]:[^\n]*$|^[ \t>*+-]{0,8}\[(?!\^)[^\]\n]{1,200}\]:[ \t]*<(?=[^>\n]* )[^>\n]*>[^\n]*$/gim;

const stretches = (text: string, form: RegExp): readonly Stretch[] =>
  [...text.matchAll(form)].map(({ 0: { length }, index }) => ({
    from: index,
    to: index + length,
    is: 'hidden',
  }));

export interface Seen {
  readonly text: string;
  /** What was taken out, for the person who approves. */
  readonly hazards: readonly string[];
  /** Some of it speaks to an agent. */
  readonly addressed: boolean;
}

const mostShown = 300;
const said = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= mostShown ? line : `${line.slice(0, mostShown - 1)}…`;
};

/** The text as its readers see it. */
export function withoutUnseen(text: string): Seen {
  if (!/[<[#:]/.test(text)) return { text, hazards: [], addressed: false };
  const masked = withoutCode(text);
  const found = [
    ...hiddenElements(masked),
    ...stretches(masked, definition),
    ...stretches(masked, remark),
    ...chatTurns(masked),
  ].sort((a, b) => a.from - b.from || b.to - a.to);
  const hazards: string[] = [];
  let kept = '';
  let at = 0;
  for (const { from, to, is } of found) {
    if (to <= at) continue;
    kept += text.slice(at, Math.max(at, from));
    const taken = said(text.slice(Math.max(at, from), to));
    if (is === 'turn')
      hazards.push(`the text speaks to an agent ("${taken}"); it was read as data and not followed`);
    else if (is === 'hidden' && /\p{L}/u.test(taken))
      hazards.push(`the text holds what its readers do not see ("${taken}"); it was not read as a request`);
    kept += ` ${text.slice(Math.max(at, from), to).replace(/[^\n]+/g, '')}`;
    at = to;
  }
  return { text: kept + text.slice(at), hazards, addressed: found.some(({ is }) => is === 'turn') };
}
