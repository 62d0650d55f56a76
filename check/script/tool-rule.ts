/** How a tool runs a script. */
export interface ToolRule {
  readonly tool: string;
  /** It opens a transaction around the script. */
  readonly opens: boolean;
  readonly sends: Sending;
  /** Why, in words: the tool's default, or the line of the file that says otherwise. */
  readonly because: string;
  /** How an author runs a statement of this tool outside of a transaction. */
  readonly remedy: string;
}

/**
 * `whole`: the text in one message, which PostgreSQL runs as one transaction unless the text says otherwise. `each`:
 * one statement after the other. `pipeline`: all at once; in an old version those that cannot share a transaction have
 * to come first. `alike`: one after the other, and either all can share a transaction or none. `any`: no tool is known.
 */
export type Sending = 'whole' | 'each' | 'pipeline' | 'alike' | 'any';

/** Whatever the statements need. */
export const noTool: ToolRule = {
  tool: 'the runner',
  opens: false,
  sends: 'any',
  because: 'all statements can share a transaction',
  remedy: 'run it outside of a transaction',
};
