/** Keys of which too few are left; one whole sentence a line. */
export const plainKeyForms = {
  widerKey: [
    "[we are|we're|we are soon|we will soon|we'll soon|we] (running out of|run out of|about to run out of|nearly out of|almost out of|running low on) [integer|int|int4|available|free] (ids|id values|primary keys|keys|identifiers|integers|sequence values) (in|on|of|for) [<the>] {entity} [table] [,|;|:|-] [so|and|hence|therefore] [please|we should|let's|we need to|we must] (switch|change|move|migrate|convert|upgrade|go) [it|them|that|the id|the ids|id|ids|the column|the primary key|the key] (to|into|over to) {type} [ids|keys]",
    '(make|change|convert|switch|migrate|upgrade|move|alter|widen) [<the>] (primary key|primary keys|pk|ids|id type|type of the primary key|primary key type) (of|on|in|for) [<the>] {entity} [table] [column|type] (to|into|be|a|as) {type}',
    'use {type} (ids|keys|primary keys) (for|in|on) [<the>] {entity} [table]',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
