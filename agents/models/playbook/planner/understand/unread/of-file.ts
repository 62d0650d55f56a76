/** `` `src/schema.sql:24` creates these indexes on `pages` ``: what a file does today. */
const told =
  /^(?:in |the (?:file|migration) )?`[^`\s]*\w\.(?:sql|rb|py|ts|js|php|go|java|kt|cs|ex|exs|prisma)(?::[\d,-]+)*`(?:,| (?:also|only|never|already))* ?(?:creates|adds|defines|declares|makes|sets|has|contains|drops|builds|inserts|the \w+ \w+ is (?:added|created|defined|declared))\b/i;

export const isToldOfFile = (text: string): boolean => told.test(text);
