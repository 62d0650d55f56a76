import type { Span } from '../place.ts';

/** A word whose value is known without running anything. */
export interface ShellWord {
  /** As the program receives it; for a pattern, as it is written. */
  readonly value: string;
  /** Has an unquoted `*` or `?`: the shell would put file names in its place. */
  readonly pattern: boolean;
  readonly span: Span;
}

export type ShellRedirect =
  /** `2>&1` */
  | { readonly kind: 'duplicate'; readonly from: 1 | 2; readonly to: 1 | 2 }
  | { readonly kind: 'read'; readonly path: string; readonly span: Span }
  | {
      readonly kind: 'write';
      readonly from: readonly (1 | 2)[];
      readonly path: string;
      readonly append: boolean;
      readonly span: Span;
    };

/** One program with its arguments: what runs, and nothing else. */
export interface ShellCommand {
  readonly argv: readonly [ShellWord, ...ShellWord[]];
  readonly redirects: readonly ShellRedirect[];
  readonly span: Span;
}

export interface ShellPipeline {
  /** Runs when the one before succeeded (`&&`), failed (`||`) or in any case (`;`). */
  readonly after: ';' | '&&' | '||';
  readonly commands: readonly [ShellCommand, ...ShellCommand[]];
}

/** A command line that consists of programs with literal arguments, pipes, `&&`, `||`, `;` and plain redirects. */
export type ShellScript = readonly ShellPipeline[];

/** A command line that says more than that, or that cannot be read. */
export interface ShellRefusal {
  readonly rule: string;
  readonly reason: string;
  readonly hint?: string;
  readonly span?: Span;
}
