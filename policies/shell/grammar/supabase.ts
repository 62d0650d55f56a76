import { quote } from '../../text.ts';
import { confirm, deny } from '../../verdict.ts';
import {
  firstOf,
  type Grammar,
  insideDirectory,
  noPatterns,
  onlyOptions,
  splitArguments,
} from './grammar.ts';

/**
 * What the Supabase CLI may do here: look, and prepare files. It has credentials of its own, so whatever reaches a
 * linked project or another database goes past the branch, the proof and the approval.
 */
const looks: readonly RegExp[] = [
  /^(?:status|help|migration list|migration new [\w-]+|db lint|db diff|gen types(?: (?:typescript|go|swift|python))?)$/,
];
const changesLocalStack: readonly RegExp[] = [
  /^(?:start|stop|db reset|db start|migration up|test db|seed buckets)$/,
];

const options = [
  /^--(?:local|debug|help|version|experimental)$/,
  /^-[hv]$/,
  /^-[os]$/,
  /^--(?:output|schema|lang|level|fail-on)(?:=[\w,.-]+)?$/,
];
/** Reads the schema of the linked project, no data; only `gen types` and `migration list` may. */
const linked = [/^--linked$/, /^--project-id(?:=\w+)?$/];

export const npxSupabase: Grammar = (args, place) => {
  const { options: given, operands } = splitArguments(args);
  const verb = verbOf(operands.map(({ value }) => value));
  const reads = /^(?:gen types|migration list)/.test(verb);
  const objection = firstOf(
    noPatterns('npx supabase', args),
    onlyOptions(`supabase ${verb}`.trim(), given, reads ? [...options, ...linked] : options),
    ...operands.map((word) => insideDirectory(word, place)),
  );
  if (objection !== undefined) return objection;
  if (verb === '' || looks.some((form) => form.test(verb))) return undefined;
  if (changesLocalStack.some((form) => form.test(verb))) {
    return confirm('bash/supabase-local', `supabase ${verb} changes the local Supabase stack`);
  }
  return deny(
    'bash/supabase-verb',
    `${quote(`supabase ${verb}`)} may reach a database past the branch, the proof and the approval`,
    'Use create_branch, apply_migration and merge_branch.',
  );
};

/** The words of the command without the separate values of `--schema public`, `--output json`, `--project-id x`. */
function verbOf(operands: readonly string[]): string {
  const [first = '', second, third] = operands;
  if (['migration', 'db', 'gen', 'test', 'seed'].includes(first)) {
    const named = first === 'gen' && ['typescript', 'go', 'swift', 'python'].includes(third ?? '');
    const withName = named || (first === 'migration' && second === 'new');
    return [first, second, withName ? third : undefined].filter((word) => word !== undefined).join(' ');
  }
  return first;
}
