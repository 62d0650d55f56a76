/** Requests about the rows that are there; one whole sentence a line. */
export const plainRowForms = {
  setWhere: [
    '(set|change|update|switch|put) [<the>] {fieldword:word} (to|=|as) {value} (for|on|of|in) [<the>] {entity} [rows] (where|whose|with|when|if|that have|which have) [<the>] {fieldword:owner} [is|=|are|equals|of|:] {label}',
    '(set|change|update|switch|put) [<the>] {fieldword:word} (of|on|for|in) [<the>] {entity} [rows] (where|whose|with|when|if|that have|which have) [<the>] {fieldword:owner} [is|=|are|equals|of|:] {label} (to|=|as) {value}',
  ],
  setWhereLast: [
    '(set|change|update|switch|put) [<the>] {fieldword:word} (of|on|for|in) [<the>] {entity} [rows] (to|=|as) {value} (where|whose|with|when|if|that have|which have) [<the>] {fieldword:owner} [is|=|are|equals|of|:] {label}',
  ],
  setForLabel: [
    '(set|change|update|switch|put) [<the>] {fieldword:word} (to|=|as) {value} (for|on|of|in) {every} {entity} [rows]',
    '(set|change|update|switch|put|reset) [<the>] {fieldword:word} [back] (to|=|as) {value} (for|on|of|in) {every} (rows|records|entries) (of|in|on) [<the>] {entity} [table]',
    '(set|change|update|switch|put) [<the>] {fieldword:word} (of|on|for|in) {every} {entity} [rows] (to|=|as) {value}',
    '(set|change|update|switch|put) [<the>] {fieldword:word} (to|=|as) {value} (for|on|of|in) [<the>] {label} {entity} [rows]',
    '(set|change|update|switch|put) [<the>] {fieldword:word} (of|on|for|in) [<the>] {label} {entity} [rows] (to|=|as) {value}',
  ],
  setForState: [
    '(set|change|update|switch|put) [<the>] {fieldword:word} (to|=|as) {value} (for|on|of|in) [{every}] [<the>] {entity} [rows] (that|which) (are|is) [still|currently|now|already] {label}',
    '(set|change|update|switch|put) [<the>] {fieldword:word} (of|on|for|in) [{every}] [<the>] {entity} [rows] (that|which) (are|is) [still|currently|now|already] {label} (to|=|as) {value}',
  ],
  fromLabel: [
    '(mark|flag|set|move|change|switch|turn|convert) [<the>] {label:from} {entity} (as|to|into) {label}',
    '{entity} (with|whose|where|that have|in) [<the>] {fieldword} [is|=|of] {label:from} (should|must|shall) (be|become|get|have|move to|go to|be set to) [{fieldword:owner}] {label}',
  ],
  setForSome: [
    '(set|change|update|switch|put) [<the>] {fieldword:word} (to|=|as) {value} (for|on|of|in) [<the>] {entity} {which}',
    '(set|change|update|switch|put) [<the>] {fieldword:word} (of|on|for|in) [<the>] {entity} {which} (to|=|as) {value}',
  ],
  doToAll: ['{word:verb} {every} [{label}] {entity} [rows] [{which}]'],
  moveRows: [
    '(move|reassign|change|switch|transfer) [<the>] {entity} from [<the>] {fieldword} {value} to [<the>] [{fieldword:owner}] {value:goal}',
  ],
  raise: [
    '(bump|raise|increase|decrease|lower|reduce|increment|decrement) [<the>] {newname} (of|on|for|in) [<the>] {entity} (from {value} to {value:goal}|by {value:goal}|to {value:goal}) [{anything}]',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
