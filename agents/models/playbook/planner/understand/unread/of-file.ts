const file = '`[^`\\s]*\\w\\.(?:sql|rb|py|ts|js|php|go|java|kt|cs|ex|exs|prisma)(?::[\\d,-]+)*`';
const does = '(?:creates|adds|defines|declares|makes|sets|has|contains|drops|builds|inserts)';
/** As it is today: with what stands below, or without what is missed. */
const today = '(?:.*:$|.*\\b(?:already|currently|today|only|never|without|but|no|like this)\\b)';
const told = new RegExp(
  `^(?:in |the (?:file|migration) )?${file}(?:,| (?:also|only|never|already|currently))* ?(?:${does}|the \\w+ \\w+ is (?:added|created|defined|declared))\\b${today}`,
  'i',
);

/** `` `src/schema.sql:24` creates these indexes on `pages`: ``: what a file does today. */
export const isToldOfFile = (text: string): boolean => told.test(text);
