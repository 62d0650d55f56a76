/** Requests that leave open what shall change, or ask for something else; one whole sentence a line. */
export const vagueForms = {
  asked: ['(can|could|may|should) we use {anything} for {anything:what}'],
  server: [
    '[we|should] [need to|should|want to|must] (upgrade|update|migrate|move|switch|bump) [the|our] [database|server|db|instance] [version] (to|from) [version] (postgres|postgresql|pg) [version] {anything}',
    '(upgrade|update|bump) (postgres|postgresql|pg|the postgres version|the postgresql version|the database version|postgres version|postgresql version) [from {anything:old}] [to {anything}]',
  ],
  unusedIndexes: [
    '(remove|drop|delete|clean up|get rid of) [all] [the|our] (unused|redundant|useless|unnecessary|duplicate|superfluous|old) <index> [{entity}|(on|of|from) {entity}]',
  ],
  deleteRows: [
    '<remove> [{every}] [<the>] {entity} [rows] (created|updated|older|newer|from before|with|that|which|who|where|whose|without|before|with no|having no|not) {anything}',
    '<remove> [{every}] [<the>] (old|stale|inactive|expired|outdated|abandoned) {entity} [rows] [{anything}]',
  ],
  cleanUp: [
    '(clean up|clean|tidy up|tidy|improve|optimise|optimize|refactor|redesign|restructure|simplify|normalise|normalize|rework) [the|our|this] [whole|entire] (database|schema|db|data model|database schema|tables|database structure|structure of the database)',
    '(remove|drop|delete) [all] [the] (unused|old|unneeded|obsolete|unnecessary|legacy) (tables|columns|tables and columns|fields|stuff)',
  ],
  faster: [
    '(make|speed up|improve|optimise|optimize) [the|our] (database|db|queries|database performance|performance|performance of the database|query performance) [faster]',
    '[the|our] (database|db|queries) (is|are) [too|very|so] slow',
    '{entity} (is|are|loads|load) [too|very|so] (slow|slowly)',
  ],
  darkMode: ['[feature request|feature|idea|wish] [:] (dark mode|dark theme|night mode) [support]'],
  choice: [
    '(store|save|remember|persist|keep) [<the>] (choice|preference|setting|selection|selected value) (per|for each|for every|of each|of the|for the|with the) {entity} [{anything}]',
  ],
  seed: [
    '(seed|populate|fill|insert into|prefill) [<the>] {entity} [<table>] with [:] {labels}',
    '(insert|add|seed|create) [<the>] (default|initial|standard|basic|predefined) {entity} [:|,|like|such as] {labels}',
  ],
  newTable: [
    '<create> [<the>] {newname} table (with|for|of|holding|storing|having) [<the>] [<column>] (key and value|keys and values|key/value pairs|key value pairs|key and a value) [<column>]',
    '<create> [<the>] key/value table [<called>] {newname}',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
