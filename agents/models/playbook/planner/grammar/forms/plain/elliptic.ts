/** What shall change of a column that the sentence does not name: the one just spoken of; one whole sentence a line. */
export const ellipticForms = {
  noDefaultOfIt: ['<remove> its default [value]', '<remove> the default [value]'],
  refusedOfIt: ['(forbid|disallow|reject|refuse|prevent) {refusal} [values|numbers|ones]'],
  standardOfIt: [
    'give it [<the>] default [value] [of|:] {value}',
    '[<the>] default [value] (should be|must be|shall be|needs to be|has to be) {value} [<fornew>]',
    '(set|change|make|put) [<the>] default [value] (to|as|=) {value} [<fornew>]',
  ],
  placeOfValue: [
    '[(it|this|that|the new one|the new value|the value)] [(should|must|shall)] [(come|be|stand|go|be placed|be added|be inserted|to be added)] [right|directly] (after|behind) {enumvalue:after} [in the enum|in the list]',
    '[(it|this|that|the new one|the new value|the value)] [(should|must|shall)] [(come|be|stand|go|be placed|be added|be inserted|to be added)] [right|directly] before {enumvalue:ahead} [in the enum|in the list]',
    '[(it|this|that|the new one|the new value|the value)] [(should|must|shall)] [(come|be|stand|go|be placed|be added|be inserted|to be added)] between {enumvalue:after} and {enumvalue:ahead} [in the enum|in the list]',
  ],
  noDefaultLeft: [
    '<remove> [the] default [value] [(on|of|from|for) (it|the column|this column|that column|the field|this field)]',
    '[there should be|it should have|should have|with] no default [value] [any more|anymore|any longer]',
    '[the] default [value] (has to go|must go|can go|should go|is to be removed|should be removed|can be removed)',
  ],
  standardLeft: [
    '[<the>] default [value] [:|=|of|to|is] {value} [<fornew>]',
    '(make|use|set|take) {value} [as] (the default|a default|its default|default) [value] [<fornew>]',
    '(a|the) default [value] of {value} (fixes|solves|would fix|would solve|helps|would help|is enough|would do) [(that|this|it)]',
  ],
  tablesLeft: ['[<create>|new] [<the>] [new|join] [entity|model|table|tables] {listedtables}'],
  uniqueOfTable: [
    '[<the>] unique [constraint|index|key] [(on|over|for|of|across)] [<open>] {names} [<close>]',
    '(uniqueness|unicity) (on|over|for|of|across) [<open>] {names} [<close>]',
  ],
  indexOfTable: [
    '[<the>] [composite|btree|b-tree|plain] (index|btree|b-tree|btree index) (on|over|for|of|across) [<open>] {names} [<close>]',
  ],
  commentOfTable: [
    '(add|set|put|write) [<the>] table comment [on|to|for] [<the>] [<table>] [{entity}] [:] {quoted}',
    '(table comment|comment on table) [:] {quoted}',
  ],
  newColumns: [
    '[<newfield>] [<the>] {typedcolumns} [[,] (on|in|to|for|of|with|at) [<the>] [<table>] {entity} [<table>]] [[,] [both|all|and|all of them] {plainfacts}] [[,] <fornow>]',
    '[<newfield>] [<the>] {typedcolumns} [(on|in|to|for|of|with|at) [<the>] [<table>] {entity} [<table>]] [,] [both|all] (empty|null|nullable|optional) [(for|when|until|till|while|unless|if|where) {anything}]',
    '[<newfield>] [<the>] {entity} (has|have|gets|get|needs|need|should have|should get|must have|:) [<the>] {typedcolumns} [[,] <fornow>]',
  ],
  factsOfIt: [
    '[make|keep|mark|set|declare] [it|this|that|the column|the field|this column|this field] [as|to be] {plainfacts} [from now on|now|again|everywhere]',
    '(it|this|that|the column|the field|this column|this field|values|they) <should> [always|only] [be] {plainfacts} [from now on|now]',
    "[afterwards|then|after that|finally|and then] [,] (it's|it is|it becomes|it must be) {plainfacts}",
    '<should> [always|only] be {plainfacts}',
    '<retype> [it|this|that|the column|the field|this column] (to|as|into) {plainfacts} [(in|on|of) [<the>] [<table>] {entity}]',
    "(it|this|that|the column|the field|this column) (cannot|can't|can not|must not|should not|shouldn't|may not|mustn't|must never|should never) {refusal}",
    "(so [let's|let us]|let's|let us|therefore|hence) (forbid|disallow|reject|refuse|prevent) {refusal}",
    '(put|add|set|create|want|enforce|introduce|need|needs) [<the>] {plainfacts} [(constraint|index|rule|check)] [(on|to|for) (it|this|that|the column|the field|that column|this column|them)]',
    '(back it|back this|back that|enforce it|enforce this|enforce that|ensure it|ensure this) (by|with) [<the>] [real|database|db] {plainfacts} [constraint|index|rule]',
    'only [values|numbers] [from|between] {n:min} (through|to|-|and|until) {n:max} (is|are) (valid|allowed|legal|ok|okay|permitted|possible|accepted) [here|there]',
  ],
  typeOfIt: [
    '<retype> [it|this|that|the column|the field|the type|its type|this column] (to|into|as) [a|an] {type} [type|column]',
    '(widen|enlarge|increase|extend|bump|upgrade|raise) [it|this|that|the column|the field] (to|into) {type}',
    '(should|must|needs to|has to|ought to) (be|become) [a|an] {type} [column|type|instead]',
    '(so|therefore|hence|please use|use|we need|needs) [a|an] {type} [please|instead|instead of {oldtype}]',
    '{type} (instead of|rather than|in place of|not) [a|an] {oldtype}',
    '(it|this|that|the column|the field) [currently|now|today] is [a|an] {oldtype} [,|and|;] [but] (should|must|has to|needs to) be [a|an] {type}',
  ],
  lengthOfIt: [
    '(make it|make that|increase it to|extend it to|widen it to|raise it to|bump it to|allow|allow up to|should allow|should allow up to|up to|increase to|increase the length to|extend to) {n} [characters|chars|letters]',
  ],
  fillOfIt: [
    '(set|change|update|turn|put) (them|those|these|nulls|the nulls|null values|missing values|missing ones|empty ones) (to|into|as) {value}',
    '(fill|backfill|populate|replace) (them|those|these|nulls|the nulls|null values|missing values|missing ones) (with|by) {value}',
    '(nulls|nils|blanks|null values|nil values|empty ones|missing ones|missing values) (become|get|should be|should become|are to be|shall be|go to|are set to|turn into) {value}',
    '[the] (existing|old|present|current|other) (nulls|nils|null values|nil values|null ones|missing values|missing ones) (become|get|should be|should become|are|to be|shall be|go to|are set to) {value}',
    '(treat|count|take) (missing|nulls|nil|null|nulls and missing) [values] as {value}',
  ],
  keyOfIt: [
    '(add|create|put|introduce|need|needs|want) [<the>] [missing] (foreign key|fk|foreign key constraint|fk constraint) [there|on it|for it|to it|on that column|on the column]',
  ],
  indexOfIt: [
    '(add|create|put|need|needs|want|wants) [<the>] [missing|btree|b-tree] index [(on|for|over) (it|that|this|that column|this column|the column)]',
    '[an|the] [missing] index [(missing|is missing|needed|would help|is needed)]',
    'index (it|that|this|that column|this column|the column|the field)',
    '(add|adding|create|creating) (one|an index) (on|over|for) (that|this|the) column [is enough|would help|helps|should help|fixes it]',
  ],
  dropOfIt: [
    '<remove> (it|the field|the column|this column|this field|that column|that field) [entirely|completely|altogether|here]',
    '(it|this|the column|the field|this column|this field) (can|should|must|has to|may) [now|safely] (go|be dropped|be removed|be deleted) [now]',
    'can [now|safely] be (dropped|removed|deleted) [now]',
  ],
  dropThem: [
    '<remove> (them|these|those|both|these columns|those columns|these fields|those fields|both columns|both fields|both of them|all of them) [entirely|completely|altogether|here]',
    '(they|these|both) (can|should|must|may|have to) [now|safely] (go|be dropped|be removed|be deleted)',
  ],
  commentOfIt: [
    '(put|add|set|write|store|leave) [a|the] (comment|column comment|description) [on (it|the column|that column|this column)] [in the database] [:|saying|with the text|with the content|that says|reading] {quoted}',
    '(comment|comment on column|column comment|description|comment text) [:|=] {quoted}',
  ],
  renameOfIt: [
    '(call|name) it {identifier:newname} [instead|from now on]',
    '<rename> [it|this|that|the column|the field|this column] (to|as|into) {identifier:newname} [please|everywhere]',
    '(it|this|that|the column|the field) (should|must|shall) be (called|named|renamed to) {identifier:newname}',
    '{identifier:newname} it is',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
