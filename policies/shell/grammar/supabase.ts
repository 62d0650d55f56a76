import { quote } from '../../text.ts';
import { confirm, deny } from '../../verdict.ts';
import type { ShellWord } from '../script.ts';
import {
  firstOf,
  type Grammar,
  insideDirectory,
  noPatterns,
  onlyOptions,
  splitArguments,
  to,
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
  /^--(?:output|schema|lang|level|fail-on)(?:=[\w,.-]*)?$/,
];
/** Reads the schema of the linked project, no data; only `gen types` and `migration list` may. */
const linked = [/^--linked$/, /^--project-id(?:=\w+)?$/];

/** Take the next word as their value, whatever it is: after `--output status` the command is what follows. */
const takesValue = /^(?:-[os]|--(?:output|schema|lang|level|fail-on|project-id))$/;

export const npxSupabase: Grammar = (args, place) => {
  const { options: given, operands, oddValue } = withoutValues(args);
  const verb = verbOf(operands.map(({ value }) => value));
  const reads = /^(?:gen types|migration list)/.test(verb);
  const objection = firstOf(
    noPatterns('npx supabase', args),
    oddValue,
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

/** Options and operands without the separate values of options; a value that looks like an option is refused. */
function withoutValues(args: readonly ShellWord[]) {
  const end = args.findIndex(({ value }) => value === '--');
  const isValue = (index: number): boolean =>
    takesValue.test(args[index - 1]?.value ?? '') && (end === -1 || index <= end) && !isValue(index - 1);
  const values = args.filter((_, index) => isValue(index));
  const odd = values.find(({ value }) => !/^\w[\w,.-]*$/.test(value));
  return {
    ...splitArguments(args.filter((_, index) => !isValue(index))),
    oddValue:
      odd === undefined
        ? undefined
        : to(
            odd,
            deny('bash/option-not-allowed', `${quote(odd.value)} is no value for the option before it`),
          ),
  };
}

/** The words of the command: `db lint`, `migration new NAME`. */
function verbOf(operands: readonly string[]): string {
  const [first = '', second, third] = operands;
  if (['migration', 'db', 'gen', 'test', 'seed'].includes(first)) {
    const named = first === 'gen' && ['typescript', 'go', 'swift', 'python'].includes(third ?? '');
    const withName = named || (first === 'migration' && second === 'new');
    return [first, second, withName ? third : undefined].filter((word) => word !== undefined).join(' ');
  }
  return first;
}
