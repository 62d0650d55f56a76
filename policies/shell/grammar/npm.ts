import { quote } from '../../text.ts';
import { deny } from '../../verdict.ts';
import { firstOf, type Grammar, noPatterns, onlyOptions, to } from './grammar.ts';
import { scriptArguments } from './script-arguments.ts';

const harmless = [/^(?:-s|--silent|-q|--quiet|--if-present|--json)$/];

/** `npm run NAME [-- ARGUMENTS]`. npm reads options anywhere before `--`, also after the name. */
export const npmRun: Grammar = (args, place) => {
  const end = args.findIndex(({ value }) => value === '--');
  const before = end === -1 ? args : args.slice(0, end);
  const after = end === -1 ? [] : args.slice(end + 1);
  const [name, ...words] = before.filter(({ value }) => !value.startsWith('-'));
  if (name !== undefined && (!/^[\w@.][\w:./@-]*$/.test(name.value) || name.value.includes('..'))) {
    return to(name, deny('bash/script-name', `${quote(name.value)} is not the name of an npm script`));
  }
  return firstOf(
    noPatterns('npm run', args),
    onlyOptions(
      'npm run',
      before.filter(({ value }) => value.startsWith('-')),
      harmless,
    ),
    // A script runs in the package's folder, at or above the working directory.
    scriptArguments([...words, ...after], { ...place, directory: '' }),
  );
};
