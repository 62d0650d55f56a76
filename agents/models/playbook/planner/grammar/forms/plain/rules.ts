/** Rules for the values of columns, indexes and rows; one whole sentence a line. */
export const plainRuleForms = {
  facts: [
    '{field} <should> [always|only] [be] {plainfacts}',
    '{field} (is|are) [always] (required|mandatory) {plainfacts}',
    '{field} {plainfacts} (only|max)',
    "{field} (cannot|can't|can not|must not|should not|shouldn't|may not|mustn't|must never|should never) {refusal}",
    '(limit|restrict|constrain) {field} to {plainfacts}',
    '(ensure|enforce|make sure|validate|guarantee) [that] {field} [is|are|must be|should be] {plainfacts}',
    '(add|create) [a|the] (check|check constraint|constraint) (that|so that|to ensure|to ensure that) {field} (is|are|must be|has|have) [always] {plainfacts}',
  ],
  uniqueAnyCase: [
    '{field} <should> be (unique regardless of case|unique ignoring case|unique case insensitively|unique case-insensitively|case insensitively unique|case-insensitively unique|case-insensitive unique|unique case-insensitive|unique case insensitive|unique irrespective of case|unique independent of case|unique without regard to case|unique in any case|unique regardless of upper and lower case|unique regardless of capitalisation|unique regardless of capitalization)',
    '(make|enforce) {field} (unique regardless of case|unique ignoring case|unique case insensitively|unique case-insensitively|case insensitively unique|case-insensitively unique|case-insensitive unique|unique case-insensitive|unique case insensitive)',
    '(add|create) [a|an] (case insensitive unique|case-insensitive unique|unique case insensitive|unique case-insensitive) (index|constraint|rule) (on|for|to) {field}',
    '(no|never) two {entity} (may|can|should|must) (have|share) the same {fieldword:word} (regardless of case|ignoring case|in any case|case insensitively)',
    'case-insensitive uniqueness (for|of|on) {field}',
  ],
  uniqueTogether: [
    '(no|never) two {entity} (may|can|should|must|are allowed to) (have|share) the same {names}',
    '(there|it) (should|must|can|may) (not|never) be (two|several|duplicate|multiple) {entity} (with|that have|having|sharing|that share) the same {names}',
    '{entity} <cannot> (have|share) the same {names}',
    '(two|several|multiple) {entity} <cannot> (have|share) the same {names}',
    '{entity} <should> be unique by {names}',
    '(prevent|forbid|avoid|disallow) (duplicate|duplicated|duplicates of) {entity} by {names}',
    '{entity} <should> have [a] unique {names}',
  ],
  uniquePer: [
    '{field} <should> be unique (per|within|for each|for every|in each|inside|within each|within a|for a|inside a|among the|in a) {entity:per}',
    '(make|enforce) {field} unique (per|within|for each|for every|in each|inside|within each|within a|for a|in a) {entity:per}',
    '(no|never) two {entity} (of|in|for|with) the same {fieldword:owner} (may|can|should|must) (have|share) the same {fieldword:word}',
  ],
  requiredFilled: [
    "{field} <should> (not be|never be|no longer be) (null|nullable|empty|missing|optional) [,|;|and|:|-] [please|just|let us] (use|set|fill in|fill with|put|with|default to|take|insert|fill it with|set it to|fill them with) {value} [as the value|as value] [where|when|if|for|in] [it is|it's|they are|rows are|rows where it is|rows with|rows that have] [currently|now] [missing|null|empty|none|existing rows|old rows|no value|nothing]",
    "(make) {field} (required|mandatory|not null|non-nullable|not nullable) [,|;|and|:|-] [please] (use|set|fill in|fill with|put|with|default to|take|insert|fill it with|set it to|fill them with) {value} (where|when|if|for|in) [it is|it's|they are|rows are|rows where it is|rows with|rows that have] [currently|now] (missing|null|empty|none|existing rows|old rows|no value|nothing)",
  ],
  fillMissing: [
    '(fill|fill in|set|replace|populate|backfill|update|default|change|turn) [<the>] [all] (missing|empty|null|blank|unset|absent|unknown) [values of|values in|values for] {field} [values|value] (with|to|by|as|into) {value}',
    "(fill|fill in|set|replace|populate|backfill|update|default|change) {field} (with|to|by|as|=) {value} (where|when|if|wherever|for rows where|in rows where|for all rows where|only where) [it|they|it's|the value|that] [is|are] [currently|still] (missing|empty|null|blank|unset|absent|not set)",
    '(where|when|if|wherever) {field} (is|are) [currently|still] (missing|empty|null|blank|unset|not set) [,] (set|fill|make|use|put) [it|them] [to|with|in] {value}',
    '(set|write|put|use|insert) {value} (as|for|in|into) [<the>] [all] (missing|empty|null|blank|unset) {field}',
    '(set|write|put|use|insert) {value} (as|for|in|into) {field} (where|when|if|wherever) [it|they] [is|are] (missing|empty|null|blank|unset)',
    '(replace|change|convert|turn) [all] (nulls|null values|null) (in|of) {field} (with|by|to|into) {value}',
  ],
  compare: [
    '[add|create|we need|enforce] [a|the] [check|check constraint|constraint] [that|so that|to ensure|to ensure that] [ensure|ensure that|make sure|make sure that|enforce|enforce that|guarantee that] {field} (is|are|must be|should be|has to be|must come|comes|may only be|can only be|must always be|should always be|needs to be|must lie|lies) [always] {order} {against}',
    '[ensure|ensure that|make sure|make sure that] {field} <cannot> [be|come] {order:not} {against}',
    '{field} (must|should) (exceed) {against:more}',
  ],
  clock: [
    '[add|create] [a] [check] [that] {field} <cannot> [be|lie] (in the future|in the past|after today|before today|after now|before now|later than now|earlier than now)',
    '[add|create] [a] [check] [that] {field} (must|should|has to|needs to|can only|may only|is|are) [always] [be|lie] (in the future|in the past|after today|before today|today or later|today or earlier)',
    '(ensure|make sure|enforce) [that] {field} (is|are) [always] [not|never] (in the future|in the past|after today|before today)',
  ],
  slowLookups: [
    '<speedup> [<the>] [our] <lookups> [of|for|on|in|over|against|to] {entity} (by|on|for|with|filtered by|using|sorted by|per|via) {names} [faster|quicker|fast]',
    '<speedup> {entity} <lookups> (by|on|for|with) {names} [faster|quicker|fast]',
    '(<lookups>|pages|lists) [that filter|which filter|filtering|of|on|over|for|in|against|that sort|sorting] {entity} [filtered|sorted|ordered] (by|on) {names} (are|is|take|takes|run|runs|become|becomes|gets|get|needs to be faster|should be faster|must be faster|should be fast|must be fast|needs an index|should use an index|time out) [<slow>] [<slow>]',
    '<lookups> {entity} (by|on) {names} (are|is|take|takes|run|runs|gets|get|becomes) <slow>',
    'we [often|frequently|always|mostly|usually|regularly] (filter|search|query|sort|look up|list|fetch|find|load|get) {entity} by {names}',
    '{entity} (are|is) (often|frequently|always|mostly|usually|regularly) (filtered|searched|queried|looked up|sorted|listed|fetched|found|loaded) by {names}',
    '{entity} (must|should|need to|needs to) be (searchable|sortable|filterable|findable) by {names}',
  ],
  readsAs: [
    '(store|save|keep|hold|represent) {field} as [a|an|the] {type} [value|number|column|type] [instead of [a|an] {type:old}]',
    '{field} <should> be (stored|saved|kept) as [a|an|the] {type} [value|number|column|type]',
    '{field} <should> (be|become) [a|an] {type} [column|type|value]',
    'use [a|an|the] {type} [type] for {field} [instead of [a|an] {type:old}]',
  ],
  mergeFields: [
    '(move|put|merge|combine|join|turn|concatenate|collapse) [<the>] [<column>] {names} [<column>] [(of|in|on|from) {entity}] (into|to) [<the>] [single|one|new] [<column>] [called] {newname} [<column>] [(of|in|on) {entity}]',
    'replace {names} [(of|in|on) {entity}] (by|with) [<the>] [single|one|new] {newname} [<column>]',
  ],
  ownTable: [
    '<move> {field} [out] (into|to|in) (its|an|a) (own|separate|new|dedicated|extra) table',
    '<move> {field} to (another|a different|a separate|a new) table',
  ],
  derived: [
    '(add|create|introduce) [<the>] {newname} [<column>] (to|on|for|in) {entity} [,] [that is|which is|that gets|being] (computed|calculated|generated|derived|made|built|composed|concatenated) (from|of|by|out of|as) {anything:parts}',
    '(add|create|introduce) [<the>] (computed|calculated|generated|derived|virtual) [<column>] {newname} [<column>] (to|on|for|in) {entity} [,] [that is|which is] [made|computed|calculated|generated|derived|built] (from|of|by|out of|as) {anything:parts}',
    '{entity} [<should>] (need|needs|have|get) [<the>] {newname} (computed|calculated|generated|derived|made|built|composed) (from|of|by|out of|as) {anything:parts}',
  ],
  tidy: [
    '(trim|strip|remove) [the|all] [leading and trailing|leading|trailing|surrounding] (whitespace|white space|spaces|blanks) (of|from|in|around|on) [the] [all] {field}',
    '(trim) [all] {field}',
  ],
  duplicates: [
    '(remove|delete|clean up|get rid of|merge|drop|purge|eliminate|dedupe|deduplicate) [<the>] [all] (duplicate|duplicated|duplicates of|duplicates in|duplicates from|double|redundant duplicate) {entity}',
    '(dedupe|deduplicate|de-duplicate) {entity}',
    'there (are|should be) (duplicate|no duplicate) {entity}',
  ],
  ownRows: [
    '(only [<the>]) {person:owner} (may|can|should|must|should be able to|may be able to|are allowed to|is allowed to|must be able to) {access} [their|his|her|its|own|the|a|an] [own] {entity}',
    '{person:owner} (may|can|should|must|should be able to|are allowed to|is allowed to) only {access} [their|his|her|its|own] [own] {entity}',
    '{entity} (may|can|should|must) (only be|be only) {accessed:access} by (their|its|the) {person:owner}',
  ],
  staffRows: [
    "[only] [<the>] {staff} (may|can|should|must|should be able to|are allowed to|is allowed to|must be able to|need to|needs to|need to be able to) [be able to] {access} [all|every|any|the|everyone's] [user] {entity}",
    '(allow|let|enable) [<the>] {staff} [to] {access} [all|every|any|the] {entity}',
  ],
  viewOf: [
    '(create|add|make|define|introduce|we need|build|provide|need) [<the>] [database|sql] view [<called>] [{viewname}] (of|for|with|showing|that shows|over|listing|that lists|on) [all|only|just|the|all the] {label:word} {entity}',
    '(create|add|make|define|introduce|we need|build|provide|need) [<the>] {label:word} {entity} view',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
