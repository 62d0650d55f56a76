import { quote } from '../../text.ts';
import { confirm } from '../../verdict.ts';
import { cat, ls, readers } from './files.ts';
import { gitDiff, gitStatus } from './git.ts';
import { firstOf, type Grammar, noPatterns } from './grammar.ts';
import { npmRun } from './npm.ts';
import { scriptArguments } from './script-arguments.ts';
import { npxSupabase } from './supabase.ts';

const grammars: Readonly<Record<string, Grammar>> = {
  ...readers,
  cat,
  ls,
  'git status': gitStatus,
  'git diff': gitDiff,
  'npm run': npmRun,
  'npx supabase': npxSupabase,
};

/** The grammar for these arguments, and how many words of the command line it has already read. */
export function grammarFor(
  argv: readonly string[],
): { readonly grammar: Grammar; readonly words: number } | undefined {
  for (const words of [2, 1]) {
    const name = argv.slice(0, words).join(' ');
    const grammar = argv.length >= words && Object.hasOwn(grammars, name) ? grammars[name] : undefined;
    if (grammar !== undefined) return { grammar, words };
  }
  return undefined;
}

/** For an allowed program that no grammar knows: what the policy lists runs, more than that a person looks at. */
export const unknownProgram =
  (entry: string): Grammar =>
  (args, place) =>
    firstOf(noPatterns(entry, args), scriptArguments(args, place)) ??
    (args.length === 0
      ? undefined
      : confirm('bash/unknown-arguments', `it is not known what ${quote(entry)} does with these arguments`));
