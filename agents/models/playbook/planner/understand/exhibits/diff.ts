/** What a patch takes out and puts in, and the text before and after it. */
export interface Diff {
  readonly before: string;
  readonly after: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Lines that stay. */
  readonly around: readonly string[];
}

const file =
  /^(?:diff --git |index [0-9a-f]+\.\.|--- (?:a\/|\/dev\/null|"?[\w./-]+\s*$)|\+\+\+ (?:b\/|\/dev\/null|"?[\w./-]+\s*$)|new file mode|deleted file mode|similarity index|rename (?:from|to) |\\ No newline)/;
const hunk = /^@@[^@]*@@\s?(.*)$/;

const isDiff = (language: string, lines: readonly string[]): boolean => {
  if (/^(?:diff|patch)$/.test(language)) return true;
  const marked = lines.every((line) => line === '' || /^[ +\-@\\]/.test(line) || file.test(line));
  return (
    marked &&
    lines.some((line) => /^\+(?!\+)/.test(line)) &&
    !lines.every((line) => /^\+?\s*[-+]\s/.test(line))
  );
};

/** A patch, with the head of the block that a hunk lies in where the hunk does not show it. */
export function diffIn(text: string, language: string): Diff | undefined {
  const lines = text.split('\n');
  if (!isDiff(language, lines)) return undefined;
  const [before, after, added, removed, around]: string[][] = [[], [], [], [], []];
  let open = '';
  const close = (): void => {
    if (/\{\s*$/.test(open)) for (const side of [before, after]) side?.push('}');
    open = '';
  };
  for (const line of lines) {
    if (file.test(line)) continue;
    const at = hunk.exec(line);
    if (at) {
      close();
      open = /^(?:model|enum|class|export|create_table)\b/.test(at[1] ?? '') ? (at[1] ?? '') : '';
      if (open !== '') for (const side of [before, after]) side?.push(open);
      continue;
    }
    const rest = line.slice(1);
    if (open !== '' && /^.?\}/.test(line)) open = '';
    if (line.startsWith('+')) {
      after?.push(rest);
      added?.push(rest);
    } else if (line.startsWith('-')) {
      before?.push(rest);
      removed?.push(rest);
    } else {
      const kept = line.startsWith(' ') ? rest : line;
      before?.push(kept);
      after?.push(kept);
      if (kept.trim() !== '') around?.push(kept);
    }
  }
  close();
  const written = (side: readonly string[] | undefined): readonly string[] =>
    (side ?? []).filter((line) => line.trim() !== '');
  const joined = (side: readonly string[] | undefined): string => (side ?? []).join('\n').trimEnd();
  return {
    before: joined(before),
    after: joined(after),
    added: written(added),
    removed: written(removed),
    around: written(around),
  };
}
