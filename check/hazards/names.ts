/** `"Odd.name".tasks` → `['Odd.name', 'tasks']`; what follows a parenthesis is no part of a name. */
export function partsOf(identity: string): string[] {
  const parts: string[] = [];
  const part = /(?:"((?:[^"]|"")*)"|([^."(]+))(\.|\(|$)/y;
  for (let found = part.exec(identity); found !== null; found = part.exec(identity)) {
    const [, quoted, plain = '', end] = found;
    parts.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== '.') break;
  }
  return parts;
}

/** One text for one name, whatever is in its parts. */
export const keyOf = (parts: readonly string[]): string => JSON.stringify(parts);
