/**
 * Secrets of an environment for child processes: every value that is a URL, its password, and both as they are
 * written inside a URL. Longest first, so that no part of one is left when a shorter one is taken out.
 */
export function secretsOf(environment: Readonly<Record<string, string>>): string[] {
  const secrets = Object.values(environment).flatMap((value) => {
    const [, password] = /^[a-z+]+:\/\/[^/?#:@]*:([^@/?#]*)@/i.exec(value) ?? [];
    const parameter = /[?&]password=([^&#]*)/.exec(value)?.[1];
    const passwords = [password, parameter].filter((found) => found !== undefined && found !== '');
    return passwords.flatMap((found = '') => [
      value,
      found,
      decoded(found),
      encodeURIComponent(decoded(found)),
    ]);
  });
  return [...new Set(secrets)].sort((a, b) => b.length - a.length);
}

export const redact = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((redacted, secret) => redacted.replaceAll(secret, '***'), text);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
