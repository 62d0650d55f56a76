/** Requests without a verb, as titles and notes have them; one whole sentence a line. */
export const shorthandForms = {
  bounded: [
    '[add|we need|enforce|ensure|ensure that|make sure|make sure that|require] [a|the] [check|check constraint|constraint] [that|:|so that] {newname} {bounds} (on|of|for|in) [<the>] [<table>] {table:entity}',
    '[add|we need|enforce|ensure|ensure that|make sure|make sure that|require] [a|the] [check|check constraint|constraint] [that|:|so that] {field} [must be|should be|is|has to be|needs to be] {bounds}',
    '[check|check constraint|constraint] (on|for) {field} : {newname} {bounds}',
  ],
  uniqueOf: [
    'unique [constraint|index|key] [:] <open> {names} <close> (on|for|in) [<the>] [<table>] {entity}',
    '(uniqueness|unicity) (of|on|over) [<open>] {names} [<close>] (on|for|in) [<the>] [<table>] {entity} [must hold|must be enforced|is missing|is required]',
  ],
  compositeKey: [
    '(missing|lacking|no) [validation of] [<the>] (unique combination|unique constraint|uniqueness|unique key|unique index) (of|on|over|for) [<open>] {names} [<close>] (in|on|for) [<the>] [<table>] {entity} [table]',
    '[<the>] (composite key|composite unique key|unique combination|unique key) (of|on|over) [<open>] {names} [<close>] [is] (needed|required|missing) (in|on|for) [<the>] [<table>] {entity} [table]',
  ],
  onDeleteOf: [
    '(change|set|switch|make|alter|update) [<the>] [foreign key|fk] [of|on] {field} [foreign key|fk|reference|constraint] [to|to use|to be|be] on delete {ondelete} [(instead of|rather than|not) [on delete] (cascade|set null|restrict|no action)]',
    '[<the>] [foreign key|fk] [of|on] {field} [foreign key|fk|reference] (should be|must be|should use|should have|needs to be) on delete {ondelete} (instead of|rather than|not) [on delete] (cascade|set null|restrict|no action)',
    '[<the>] [set|add|use|enable|need|we need|missing|no] on delete {ondelete} [rule|action|behaviour|behavior] [[is] (missing|lacking|needed|required)] (for|on|of|to|in) [<the>] [foreign key|fk] [of|on] {field} [foreign key|fk|reference]',
    '[<the>] [foreign key|fk] [of|on] {field} [foreign key|fk|reference] [:|,|-|should be|must be|needs|should have|must have|should use] on delete {ondelete}',
    '{field} [should|must|shall] [be] [:] {ondelete} on delete',
  ],
  onDeleteBetween: [
    '[(set|add|use|needs|need|we need|put|make)] (on delete|ondelete|on_delete) [:] [:] {ondelete} (on|for|of) [<the>] [key|foreign key|fk|relation|reference] {entity:child} → {entity:parent} [relation|key|reference|foreign key]',
    '[<the>] [key|foreign key|fk|relation|reference] {entity:child} → {entity:parent} [relation|key|reference|foreign key] [:|needs|should be|must be|should have] (on delete|ondelete|on_delete) [:] [:] {ondelete}',
  ],
  tablesOfColumns: [
    '<create> [<the>] [drizzle|prisma|sequelize|typeorm|database|db|sql|postgres] [schema|schemas|tables|table|model|models] [and [<the>] [database] (migration|migrations)] (for|:|for the tables|for the new tables|called|named) [<the>] {listedtables} [tables|table]',
    '<create> [<the>] [new] (table|tables) [<called>|:] {listedtables}',
    '<create> [<the>] {listedtables} [tables|table]',
    '[new] tables : {listedtables}',
  ],
  tableOfColumns: [
    '[new|<create>] [<the>] [new] table [<called>] {newname} (:|-|with|with columns|with the columns|having) [columns|fields] [:] {columns}',
  ],
  enumColumn: [
    '(add|create|introduce|we need|need) [<the>] [enum|enumerated] [<column>] [<called>] {newname} [enum|enumeration] [<column>] (to|on|for|in) [<the>] [<table>] {entity} [,|:|-|<open>] [with|as|of] [the] [values|options|enum] [:] {choices:choice} [<close>]',
    '(add|create|introduce|we need|need) [<the>] [enum|enumerated] [<column>] [<called>] {newname} [enum|enumeration] [<column>] [with|of|:] [the] [values|options] <open> {choices:choice} <close> (to|on|for|in) [<the>] [<table>] {entity}',
    '(add|create|introduce|we need|need) [<the>] [enum|enumerated] [<column>] [<called>] {newname} [enum|enumeration] [<column>] (with|of|:) [the] [values|options] [:] {choices:choice} (to|on|for|in) [<the>] [<table>] {entity}',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
