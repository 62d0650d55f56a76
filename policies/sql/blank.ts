import type { ScanToken } from 'libpg-query';
import { scanSql } from './parser.ts';

/**
 * SQL as a pattern may look at it: comments gone, literals empty, blanks single. A quoted identifier that is a plain
 * word loses its quotes, so that a pattern for a table cannot be dodged by quoting; one that is a keyword or anything
 * else is emptied, so that a column named "drop table" is no attack.
 */
export function blankSql(sql: string): string {
  const bytes = Buffer.from(sql);
  const parts: string[] = [];
  let end = 0;
  for (const token of scanSql(sql)) {
    parts.push(
      bytes.toString('utf8', end, token.start),
      blankToken(token, bytes.toString('utf8', token.start, token.end)),
    );
    end = token.end;
  }
  parts.push(bytes.toString('utf8', end));
  return parts.join('').replace(/\s+/g, ' ').trim();
}

function blankToken({ tokenName }: ScanToken, text: string): string {
  if (tokenName === 'SQL_COMMENT' || tokenName === 'C_COMMENT') return ' ';
  if (text.startsWith('"'))
    return /^"[a-z_][a-z0-9_$]*"$/.test(text) && !isKeyword(text.slice(1, -1)) ? text.slice(1, -1) : '""';
  // Strings in every spelling: '…', E'…', B'…', X'…', N'…', U&'…', U&"…", $$…$$.
  if (/^(?:[eEbBxXnN]|[uU]&)?'/.test(text) || (text.startsWith('$') && text.endsWith('$') && text.length > 1))
    return "''";
  return /^[uU]&"/.test(text) ? '""' : text;
}

const isKeyword = (word: string): boolean => (scanSql(word)[0]?.keywordKind ?? 0) !== 0;

/**
 * A policy's pattern as a regular expression: any case, blanks of any kind, and whole words at its ends, so that
 * `TRUNCATE` is not found in `truncated_at`. One that is none, with what is wrong with it, stands for its own letters:
 * it still blocks what it names.
 */
export function compilePattern(pattern: string): { expression: RegExp; fault: string | null } {
  const written = pattern.trim();
  try {
    // By itself first: `[a` together with what wholeWords adds is one, of another meaning.
    new RegExp(written);
    return { expression: wholeWords(written), fault: null };
  } catch (error) {
    const fault =
      error instanceof Error ? (error.message.split(': ').at(-1) ?? error.message) : String(error);
    return { expression: wholeWords(written.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')), fault };
  }
}

function wholeWords(source: string): RegExp {
  const spaced = source.replace(/ +/g, '\\s+');
  const before = /^\w/.test(spaced) ? '(?<![\\w$])' : '';
  const after = /\w$/.test(spaced) && !/\\\w$/.test(spaced) ? '(?![\\w$])' : '';
  return new RegExp(`${before}(?:${spaced})${after}`, 'is');
}
