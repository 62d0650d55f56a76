import {
  fileNamePattern,
  firstOf,
  type Grammar,
  insideDirectory,
  noPatterns,
  onlyOptions,
  splitArguments,
} from './grammar.ts';

/** cat and ls: harmless options, files of the working directory. */
const lister =
  (program: string, known: readonly RegExp[]): Grammar =>
  (args, place) => {
    const { options, operands } = splitArguments(args);
    return firstOf(
      onlyOptions(program, options, known),
      ...operands.map((word) => firstOf(fileNamePattern(word), insideDirectory(word, place))),
    );
  };

export const cat = lister('cat', [
  /^-[AbeEnstTuv]+$/,
  /^--(?:show-all|number-nonblank|show-ends|number|squeeze-blank|show-tabs|show-nonprinting|help|version)$/,
]);

export const ls = lister('ls', [
  /^-[1aAbBcCdfFghGhiklLmnNopqQrRsStuUvxX]+$/,
  /^--(?:all|almost-all|author|escape|directory|classify|file-type|full-time|group-directories-first|no-group)$/,
  /^--(?:human-readable|si|inode|kibibytes|numeric-uid-gid|quote-name|reverse|recursive|size|help|version)$/,
  /^--color(?:=\w+)?$/,
  /^--(?:format|sort|time|time-style|indicator-style)=[\w+:%-]+$/,
]);

/** Programs that read files of the working directory and print; the options listed neither write nor run anything. */
const reader =
  (program: string, known: readonly RegExp[], shape: { text?: number; most?: number } = {}): Grammar =>
  (args, place) => {
    const { options, operands } = splitArguments(args);
    // The first operands of grep and tr are text to look for, not files.
    const files = operands.slice(shape.text ?? 0);
    const tooMany = files.length > (shape.most ?? Number.POSITIVE_INFINITY) ? files.at(-1) : undefined;
    return firstOf(
      noPatterns(program, args),
      onlyOptions(program, tooMany === undefined ? options : [...options, tooMany], known),
      ...files.map((word) => insideDirectory(word, place)),
    );
  };

export const readers: Readonly<Record<string, Grammar>> = {
  head: reader('head', [/^-[qvz]$/, /^-[nc]?\d*$/, /^--(?:lines|bytes)=-?\d+$/]),
  tail: reader('tail', [/^-[qvz]$/, /^-[nc]?[+]?\d*$/, /^--(?:lines|bytes)=[+-]?\d+$/]),
  wc: reader('wc', [/^-[clLmw]+$/, /^--(?:bytes|chars|lines|words|max-line-length)$/]),
  nl: reader('nl', [/^-b[atn]$/]),
  // Not recursive, as diff below: a whole tree holds secrets too. The Grep tool leaves them out.
  grep: reader('grep', [/^-[abcEFGhHiIlLnoqsvwxy]+$/, /^-[ABCm]\d+$/, /^--color(?:=\w+)?$/], { text: 1 }),
  sort: reader('sort', [/^-[bdfghinruVMz]+$/, /^-k[\d,.bdfginr]+$/]),
  // The second operand of uniq is the file it writes.
  uniq: reader('uniq', [/^-[cdDiuz]+$/], { most: 1 }),
  cut: reader('cut', [/^-[dfbc].+$/, /^-s$/]),
  diff: reader('diff', [/^-[abBiquwy]+$/, /^-U\d+$/]),
  tr: reader('tr', [/^-[cCdst]+$/], { text: 2, most: 0 }),
  echo: (args) => noPatterns('echo', args),
  pwd: (args) => onlyOptions('pwd', args, [/^-[LP]$/]),
  true: () => undefined,
  false: () => undefined,
};
