import { literal } from '../sql.ts';

/** COMMENT ON; `subject` as SQL, with its kind. An empty text is no comment. */
export const commentOn = (subject: string, text: string | null): string =>
  `COMMENT ON ${subject} IS ${text === null || text === '' ? 'NULL' : literal(text)}`;

/** The comment of something that has just been made again; nothing where it had none. */
export const restoreComment = (subject: string, text: string | null | undefined): string[] =>
  text == null ? [] : [commentOn(subject, text)];
