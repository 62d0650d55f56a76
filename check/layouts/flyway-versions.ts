const partsOf = (version: string): bigint[] =>
  version.split('.').map((part) => BigInt(part === '' ? 0 : part));

/** `1.2` < `1.10`, `1` = `1.0`. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [one, other] = [left[at] ?? 0n, right[at] ?? 0n];
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}

/** The same for all ways to write one version. */
export const identityOf = (version: string): string =>
  partsOf(version)
    .join('.')
    .replace(/(?:\.0)+$/, '');
