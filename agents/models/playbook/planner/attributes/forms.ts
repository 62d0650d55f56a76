/**
 * What a text may say about a column, one form a line (grammar/pattern.ts). Earlier kinds win over later ones, so
 * that `not nullable` is not read as `nullable`.
 */
export const attributeForms = {
  notSo: [
    "(unique|uniqueness|indexed|index|primary key|foreign key) (is not|isn't|are not|is never) (necessary|needed|required|wanted|important|a must)",
    '(unique|indexed|index|primary key|primary|pk|foreign key) (:|=|?) (false|no)',
  ],
  notRequired: ['<required> (:|=|?) (false|no)'],
  noDefault: ['(no|without [a]) default [value]'],
  default: [
    '(default|default value) (of|for) [<the>] [<column>] {name} [<column>] (is|should be|shall be|=|:) {value}',
    '(default|defaults|defaulting|defaulted) [value|values] (to|is|of|should be|=|:|at|as) [the] {value}',
    '[a|the] default [value] [(of|is|to)] {value}',
    'by default [(it|they) (is|are)] {value}',
    '{value} (by default|as [the|a] default [value]|is the default)',
    '(initially|initialised to|initialized to|starting at|starts at|starting from|pre-filled with|preset to) {value}',
    'standard [:|=] {value}',
  ],
  notNull: [
    'null (:|=) false',
    '<required> (:|=|?) (yes|true)',
    '(nullable|optional) (:|=|?) (false|no)',
    '[is|be|are] [(should|must|can) [be]] <required> [for all rows]',
    '(must|should|may|can|is) (not|never) [be] (null|empty|nullable|optional|missing)',
    "(cannot|can't|mustn't|shouldn't) be (null|empty|missing)",
    'no nulls [allowed]',
    "(does not|doesn't|do not|don't|not|never) (allow|allows|accept|accepts) (null|nulls)",
    'nulls (are|is) not allowed',
  ],
  nullable: [
    'null (:|=) true',
    '(nullable|optional) (:|=|?) (yes|true)',
    '[should be|must be|can be|may be|is|be] (nullable|optional|null-able) [for now]',
    'not (required|mandatory|obligatory|compulsory)',
    'null (is|are) (allowed|fine|ok|okay)',
    '(may|can|might) (be|stay|remain) (null|empty|blank|missing)',
    '(allow|allows|allowing|allowed) nulls',
    'nulls (allowed|ok|okay)',
    'null',
  ],
  primaryKey: [
    '(primary key|primary|pk) (:|=|?) (yes|true)',
    '[as|is] [the] primary key',
    'pk',
    '[is] [the] primary',
  ],
  identityAlways: ['generated always as identity'],
  identityByDefault: ['generated (by default|by_default) as identity'],
  serial: ['(auto-increment|autoincrement|auto increment|auto_increment|auto-incrementing|identity)'],
  defaultNow: ['(defaultnow|default_now) [<open> <close>]', '(default) current_timestamp'],
  defaultUuid: ['(defaultrandom|default_random) [<open> <close>]'],
  onDelete: [
    'on delete {ondelete}',
    '(ondelete|on_delete|on-delete) [:|=] {ondelete}',
    '(that|which|and) (cascades|cascade) on delete',
    '{cascade} (on delete|deletes|on deletion)',
    '(delete|deletes) (cascade|cascades)',
    '(deleting|removing) <the> {name} (should|must|shall|will|may) {ondelete}',
    '(rows|row|they|it|entries) (go away|goes away|disappear|disappears|are deleted|is deleted|are removed|is removed|vanish) (with|together with|when) [<the>] {name} [is deleted|are deleted]',
    'deleted (with|together with|along with) [the|its] {name}',
    '{cascade}',
  ],
  nullOnDelete: [
    'set null (on delete|on deletion)',
    '(when|if|once) [<the>] {name} (is|gets) (deleted|removed) [,] [it|this|the column|{name:column}] (becomes|is|should be|must be|should become|is set to|should be set to|goes to) null',
    '[becomes|become|is|are|goes|gets] [(should|must|shall|will) [be|become]] (set null|set to null|set it to null|null|emptied|cleared|unset) (when|if|once|after) [<the>] {name} (is|gets|was|has been) (deleted|removed)',
  ],
  cascadeOnDelete: [
    '(delete|remove) [it|them|the row|the rows] (when|if|once) [<the>] {name} (is|gets) (deleted|removed)',
    '[is|are|be|gets|get] [also] (deleted|removed) (when|if|once) [<the>] {name} (is|gets) (deleted|removed)',
  ],
  references: [
    '[with] [a] (foreign key|fk|reference) (to|on|referencing|into) {ref} [table]',
    '[it|this|that|which] [should|must] (references|reference|referencing|refers to|pointing to|points to|linking to|links to|linked to|pointing at) {ref} [table]',
    '(fk|foreign key) [→|:] {ref}',
    '→ {ref}',
  ],
  refers: ['[as|is] [a] (fk|foreign key) [or reference]'],
  refersSelf: [
    '[as|is|with] [a] (self reference|self-reference|self referencing|self-referencing) [foreign key|fk|key]',
  ],
  uniquePer: ['[should be|must be|is|be] unique <scope> <the> [same] {name:per}'],
  unique: [
    'unique (:|=|?) (yes|true)',
    '[should be|must be|is|be] unique [per row|constraint]',
    'no duplicates [allowed]',
  ],
  index: [
    '(indexed|index) (:|=|?) (yes|true)',
    '[and] [should be|must be|be] indexed',
    '[and] [with|plus] [an|a] index',
    'with [an|a] index [on it]',
  ],
  lengths: [
    '[have] (between|from) {n:min} (and|to|-) {n:max} (characters|chars|letters) [long|in length]',
    '{n:min} (-|to) {n:max} (characters|chars|letters) [long|in length]',
    'have [a] length (between|from) {n:min} (and|to) {n:max}',
  ],
  exactLength: [
    '[have|be] [exactly] {n} (characters|chars|letters|digits) long',
    '[have|be] exactly {n} (characters|chars|letters|digits)',
    '(must|should|shall) (have|be) {n} (characters|chars|letters|digits)',
    'have [a] length of [exactly] {n} [characters|chars]',
  ],
  twoLetters: [
    '(two-letter|2-letter|two letter|2 letter) [iso] [country|language|currency|state|locale] [code]',
  ],
  threeLetters: [
    '(three-letter|3-letter|three letter|3 letter) [iso] [country|language|currency|state|locale] [code]',
  ],
  minLength: [
    '[have|be|contain] (at least|min|min.|minimum|no less than|not less than) {n} (characters|chars|character|letters) [long|in length]',
    '(have|with) [a] (min|minimum) length [of|:|=|is] {n} [characters|chars]',
    '{n} (characters|chars|letters) (min|minimum|or more|at least|or longer)',
  ],
  range: [
    '[constraint {name}] check <open> [<open>] {name} between {n:min} and {n:max} [<close>] <close>',
    '[constraint {name}] check <open> {name} ≥ {n:min} and {name} ≤ {n:max} <close>',
    '[allowed|valid|possible] [(value|values|range)] [should|must] [be|is|are|range|ranges|ranging|goes|go|run|running] [:] (between|from|in range|in the range|range|in the range of|within) [from|of|:] {n:min} (and|to|-|<dots>|through|until) {n:max} [inclusive]',
    '[(value|values|scale|on a scale|scale of|range)] [of|from|is|are|:] {n:min} (to|-|<dots>|through|until) {n:max} [inclusive]',
  ],
  maxLength: [
    '[with] [a] (max|maximum|max.|max .) [length] (of|:|=|is) {n} (characters|chars|character)',
    '[with] [a] (max|maximum) length [of|:|=|is] {n} [characters|chars]',
    '(up to|at most|no more than|max|max.|max .|maximum) {n} (characters|chars|character|letters) [long|in length]',
    '(limited to|limit of) {n} (characters|chars)',
    '[have|be|contain] (at most|no more than|not more than|a maximum of|no longer than|not longer than|shorter than or equal to) {n} (characters|chars|character|letters) [long|in length]',
    '{n} (characters|chars|letters) (or less|or fewer|or shorter)',
    '{n} (characters|chars) (max|maximum|at most)',
    '<open> {n} (characters|chars) <close>',
  ],
  min: [
    '[constraint {name}] check <open> {name} ≥ {n:min} <close>',
    '[must be|should be|is|be] (at least|minimum of|minimum|min|not less than|no less than|≥|not below) [:|=|of|is] {n:min}',
    '{n:min} or (more|higher|above|greater)',
  ],
  max: [
    '[constraint {name}] check <open> {name} ≤ {n:max} <close>',
    '[must be|should be|is|be] (at most|maximum of|maximum|max|not more than|no more than|≤|up to|not above) [:|=|of|is] {n:max}',
    '{n:max} or (less|lower|fewer)',
  ],
  above: [
    '[constraint {name}] check <open> {name} > {n:min} <close>',
    '[must be|should be|is|be] (greater than|more than|larger than|above|over|>|bigger than) {n:min}',
  ],
  below: ['[must be|should be|is|be] (less than|smaller than|lower than|below|under|<) {n:max}'],
  positive: [
    '[must be|should be|is|be|always] (positive|strictly positive|positiv|positivo|positif) [only|number|integer]',
  ],
  notNegative: [
    '[must be|should be|is|be] (non-negative|nonnegative|non negative|not negative|zero or more|zero or positive|positive or zero|zero or greater|never negative|unsigned) [only]',
    "(cannot|can not|can't|must not|mustn't|should not|shouldn't|may not|never|should never) (be|go|become) (negative|below zero|below 0)",
    'no negative (values|numbers)',
  ],
  percentage: ['[as|is] [a] (percentage|percent)'],
  notEmpty: ['(not blank|non-empty|nonempty|non-blank)'],
  oneOf: [
    '[constraint {name}] check <open> {name} in {list2} <close>',
    '[must be|should be|is|be|can be|either] one of [the values|these values|these|:] {list}',
    '(allowed|valid|possible) [values|options|choices|ones] (are|is|:|=) [either] {list}',
    '(values|options|choices) (are|:|=) [either] {list2}',
    '[as] [an] enum [type] [with|of|:] [the] [values|options] [:] {list}',
    '[as] [a|an] (enumeration|choice) (of|:|between) {list}',
    '(can|may|should|must) be [either] {list2}',
    'either {list2}',
    'with [the] [possible|allowed] values {list}',
    '{type} (:|-) {markedlist}',
    '{choicelist}',
  ],
  /** One of some values, which are told elsewhere. */
  enumerated: ['[as|of type|of] [an|a] (enum|enumeration|enumerated type|enum type)'],
  comment: ['(comment|with [a|the] comment|description) [:|=] {quoted}'],
  /** What a value may look like: says nothing about the column. */
  example: ['(e.g .|e.g|eg|for example|for instance|z.b .|z.b|par exemple|por ejemplo) [,|:] {examples}'],
  type: [
    '[should be|must be|is|be|as] [of] [the] (type|data type|datatype) [is|:|=|should be|→] [a|an] {type} [column|field|value|values|number]',
    '(using|use) [the] [enum|type] {type}',
    '[should be|must be|will be|is|be|as|of|:] [just] [a|an] {type} [column|field|value|values|number|type]',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type AttributeKind = keyof typeof attributeForms;

/** Words that may stand between two attributes; read over. */
export const joiners: ReadonlySet<string> = new Set(
  ', and with a an of as that is which should must be it : - plus also'.split(' '),
);

/** Words that add nothing to what is said about a column: never counted as not understood. */
export const fillers: ReadonlySet<string> = new Set(
  `, and with a an the of it its should must is be are will also that which column field value values please : ( ) . =
  - plus has have for as type only either new too simple always we this default to in
  constraint constraints check range allowed valid sensible inclusive both included`.split(/\s+/),
);
