/** Columns that a table shall have; one whole sentence a line. */
export const wantForms = {
  own: [
    '{entity:user} (should be able to|can|may|must be able to|could|want to) (set|upload|choose|change|enter|edit|store|pick|select|specify|provide|save|hide|show) {columns}',
  ],
  wantRequired: ['{entities} (must|has to|have to|needs to|need to) (have|provide|specify|store) {columns}'],
  wantValues: [
    '{entities} (need|needs|require|requires|<should> have|<should> get) [<the>] {newname} (:|,|-|which is|that is|which can be|that can be|with the values|which may be|that may be) [one of|either|values] [:] {labels:choice}',
  ],
  measured: [
    '{entities} (needs|need|<should> have|<should> get|require|requires|lack|lacks) {measure} [,] [{plainfacts}]',
    '<record> {measure} (of|for|per|on|in|with|against|to) {entities} [,] [{plainfacts}]',
    '<add> {measure} (to|on|for) {entities} [,] [{plainfacts}]',
  ],
  addOwn: ['<add> {entities:owners} {columns}'],
  softDelete: [
    '[add|implement|support|introduce|enable|use|want|need|we need|we want] [<the>] (soft delete|soft deletes|soft-delete|soft-deletes|soft deletion|soft-deletion|soft deleting|softdelete) [support|column] (for|to|on|in|of) {entities}',
    '{entities} <should> [be] (be soft deleted|soft deleted|soft-deleted|support soft delete|support soft deletes|have soft delete|have soft deletes|use soft deletes) [instead of deleted|instead of being deleted|only]',
    '{entities} (need|needs|need to support|need to use|need to have) (soft delete|soft deletes|soft deletion) [instead of deleted|instead of being deleted|only]',
    '(soft delete|soft-delete) {entities} [instead|instead of (deleting|removing|dropping|destroying|hard deleting) [them|it|rows|the rows|entries]]',
    '(include|implement|support|have|get|put|add) [<the>] (soft delete|soft deletes|soft-delete|soft-deletes|soft deletion) (into|in|to|on|for) {entities}',
    'make {entities} (soft deletable|soft-deletable)',
  ],
  flag: [
    '(add|introduce|create|need|want|we need|have) [<the>] {label:word} (flag|boolean|boolean flag|flag column|checkbox|toggle|switch|marker) (to|for|on|in) {entities}',
    '{entities} [<should>] (need|needs|have|get|gets) [<the>] {label:word} (flag|boolean|boolean flag|marker)',
    '(add|introduce|create|need) [<the>] flag (to|for|on|in) {entities} (whether|if|that says whether|that tells whether|saying whether|to tell whether) (it is|they are|it has been|they were|it was) {label:word}',
  ],
  mark: [
    '[users|we|people|admins] [<should>] [be able to] (mark|flag|pin|star) {entities} as {label:word}',
    '(mark|flag|marking) {entities} as {label:word} [should be possible|must be possible]',
    '{entities} <should> be (marked|flagged) as {label:word}',
  ],
  moment: [
    '<record> [the] (when|date when|time when|date|time|moment when|timestamp when|timestamp of when) {entity} (was|were|is|are|got|has been|have been|gets|get) {participle}',
    '<record> [the] (date|time|timestamp|moment) (of|at which|on which) {entity} (was|were|is|are|got|has been) {participle}',
  ],
  actor: [
    '<record> [the] (who|user who|person who|which user|by whom) {participle} {entity}',
    '<record> [the] (who|by whom) {entity} (was|were|is|are) {participle} [by]',
  ],
  history: [
    '{spot} <should> have [<the>] (history|audit log|audit trail|change log|changelog|version history)',
    '{spot} (need|needs|require|requires) [<the>] (history|audit log|audit trail|change log|changelog|version history)',
    '(keep|store|record|track|add|maintain|have|log|save|create|introduce|implement|we need) [<the>] [full|complete] (history|audit log|audit trail|changelog|change log|log|audit|versions|revisions|version history|change history|trail) (of|for|on) [<the>] [all] [changes] [made] [of|to|in|on] {spot}',
    '(keep|store|record|track|add|maintain|have|log|save|create) [<the>] [full|complete] (history|audit log|audit trail|change log|log) (of|for|on) {spot} changes',
    '(track|log|audit|record|version) [<the>] [all|any|every] changes (of|to|in|on) {spot}',
    '(audit|version) {spot}',
  ],
  everyTable: [
    '[<the>] (every|each|all|all of our|all our) [of] [the] (table|tables) [<should>] (needs|need|have|get|gets|contain|lack|must have|should have) {columns}',
    "<add> {columns} (to|on|in) (every|each|all|all of our|all our) [of] [the] (table|tables) [that|which] [(lack|lacks|miss|misses|are missing|do not have|do not have yet|does not have|do not yet have|don't have|doesn't have|have none of|without) (it|them|one|those|these)|where (it is|they are|it's) missing|that need it]",
    '<add> {columns} (to|on|in) (every|each|all|all of our|all our|all the) [prisma|drizzle|sequelize|typeorm|database|db] (model|models|schemas|entities|entity)',
    '<add> {columns} everywhere',
    '<add> {columns} (to|on|in|for) {sometables}',
    '{sometables} (needs|need|<should> have|<should> get|must have|should have|lacks|lack) {columns}',
  ],
  everyType: [
    '(change|convert|make|turn|migrate|switch|move|alter|update) [our|the] {oldtype} [database|db] (columns|fields|column types|field types|column type) (to|into|use|be|as) {type} [column|columns|field|fields|type|types]',
    '(change|convert|make|turn|migrate|switch|move|alter|set|update|replace) [the type of] (all|every|each|all our|all the|all of the|any) [<the>] {oldtype} [database|db|postgres] [column|columns|field|fields] (to|into|use|be|as|a|with) {type} [column|columns|field|fields]',
    'use {type} (instead of|rather than|in place of) {oldtype} (everywhere|for all columns|in all tables|for every column)',
    'use {type} for (all|every|each) [<the>] {oldtype} [column|columns|field|fields] [everywhere]',
    'all [<the>] {oldtype} [column|columns|field|fields] <should> (be|use|become) {type}',
  ],
  renameEverywhere: [
    '<rename> [<the>] [<column>] {newname} [<column>] <as> {viewname:gone} (everywhere|in all tables|in every table|on all tables)',
  ],
  factsOfType: [
    '(all|every|each) [of] [the|our] {oldtype} [column|columns|field|fields] (of|in|on) [<the>] [<table>] {entity} <should> [be] {plainfacts}',
    '(all|every|each) [of] [the|our] {oldtype} [column|columns|field|fields] (of|in|on) [<the>] [<table>] {entity} <should> have [a|the] {plainfacts}',
    '(limit|restrict) (all|every|each) [of] [the|our] {oldtype} [column|columns|field|fields] (of|in|on) [<the>] [<table>] {entity} to {letters:plainfacts}',
  ],
  everyColumn: [
    '(change|convert|make|turn|migrate|switch|move|alter|set) [the type of] (all|every|each|all our|all the|all of the|all of our) [<the>] {field} (column|columns|field|fields) [from {type:before}] (to|into|use|be|as|a) {type}',
    '(change|convert|turn|migrate|switch|alter) [the type of] [the|our] {field} (columns|fields) [from {type:before}] (to|into|as) {type}',
    '(all|every|each) [of] [our|the] {field} (column|columns|field|fields) <should> (be|use|become) [of type] {type}',
  ],
  touched: [
    '{field} <should> (be|get) [set|updated|kept|maintained] (automatically|by itself|by a trigger|with a trigger|up to date|current) [set|updated|kept|maintained|by a trigger|up to date|automatically] [on|for|in|at|with] [every|each|any] [update|change|write|row] [on|of|in|for] [{entity}]',
    '{field} <should> [automatically] (be|get|change) [set|updated] (automatically|on every update|on each update|on update|whenever a row changes|when a row changes) (on|for|in|of) {entity}',
    '(set|update|keep|maintain) {field} [automatically] (automatically|up to date|current|with a trigger|by trigger|on every update|on each update|by a trigger|on update) [on|for|in|of] [{entity}]',
    '[automatically] (set|update|keep|maintain) {field} (on update|on every update|on each update|automatically|with a trigger|up to date)',
  ],
  wish: [
    "(it would be|it'd be|would be) [really|very] (great|nice|good|useful|helpful|handy|cool|awesome) if {entities} (had|have|could have|got|stored) {columns}",
    '(have|get) {columns} (on|for|in|per|attached to) {entities}',
  ],
  wantColumns: [
    '{entities} (need|needs|require|requires|lack|lacks|is missing|are missing|<should> have|<should> get|<should> contain|<should> store|<should> hold|<should> record) [to have] {columns}',
    '{entities} should all have {columns}',
    '{entities} (can|may|could) [optionally] have (a|an|one|the|their own|its own|an optional|a single) {columns}',
    '<record> {columns} (of|for|per|on|in|with|against|to) {entities} [as [a|an|the] {type} [number|value]]',
    '<record> {entities:owners} {columns}',
    '(new|missing) {columns} (for|on|in) {entities}',
    '{columns} (is|are) missing (on|in|from|for) {entities}',
  ],
  rowThing: ['(add|introduce|want|we need|we want|need) {things:columns} (to|for|on) {entities}'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
