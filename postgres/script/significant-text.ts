import { hasSqlDetails, scanSync } from 'libpg-query';

/** A script's words and signs without comments, blanks and semicolons: what has the same text does the same. */
export function significantText(sql: string): string {
  try {
    const bytes = Buffer.from(sql);
    return scanSync(sql)
      .tokens.filter(({ tokenName, text }) => !/^(?:SQL|C)_COMMENT$/.test(tokenName) && text !== ';')
      .map(({ start, end }) => bytes.toString('utf8', start, end))
      .join('\0');
  } catch (error) {
    if (error instanceof Error && hasSqlDetails(error)) return sql.trim();
    throw error;
  }
}
