/** Requests about domains, partitions, exclusions and triggers; one wording a line. */
export const structureForms = {
  createDomain: [
    '(add|create|define|introduce) [<the>] (domain|domain type) [<called>] {name} (over|on|as|of|of type|based on|for|:) [<the>] [type] {type} [,] [with|that|which|and] [{facts}] [[with] [a] check {codeexpr:expr}]',
    '(add|create|define|introduce) [<the>] {type} (domain|domain type) [<called>] {name} [,] [with|that|which|and] [{facts}] [[with] [a] check {codeexpr:expr}]',
  ],
  detachPartition: [
    '(detach|unlink) [<the>] [partition] {known:target} [partition] (from) {known:table}',
    '(detach|unlink) {known:target} as [<the>] partition (of|from) {known:table}',
  ],
  attachPartition: [
    '(attach|add|use) {known:target} (as|as a) [<the>] [new] partition (of|to|for) {known:table} {bound}',
    '(attach) [<the>] [partition] {known:target} [partition] to {known:table} {bound}',
  ],
  partitionTable: [
    '<partition> [<the>] [<table>] {known:table} [<table>] by {strategy} (of|on|over|by) [<the>] [<column>] {name} [<column>] [(into|with) {n} partitions]',
    '<partition> [<the>] [<table>] {known:table} [<table>] by {strategy} <open> {name} <close> [(into|with) {n} partitions]',
    '<partition> [<the>] [<table>] {known:table} [<table>] [into partitions] (by|per|into) [<the>] {period} [partitions] (of|on|over|by|using) [<the>] [<column>] {name} [<column>]',
    '<partition> [<the>] [<table>] {known:table} [<table>] {period} (of|on|over|by|using) [<the>] [<column>] {name} [<column>]',
    '<partition> [<the>] [<table>] {known:table} [<table>] (by|on) [<the>] [<column>] {name} [<column>] [,|<open>] [(by|per|one partition per|into|one per)] [<the>] {period} [<close>]',
    '<partition> [<the>] [<table>] {known:table} [<table>] [into partitions] (by|per) [<the>] {period}',
    '(add|create|introduce|use|set up) [<the>] {period} (partitions|partitioning) (to|for|on) [<the>] [<table>] {known:table} [<table>] [(on|by|over|using) [<the>] [<column>] {name} [<column>]]',
    '[<the>] [<table>] {known:table} [<table>] <should> be partitioned by {strategy} (of|on|over|by) [<the>] [<column>] {name} [<column>] [(into|with) {n} partitions]',
    '[<the>] [<table>] {known:table} [<table>] <should> be partitioned {period} [(of|on|over|by|using) [<the>] [<column>] {name} [<column>]]',
    '[<the>] [<table>] {known:table} [<table>] <should> be partitioned (by|per) [<the>] {period} [(of|on|over|by|using) [<the>] [<column>] {name} [<column>]]',
    '<partition> {known:table} (by|on) [<the>] [<column>] {name} [<column>] [,] (by|using|with|as) [a] {strategy} [partitioning]',
    '<make> {known:table} [a] (partitioned|partitioned table) [,] [table] [partitioned] by {strategy} (of|on|over|by) [<the>] [<column>] {name} [<column>] [(into|with) {n} partitions]',
  ],
  addExclusion: [
    'no two {known:table} (of|for|in|on|with|at) [<the>] [same|one|single|given] {name} (may|can|should|must|are allowed to) [ever|be allowed to] (overlap|overlapping) [in time] [(in|by|with|on|over|between) [<the>] {names}]',
    '(prevent|forbid|disallow|reject|refuse) overlapping {known:table} (of|for|in|per|on|with|at) [<the>] [same|one|each] {name} [(by|in|on|over|between) [<the>] {names}]',
    '(prevent|forbid|stop) (two|any two|the|all|any) {known:table} (of|for|in|on|with|at) [<the>] [same|one|each] {name} from overlapping [in time] [(by|in|on|over|between) [<the>] {names}]',
    '{known:table} (of|for|in|on|with|at) [<the>] [same|one] {name} (must|may|should|can) (not|never) overlap [in time] [(in|by|with|on|over|between) [<the>] {names}]',
  ],
  dropTrigger: [
    "(no longer need|do not need|don't need) [<the>] trigger [<called>] {trigger:name} [(on|from|of|for|in) {known:table}] [any more|anymore|any longer]",
    '<remove> [<the>] [unused|old|obsolete|broken] trigger [<called>] {trigger:name} [(on|from|of|for|in) {known:table}]',
    '<remove> [<the>] [unused|old|obsolete|broken] {trigger:name} trigger [(on|from|of|for|in) {known:table}]',
  ],
  createTrigger: [
    '(add|create|define|set up) [<the>] [trigger] [<called>] [{trigger:name}] [trigger] (on|to|for) {known:table} [that|which] [fires|runs|executes|calls|is called|is run|,] {timing} {events} [of a row|of rows] [for each row|on each row|per row] [,] [and|that|which|to] [runs|run|executes|execute|calls|call|calling|running|executing|with|using] [<the>] [function] {function}',
    '(add|create|define|set up) [<the>] {timing} {events} trigger [<called>] [{trigger:name}] (on|to|for) {known:table} [for each row] [,] [and|that|which|to] (runs|run|executes|execute|calls|call|calling|running|executing|with|using) [<the>] [function] {function}',
    '(call|run|execute) [<the>] [function] {function} {timing} [each|every|any] {events} (on|of|to|in|into) {known:table}',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** How a partition's rows are told. */
export const boundForms = {
  range: [
    '(for|with|covering|holding|for values|for the values|with values|for the range) [values] [from] {value:from} (to|until|up to|-) {value:to}',
  ],
  list: [
    '(for|with|covering|holding|for values|with values) [the] [value|values] in <open> {list:values} <close>',
    '(for|with|covering|holding) [the] (value|values) [in] {list:values}',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
