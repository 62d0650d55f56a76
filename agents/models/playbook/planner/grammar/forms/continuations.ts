/** What a later sentence or list line adds to the request it belongs to. */
export const jsonForms = {
  nest: [
    '(nest|move|put|wrap) [<the>] [key|field|property|top-level] {key:from} [key|field] (under|inside|within|below) [<the>] [key|object] {key:parent} [object|key]',
  ],
  move: [
    '(move|rename|nest|put|copy) [<the>] [key|field|property|top-level] {key:from} [key|field] (to|into|as|→) [<the>] {key:to}',
    '{markedkey:from} [key|field] (→|becomes|become|goes to|moves to|is now|turns into|goes into|to|into|moves into|moves under) [<the>] {markedkey:to}',
  ],
  remove: ['(remove|drop|delete) [<the>] [key|field|property|old] {markedkey:path} [key|field|property]'],
  set: [
    '(add|set|put|insert|write|give|store) [<the>] [key|field|property|new] {key:path} [key|field] (=|to|with [the|a] value [of]|:|with|of) {value}',
    '{markedkey:path} (=|:|should be|is set to|is|gets|should be set to) {value}',
    '(set|bump|with) [<the>] (version) [field|key] (to|=|:) {value}',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Further renames behind the first. */
export const renameForms = {
  more: [
    '[,] [and] [<rename>] [<the>] [<column>] {name:from} <as> [<the>] {name:to} [(in|on|of|from) {known:table}]',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Where a column of a new table gets its values. */
export const sourceForms = {
  from: [
    '[is|are|gets] (filled|copied|taken|moved|populated|coming|comes|initialised|initialized|filled in|derived|migrated) (from|with|by|out of) [<the>] [<column>] {name:from}',
    '(was|formerly|previously|today|currently|from|←|today called) [<the>] [<column>] {name:from}',
    '[the] [same] value of {name:from}',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Which rows a backfill is for: by the column that is filled, or by another. */
export const whereForms = {
  nulls: [
    "where [it|they|the value] (is|are|it's) [still|currently] (null|empty|missing|not set|unset)",
    'where (missing|null|empty|unset)',
    '[only|for] [the] (rows|ones|tasks|records|those) (without|that have no|that lack|with no|with a null) [a] (one|it|value|values)',
    '(without|that have no|that lack|with no) [a] (one|value|values)',
    "that (don't|do not) have (one|a value|it|any)",
    '(null|missing|empty) (values|rows|ones)',
    'if (null|missing|empty)',
  ],
  lacks: [
    '(where|whose) [<the>] [<column>] {name} (is|are) [still|currently] (null|empty|missing|not set|unset)',
    "(without|lacking|that have no|that has no|which have no|that lack|with no|that do not have|that don't have) [<the>|any] {name} [yet|so far]",
  ],
  has: ['(where|whose) [<the>] [<column>] {name} (is not null|is not empty|is set|is present)'],
  differs: ['(where|whose) [<the>] [<column>] {name} (is not|differs from|!=|<>) {value}'],
  equals: ['(where|whose|with) [<the>] [<column>] {name} (is equal to|is set to|is|equals|=|of) {value}'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** How a sentence begins that goes on about the column just named. */
export const subjectForms = {
  it: [
    '[and] (it|this|that|the new one|they|these|those|both)',
    '[the|its|allowed|possible|valid] [new] (column|field|value|values|type|data type|default|range|constraint|constraints|default value|allowed values|options|attribute|flag|nullable|required|unique)',
    'should',
    'must',
    'new rows',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What a text speaks of before it asks for anything: `orders.placed_at is a timestamp`. */
export const speakForms = {
  column: [
    "[<the>] [<column>] {onedotted:name} [<column>] (is|has|was|can|cannot|can't|does|doesn't|still|only|allows|stores|holds)",
    "[<the>] [<column>] {name} [<column>] (of|in|on) {known:table} (is|has|was|can|cannot|can't|does|doesn't|still|only|allows|stores|holds)",
    '(in|on) [<the>] {known:table} [,] [<the>] [<column>] {name} [<column>] (is|has|was|uses|can|cannot|allows|stores|holds)',
    '{onedotted:name}',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What the column just spoken of should be. */
export const wishForms = {
  type: [
    '(it|this|that|the column|the field|this column|this field|the type|its type) (should|must|needs to|has to|ought to) (be|become|be changed to|be converted to|be of type) [<the>] [type] {type} [or similar|or so|or something similar|or something like that|instead]',
    '(please|we should|we need to|let us) (make|change|convert) (it|this|this column|the column) [to|into] [<the>] {type}',
    '(make|change|convert) (it|this|this column|the column) (to|into) [<the>] {type}',
  ],
  required: [
    '(it|this|that|the column|the field|this column|this field) (should|must|needs to|has to|ought to) be <required>',
    '(it|this|that|the column|the field|this column|this field) (should|must|may|can) (not|never) be (null|nullable|empty)',
  ],
  indexed: [
    '[please|we should|we need to|let us] (add|create|put) [<the>] [missing] <index> [(for|on|to|over)] [it|this|that|this column|that column|the column] [please]',
    '(it|this|that|the column|this column) (should|must|needs to) be indexed',
  ],
  /** More than is read here. */
  other: [
    '(it|this|that|the column|the field|this column|this field) (should|must|needs to|has to|ought to)',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
