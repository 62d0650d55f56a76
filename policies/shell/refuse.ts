import type { Span } from '../place.ts';
import type { ShellRefusal } from './script.ts';

/** Leaves the parser from any depth; never leaves this folder. */
export class Refused extends Error {
  readonly refusal: ShellRefusal;
  constructor(refusal: ShellRefusal) {
    super(refusal.reason);
    this.refusal = refusal;
  }
}

/** What the parser says of a part of the text. */
interface Node {
  readonly pos: number;
  readonly end: number;
}

export const spanOf = ({ pos, end }: Node): Span => ({ start: pos, end });

/** Without a node the whole command line is meant. */
export const refuse = (rule: string, reason: string, hint?: string, node?: Node): Refused =>
  new Refused({
    rule,
    reason,
    ...(hint === undefined ? {} : { hint }),
    ...(node === undefined ? {} : { span: spanOf(node) }),
  });
