/** Requests for a row each: of columns that repeat, or of the elements of an array. One wording a line. */
export const rowForms = {
  splitRows: [
    '<move> [<the>] [array|list] [<column>] {names:columns} [<open> (array|list) <close>|array|list] [<column>] (out of|from|of|off|in|on) [<the>] {known:table} [out] (into|to|in) [<the>] [separate|own|new] [table] [<called>] {newtable:target} [,|;|:|-] [with|as] (one|a|1) row (each|per|for each|for every|for) [element|elements|entry|item|value|tag]',
    '<move> [<the>] {dotted:columns} [<open> (array|list) <close>|array|list] [<column>] (into|to|in) [<the>] [separate|own|new] [table] [<called>] {newtable:target} [,|;|:|-] [with|as] (one|a|1) row (each|per|for each|for every|for) [element|elements|entry|item|value|tag]',
    '(<move>|turn|convert|unnest) [<the>] [array|list] [<column>] {names:columns} [<open> (array|list) <close>|array|list] [<column>] (out of|from|of|off|in|on) [<the>] {known:table} [into|to] rows (of|in) [<the>] [separate|own|new] [table] [<called>] {newtable:target}',
    '(<move>|turn|convert|unnest) [<the>] {dotted:columns} [<open> (array|list) <close>|array|list] [<column>] [into|to] rows (of|in) [<the>] [separate|own|new] [table] [<called>] {newtable:target}',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
