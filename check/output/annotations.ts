import type { Finding } from './findings.ts';

const commands = { error: 'error', warning: 'warning', advice: 'notice' } as const;

/** Workflow commands of GitHub Actions, one a line: it shows each beside its line. */
export function annotationsOf(findings: readonly Finding[]): string[] {
  return findings.map(({ level, file, line, rule, message, remedy }) => {
    const properties = Object.entries({
      file,
      line: String(line),
      title: `godwit check: ${rule}`,
    });
    const written = properties.map(([name, value]) => `${name}=${escapedProperty(value)}`).join(',');
    const text = remedy === null ? message : `${message}\nInstead: ${remedy}`;
    return `::${commands[level]} ${written}::${escapedData(text)}`;
  });
}

/** Else text of a migration could end the line and begin a command of its own. */
const escapedData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapedProperty = (text: string): string =>
  escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
