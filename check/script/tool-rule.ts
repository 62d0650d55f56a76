/**
 * How a tool runs a script. `sends`: `whole`, the text in one message, which PostgreSQL runs as one transaction unless
 * the text says otherwise; `each`, one statement after the other; `pipeline`, all statements at once, of which those
 * that cannot share a transaction have to come first.
 */
export interface ToolRule {
  readonly tool: string;
  /** It opens a transaction around the script. */
  readonly opens: boolean;
  readonly sends: 'whole' | 'each' | 'pipeline';
  /** Why, in words: the tool's default, or the line of the file that says otherwise. */
  readonly because: string;
  /** How an author runs a script of this tool outside of a transaction. */
  readonly remedy: string;
}
