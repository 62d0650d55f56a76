import { exitCode, GodwitError } from '../../errors.ts';

/** `--agent` names neither a built-in agent nor a file. */
export class NoSuchAgent extends GodwitError {
  readonly code = 'no-such-agent';
  override readonly exit = exitCode.usage;
  constructor(agent: string, near: string | undefined, known: readonly string[]) {
    super(`there is no agent ${JSON.stringify(agent)}`, {
      hint: `${near === undefined ? '' : `Did you mean "${near}"? `}Built in: ${known.join(', ')}; or give the path of a file.`,
    });
  }
}

/** `policy explain` was asked in a way that names no call. */
export class NoCallToExplain extends GodwitError {
  readonly code = 'no-call-to-explain';
  override readonly exit = exitCode.usage;
  constructor(what: string) {
    super(what, {
      hint: `godwit policy explain --tool Bash --input '{"command":"ls"}', or JSON lines on standard input`,
    });
  }
}
