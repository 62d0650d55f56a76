import { phrases } from './phrases.ts';

/** What columns can be told to be, wherever it stands in a sentence; the longest phrase counts. */
export const asked = {
  unique: phrases(`
    unique | uniqueness | unique key | unique keys | unique constraint | unique constraints |
    unique_together | unique together | uniqueness constraint | uniqueness rule | unique key constraint | unique database constraint |
    unique db constraint | composite unique | composite unique constraint | composite unique key |
    compound unique constraint | compound unique key | multi-column unique constraint | constraint on unique |
    unique combination | unique as a combination | unique in combination | unique as a pair | unique pair`),
  uniqueIndex: phrases(
    'unique index | unique indexes | composite unique index | compound unique index | unique composite index',
  ),
  index: phrases(`
    index | indexes | indices | indexed | btree indexes | b-tree indexes | database indexes | db indexes | missing index | missing indexes | composite index | compound index | multi-column index | multicolumn index |
    db index | database index | btree index | b-tree index | lookup index | an index of its own`),
  notNull: phrases(`
    required | mandatory | not null | not-null | non-null | non-nullable | not nullable | not null constraint | not-null constraint |
    required field | mandatory field | required fields | mandatory fields | required column | not optional`),
  nullable: phrases(
    'nullable | optional | optional field | optional fields | not required | not mandatory | non-required',
  ),
  foreignKey: phrases(
    'foreign key | foreign key constraint | foreign-key constraint | foreign key reference | fk | fk constraint | db-level foreign key',
  ),
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Several rules of one kind, and nobody said which column each of them is for. */
export const severalAsked: readonly string[] = phrases(
  'unique constraints | unique keys | unique indexes | indexes | indices',
);

/** They say that it shall be so. */
export const orders = {
  add: phrases(`
    add | adds | adding | create | creates | creating | put | define | defines | declare | introduce | introduces | enforce | enforces |
    enforcing | apply | ensure | guarantee | place | build | need | needs | missing | is missing | are missing | lacks | lack`),
  change: phrases(`
    change | changes | changing | convert | converts | converting | alter | alters | altering | migrate | migrating | switch | turn | update | modify | widen | make | makes |
    making | mark | marks | marking | set | use | store`),
  should: phrases('should | must | shall | has to | have to | needs to | need to | ought to'),
  remove: phrases('drop | drops | dropping | remove | removes | removing | delete | get rid of'),
} as const;
/** Behind `should`: what is done. */
export const doneSo = {
  add: phrases(
    'have | get | added | created | put | defined | declared | introduced | enforced | applied | placed',
  ),
  change: phrases(
    'be | become | stay | being | made | marked | flagged | set | changed | converted | altered | migrated | switched | turned | stored | saved',
  ),
  remove: phrases('removed | be removed | dropped | be dropped | deleted | be deleted | go | go away'),
} as const;

/** Words between them that say nothing more. */
export const fillers: readonly string[] = phrases(`
  a | an | the | our | its | their | this | that | there | also | please | we | it | always | really | simply | just | too | as | to | on | in | for | of |
  over | across | from | at | with | and | reversible | both | using | via | through | by | be | is | are | new | proper | explicit | type | types | data type | datatype |
  database | db | database-level | db-level | database level | db level | schema | postgres | postgresql | sql | a migration | migration | the migration |
  constraint | constraints | combination | the combination of | combination of | pair | values | value | key | together |
  when creating | when creating or editing | when adding | on creation | in the database | at the database level | on the database level | at db level | , | : | ( | ) | + | & | . | ; | - | /`);
export const tableWords: readonly string[] = phrases(
  'table | tables | model | models | entity | entities | relation | record | records | row | rows | schema | collection',
);
export const columnWords: readonly string[] = phrases(
  'column | columns | field | fields | attribute | attributes | property | properties | foreign key column | foreign key columns | fk column | fk columns',
);

export const defaultWords: readonly string[] = phrases(
  `default | default value | default to | defaults to | default of | default value of | default value to | default is | default value is |
  default as | a default of | default should be | default value should be | default must be`,
);
/** In front of a type: the one that holds today, or the one that is wanted. */
export const typeBefore: readonly string[] = phrases(
  'from | from a | from an | from type | instead of | instead of a | instead of an | rather than | rather than a | and not | not a | is a | is an',
);
export const typeWanted: readonly string[] = phrases(
  'to | to a | to an | to be | to be a | to type | to the type | into | into a | into an | as | as a | as an | be | be a | be an | be of type | become | become a | become an | of type | type | the type | use | use the type | a',
);
/** In front of the table that a foreign key refers to. */
export const refersTo: readonly string[] = phrases(
  'to | to the | references | referencing | → | pointing to | pointing to the | pointing at | that references | which references | refers to | to reference | towards | on',
);

/** Behind these a sentence says why. */
export const whys: readonly string[] = phrases(`
  so that | so the | so we | so it | so duplicates | so duplicate | so no | so there | so as to | to prevent | to avoid | to ensure | to make sure | to guarantee | to stop | to protect |
  to speed up | to improve | to optimize | to optimise | to accelerate | to support | to help | to reduce | to allow | to enable |
  in order to | because | since | which will | which would | this will | this would | preventing | ensuring | for performance | for faster | for better | for efficient |
  for quick | for data integrity | for integrity | as this | as it | as we | as they`);
/** What the reason of a rule may speak of without asking for more, by the kind of the rule. */
export const reasonWords: Readonly<Record<string, RegExp>> = {
  unique:
    /\b(?:duplicat\w*|twice|more than once|more than one|same|integrity|race|concurren\w*|unique\w*|collisions?|repeated|double)\b/i,
  index:
    /\b(?:slow\w*|fast\w*|speed\w*|look-?ups?|quer\w*|scans?|performan\w*|joins?|quick\w*|filter\w*|sort\w*|search\w*|efficien\w*|latency|load)\b/i,
  setNotNull: /\b(?:nulls?|empty|blank|missing|without|integrity|consisten\w*|incomplete)\b/i,
  dropNotNull: /\b(?:optional\w*|without|not (?:always|every|all)|unknown|empty|blank|leave|skip|later)\b/i,
  dropColumn:
    /\b(?:unused|no longer|not (?:used|needed|read)|never (?:used|read|set)|obsolete|legacy|redundant|replaced|deprecated)\b/i,
  changeType:
    /\b(?:too (?:long|large|big|short|small)|overflow\w*|truncat\w*|precision|rounding|range|longer|larger|exceed\w*|characters)\b/i,
  foreignKey: /\b(?:orphan\w*|integrity|referential|consisten\w*|dangling|exist\w*|invalid)\b/i,
};
