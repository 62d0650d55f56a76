/** Rules and indexes for some of the rows; one whole sentence a line. */
export const conditionForms = {
  requiredWhen: [
    '{field} (must|should|shall|has to|needs to|may) [only] (be required|be mandatory|be set|be filled|be filled in|be given|be present|not be null|not be empty|not be missing|never be null|never be empty|never be missing) [only] (when|if|where|once|whenever|as soon as) [<the>] {fieldword:owner} (is|=|equals|becomes) {label}',
    '{field} (is|are) (required|mandatory) [only] (when|if|where|once|whenever|as soon as) [<the>] {fieldword:owner} (is|=|equals|becomes) {label}',
    '(when|if|where|once|whenever|as soon as) [<the>] {fieldword:owner} (is|=|equals|becomes) {label} [,] [then] {field} (must|should|shall|has to|needs to|may) (be required|be mandatory|be set|be filled|be filled in|be given|be present|not be null|not be empty|not be missing|never be null|never be empty|never be missing)',
    '(make|set) {field} (required|mandatory|not null) [only] (when|if|where|once|whenever) [<the>] {fieldword:owner} (is|=|equals) {label}',
    '(make|set) {field} (required|mandatory|not null) [only] (for|of|on|in) [<the>] {label} {entity} [only]',
    '(make|set) {field} (required|mandatory|not null) [only] (for|of|on|in) [<the>] {label} [only]',
    '(for|in case of) [<the>] {label} {entity} [,] {field} (is|must be|should be) (required|mandatory|set|not null)',
    '(for|in case of) [<the>] {label} [,] {field} (is|must be|should be) (required|mandatory|set|not null)',
    '{field} (must|should|shall|has to|needs to) be (required|mandatory|set|filled in|given|present) [only] (for|of|on|in) [<the>] {label} {entity} [only]',
    '{field} (must|should|shall|has to|needs to) be (required|mandatory|set|filled in|given|present) [only] (for|of|on|in) [<the>] {label} [only]',
    '{field} (is|are) (required|mandatory) [only] (for|of|on|in) [<the>] {label} {entity} [only]',
    '{field} (is|are) (required|mandatory) [only] (for|of|on|in) [<the>] {label} [only]',
    '[every|each|all] [<the>] {label} {entity} (must have|should have|must always have|have to have|has to have|need|needs|requires|require) [<the>] {fieldword}',
    '{entity} <cannot> (be|become) {label} without [<the>] {fieldword}',
  ],
  requiredBeyond: [
    '(when|if|where|once|whenever) [<the>] {fieldword:owner} [is] {order} {value:goal} [,] [then] {field} (must|should|shall|has to|needs to|may) (be required|be mandatory|be set|be filled|be filled in|be given|be present|not be null|not be missing|never be null)',
    '{field} (must|should|shall|has to|needs to|may) (be required|be mandatory|be set|be filled|be filled in|be given|be present|not be null|not be missing|never be null) (when|if|where|once|whenever) [<the>] {fieldword:owner} [is] {order} {value:goal}',
  ],
  requiredUnless: [
    '(make|set) {field} (required|mandatory|not null) [,] (except|but not|other than|with the exception of) [for|in|of] [<the>] {label} {entity}',
    '(make|set) {field} (required|mandatory|not null) [,] (except|but not|other than|with the exception of) [for|in|of] [<the>] {label}',
    '{field} (must|should|shall|has to|needs to|may) (be required|be mandatory|be set|not be null) [,] (except|but not|other than|with the exception of) [for|in|of] [<the>] {label} {entity}',
    '{field} (must|should|shall|has to|needs to|may) (be required|be mandatory|be set|not be null) [,] (except|but not|other than|with the exception of) [for|in|of] [<the>] {label}',
    '{field} (must|should|shall|has to|needs to|may) (be required|be mandatory|be set|be filled|be filled in|be given|be present|not be null|not be empty|not be missing|never be null) [,] unless [<the>] {fieldword:owner} (is|=|equals) {label}',
    'unless [<the>] {fieldword:owner} (is|=|equals) {label} [,] {field} (must|should|shall|has to|needs to|may) (be required|be mandatory|be set|be filled|be filled in|be given|be present|not be null|not be empty|not be missing|never be null)',
    '(make|set) {field} (required|mandatory|not null) [,] unless [<the>] {fieldword:owner} (is|=|equals) {label}',
  ],
  uniqueAmong: [
    '{field} (must|should|shall|has to|needs to) [only] be unique [only] (for|among|within|across|in) [<the>] {label} {entity} [only]',
    '{field} (must|should|shall|has to|needs to) [only] be unique [only] (for|among|within|across|in) [<the>] {label} [only]',
    '(make|enforce) {field} unique [only] (for|among|within|across|in) [<the>] {label} {entity} [only]',
    '(make|enforce) {field} unique [only] (for|among|within|across|in) [<the>] {label} [only]',
    '{field} unique [only] (for|among|within|across) [<the>] {label} {entity} [only]',
  ],
  indexOfSome: [
    '<provide> [<the>] [partial] <index> (on|for|over) {field} (for|of) [<the>] [only] {label} {entity} [only]',
    '<provide> [<the>] [partial] <index> (on|for|over) {field} (for|of) [<the>] [only] {label} [only]',
    '[please] index {field} [only] (for|of) [<the>] [only] {label} {entity} [only]',
    '[please] index {field} [only] (for|of) [<the>] [only] {label} [only]',
  ],
  oneOfSome: [
    '[each|every|an|a|one] {fieldword:owner} (may|can|should|must) (only have|have only|have at most|have just|have no more than) (one|a single) {label} {entity}',
    '[each|every|an|a|one] {fieldword:owner} (may|can|should|must) (only have|have only|have at most|have just|have no more than) (one|a single) {entity} (in|that is|which is|with status|in status|in state|with state) {label}',
    '(only|just|allow only|at most|no more than|not more than) (one|a single) {label} {entity} per {fieldword:owner} [is allowed|should be allowed|allowed]',
  ],
  countOfColumns: [
    '(on|for|in) {entity} [,] {howmany} of [<the>] [<column>] {names} [<column>] (must|should|has to|needs to|may|can|is) [be] [set|filled|filled in|given|present|provided|not null|required|mandatory]',
    '[<the>] {howmany} of [<the>] [<column>] {names} [<column>] [(of|in|on) {entity}] (must|should|has to|needs to|may|can|is) [be] [set|filled|filled in|given|present|provided|not null|required|mandatory]',
    '{entity} (need|needs|must have|should have|have to have|may have|can have) {howmany} of [<the>] {names}',
    '{either:howmany} {names} [(of|in|on) {entity}] (must|should|has to|needs to) be (set|filled|filled in|given|present|provided|not null)',
  ],
  requiredParent: [
    '(every|each|all) {entity} (must|should|has to|have to|needs to|need to) [always] (belong to|be assigned to|be in|refer to|be part of|have) [<the>] {entity:parent}',
  ],
  savedWithout: [
    '{entity} (may|can|could|should be allowed to|should be able to|must be able to|can now) [also] (be saved|be created|exist|be stored|be added|be) without [<the>] {fieldword}',
    '(allow|permit) {entity} without [<the>] {fieldword}',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
