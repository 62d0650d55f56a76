export const word = `[:"']?(\\w+)["']?`;
export const listed = (text: string): string => (text.match(/\w+/g) ?? []).join(', ');

/** A line of a migration, and the SQL that it stands for; undefined where an option is not known. */
export type Rule = readonly [form: RegExp, sql: (...parts: string[]) => string | undefined];
export const rule = (form: string, sql: Rule[1]): Rule => [new RegExp(`^${form}$`, 's'), sql];
