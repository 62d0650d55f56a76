/* Python as far as models have it: classes by their indentation, with calls that go over several lines joined. */

export interface PythonLine {
  readonly indent: number;
  readonly text: string;
}

export interface PythonClass {
  readonly name: string;
  readonly bases: string;
  /** What stands directly in its body. */
  readonly lines: readonly string[];
  readonly classes: readonly PythonClass[];
}

/** Without comments, docstrings and empty lines. */
export function pythonLines(code: string): readonly PythonLine[] {
  const lines: { indent: number; text: string }[] = [];
  let depth = 0;
  for (const raw of code.replace(/^\s*("""|''')[\s\S]*?\1\s*$/gm, '').split('\n')) {
    const bare = raw.replace(/(^|\s)#.*$/, '').trimEnd();
    const text = bare.trim();
    if (text === '') continue;
    const last = lines.at(-1);
    if (depth > 0 && last) last.text += ` ${text}`;
    else lines.push({ indent: bare.length - bare.trimStart().length, text });
    const plain = text.replace(/"[^"]*"|'[^']*'/g, '');
    depth += (plain.match(/[([{]/g) ?? []).length - (plain.match(/[)\]}]/g) ?? []).length;
  }
  return lines.map(({ indent, text }) => ({
    indent,
    text: text.replace(/([([{]) /g, '$1').replace(/,? ([)\]}])/g, '$1'),
  }));
}

const head = /^class\s+(\w+)\s*(?:\((.*)\))?:$/;

/** The classes of a body, and the other lines in it; functions with all that is in them are left out. */
export function classesIn(lines: readonly PythonLine[]): {
  readonly classes: readonly PythonClass[];
  readonly others: readonly string[];
} {
  const classes: PythonClass[] = [];
  const others: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at];
    if (!line) break;
    let end = at + 1;
    while (end < lines.length && (lines[end]?.indent ?? 0) > line.indent) end += 1;
    const found = head.exec(line.text);
    if (found) {
      const inside = classesIn(lines.slice(at + 1, end));
      classes.push({
        name: found[1] ?? '',
        bases: found[2] ?? '',
        lines: inside.others,
        classes: inside.classes,
      });
    } else if (!/^(?:async )?def |^@/.test(line.text)) others.push(line.text);
    at = end;
  }
  return { classes, others };
}
