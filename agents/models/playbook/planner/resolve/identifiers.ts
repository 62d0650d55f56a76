/** One part of a name as SQL writes it: `"a""b"`, `[a b]`, `` `a b` `` or plain. */
const part = /"((?:[^"]|"")+)"|\[([^\][]+)\]|`([^`]+)`|([\p{L}_][\p{L}\p{N}_$]*)/uy;

export interface IdentifierPart {
  readonly text: string;
  /** Written in quotes: exactly this, whatever its letters. */
  readonly quoted: boolean;
}

/** `public."a""b".[c d]` in its parts; undefined where the text is no name of one to three parts. */
export function identifierPath(text: string): readonly IdentifierPart[] | undefined {
  const parts: IdentifierPart[] = [];
  let at = 0;
  while (at < text.length) {
    part.lastIndex = at;
    const found = part.exec(text);
    if (!found) return undefined;
    const [, double, bracket, tick, plain] = found;
    const quoted = plain === undefined;
    parts.push({ text: plain ?? double?.replaceAll('""', '"') ?? bracket ?? tick ?? '', quoted });
    at = part.lastIndex;
    if (at === text.length) break;
    if (text[at] !== '.' || at + 1 === text.length) return undefined;
    at += 1;
  }
  return parts.length >= 1 && parts.length <= 3 ? parts : undefined;
}
