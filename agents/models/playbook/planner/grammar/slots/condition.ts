import { expressionFault } from '../../../../../../postgres/operations/syntax.ts';
import type { Token } from '../../text/tokens.ts';
import type { Reading } from '../match.ts';

const span = /^check\s*\((.+)\)$/is;

/** {checked}: `CHECK (capacity >= 0)` in a code span: the condition */
export function* checked(tokens: readonly Token[], at: number): Iterable<Reading<string>> {
  const token = tokens[at];
  const condition = token?.kind === 'code' ? span.exec(token.text)?.[1] : undefined;
  if (condition !== undefined && expressionFault(condition) === null)
    yield { value: condition, next: at + 1 };
}
