/** Requests about rows and values that are there; one wording a line. */
export const dataForms = {
  normalise: [
    '{tidying:rules} [<the>] [all|existing] [values of|values in] [<the>] [<column>] {name} [<column>] [values] [(in|of|on|from) {table}]',
    '(convert|change|turn|make|set|normalise|normalize) [<the>] [all|existing] [values of|values in] [<the>] [<column>] {name} [<column>] [values] [(in|of|on|from) {table}] [to|into|all|as] {tidied:rules}',
    '(strip|remove|trim) [<the>] [leading and trailing|leading|trailing|surrounding] {blanks:rules} (from|in|of|around) [<the>] [<column>] {name} [<column>] [values] [(in|of|on) {table}]',
  ],
  deleteDuplicates: [
    '(<remove>|clean up) [<the>] (duplicate|duplicated|duplicates) [rows|entries|records|ones] (in|from|of) {known:table} (by|on|with the same|having the same|that have the same|that share|based on|per|with equal) [<the>] [<column>] {names:columns} [<column>] [,|and|;] (keep|keeping|keeps) [only] [<the>] {keep} [one|row|entry|record]',
    '(<remove>|clean up) [<the>] (duplicate|duplicated|duplicates) [rows|entries|records|ones] (in|from|of) {known:table} (by|on|with the same|having the same|that have the same|that share|based on|per|with equal) [<the>] [<column>] {names:columns}',
    '(dedupe|deduplicate|de-duplicate) [<the>] {known:table} (by|on|based on|per) [<the>] [<column>] {names:columns} [<column>] [,|and|;] (keep|keeping|keeps) [only] [<the>] {keep} [one|row|entry|record]',
    '(dedupe|deduplicate|de-duplicate) [<the>] {known:table} (by|on|based on|per) [<the>] [<column>] {names:columns}',
  ],
  deleteOrphans: [
    '(<remove>|clean up) [<the>] [orphaned|orphan|dangling] (rows|entries|records) (in|from|of) {known:table} (whose|where) [<the>] [<column>] {name} [<column>] (is not in|are not in|is missing in|is missing from|does not exist in|no longer exists in|has no match in|has no row in|refers to nothing in|points to nothing in|references nothing in|is not there in) [<the>] {known:target} [any more|anymore]',
    '(<remove>|clean up) [<the>] (orphaned|orphan|dangling) [rows|entries|records] (in|from|of) {known:table} (by|on|through|via) [<the>] [<column>] {name}',
    '(<remove>|clean up) [<the>] (orphaned|orphan|dangling) (rows|entries|records) (in|from|of) {known:table}',
    '(<remove>|clean up) [<the>] (orphaned|orphan|dangling) {known:table} (rows|entries|records)',
  ],
  mergeColumns: [
    '(add|create|introduce|have|want|need|use|like) [to have] (a|one) (single|combined|merged|joint|one) [<column>] [<called>] {name} [<column>] [(in|on|to|of|for) {known:table}] [,] (=|filled with|filled from|made of|built from|built of|composed of|consisting of|computed as|calculated as|from|as|with the value|with the value of) {joined}',
    '(merge|combine|join|concatenate|concat|unite) [<the>] [<column>] {names:columns} [<column>] [(in|of|on|from) {known:table}] (into|to|as) [<the>] [<column>] [<called>] {name} [<column>] [(in|of|on) {table}]',
    '(merge|combine|join|concatenate|concat|unite) [<the>] [<column>] {names:columns} [<column>] [(in|of|on|from) {known:table}] in [<the>] [<column>] [<called>] {markedname:name} [<column>] [(in|of|on) {table}]',
  ],
  splitColumn: [
    '<divide> [<the>] [<column>] {owncolumn:from} [<column>] [(in|of|on|from) {known:table}] [(at|by|on|with|using) {cut}] (into|in|to) [<the>] [two] [<column>] [:] {newpair:pair} [<column>] [,] [(in|of|on) {known:table}] [,] [splitting|split|separated|divided|cut|cutting] [(at|by|on|with|using) {cut}]',
  ],
  insertTable: [
    '(seed|insert|add|load|put|create) [the] (following|these|below|initial|default|reference|lookup|seed) [reference|default|initial|seed|lookup] (rows|entries|records|values|data|seed data) [below] (to|into|in|for) {table} [:]',
    '(seed|insert|add|load) [the] (rows|entries|records|values|data|seed data) (below|in the table below|from the table below) (to|into|in|for) {table} [:]',
    '(seed|populate|prefill|fill) {table} with [the] (following|these|below|initial|default|reference|seed) [reference|default|initial|seed|lookup] (rows|entries|records|values|data|ones) [below] [:]',
    '(seed|populate|prefill) {known:table} with [:]',
    '{known:table} <should> (contain|hold|have|start with) [the] (following|these) (rows|values|entries|records) [:]',
  ],
  insertRows: [
    '(seed|populate|prefill|fill) [<the>] {known:table} with [<the>] [reference|default|initial] [values|rows|entries] [:] {list2:rows} [as {name}]',
    '(add|insert) [<the>] [reference|default|initial] (rows|entries|values|records) [:] {list2:rows} (to|into|in) {known:table} [as {name}]',
    '(insert) [<the>] {list2:rows} (into|in) {known:table} [as {name}]',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
