import { phrases } from './phrases.ts';

const presence = phrases(
  'be required | be mandatory | be filled in | be filled | be set | be given | be present',
);
const absence = phrases(
  'not be null | not be empty | not be missing | never be null | never be empty | never be missing',
);
/** `must be set`, `may not be null`; `may be set` permits, and obliges to nothing. */
const obliged: readonly string[] = [
  ...['must', 'should', 'shall', 'has to', 'needs to'].flatMap((verb) =>
    presence.map((one) => `${verb} ${one}`),
  ),
  ...['must', 'should', 'shall', 'may', 'can'].flatMap((verb) => absence.map((one) => `${verb} ${one}`)),
  ...['cannot', "can't"].flatMap((verb) => ['null', 'empty', 'missing'].map((one) => `${verb} be ${one}`)),
];

/**
 * Classes of words that forms name as `<class>`. One phrase a string, folded (lower case, no accents). Other
 * languages are translated before (languages/). A longer phrase stands before its own beginning.
 */
export const words = {
  the: phrases(`
    a | an | the | our | my | your | its | this | that | these | those | new | another | additional |
    extra | separate | dedicated | proper | simple | single | existing | current | old | whole | entire |
    general purpose | general-purpose | generic | backend | both | following | missing | respective |
    two | three | some | each | every | all | mysql | postgres | postgresql`),
  please: phrases(`please | pls | plz | kindly`),
  add: phrases(`
    add in | add | adding | introduce | introducing | create | creating | put | include | insert |
    append | adds | extend with`),
  provide: phrases(`
    add | adds | adding | create | creates | creating | put | get | need | needs | introduce |
    introduces | introducing | build | builds | want | have | set up | define | defines`),
  want: phrases(`
    need | needs | want | want to have | would like | would like to have | would love | should have |
    must have | should get | could use | require | set up | store | storing | save | saving | track |
    tracking`),
  create: phrases(`
    create | creating | add | adding | introduce | introducing | set up | build | make | need | want |
    define | new`),
  newfield: phrases(`
    so : | so we need | so | for this store | for that store | for this | for that | store | persist | save | keep | add |
    introduce | give it | give them | give each | missing : | missing is | missing are | missing | we need | we miss | needs | need |
    acceptance : | schema : | db : | database : | new : | columns : | fields : | column : | field : | new column : |
    new columns : | new fields : | new field : | goes to | goes into | it gets | they get | both get | each gets | it needs |
    they need | proposal : | suggestion : | solution : | let's add | let us add | let's have | plus | we must hold | hold |
    we want | required : | attributes : | properties :`),
  goes: phrases(
    [
      'can',
      'must',
      'should',
      'has to',
      'have to',
      'needs to',
      'may',
      'could',
      'is to',
      'can now',
      'can safely',
    ]
      .flatMap((verb) =>
        ['go', 'be dropped', 'be removed', 'be deleted', 'go away'].map((one) => `${verb} ${one}`),
      )
      .join(' | '),
  ),
  fornow: phrases(`
    for now | for the moment | at first | in the beginning | for old rows | for existing rows | when none | if none |
    where none`),
  fornew: phrases(
    `for new ones only | for new ones | for new rows | for new entries | for new records | from now on | please`,
  ),
  added: phrases(`added | created | introduced | included | put | stored`),
  remove: phrases(
    `drop | dropping | remove | removing | delete | deleting | get rid of | say goodbye to | kill | purge`,
  ),
  useless: phrases(`
    now-dead | now dead | now-unused | now-redundant | now-obsolete | now-legacy | stale | orphaned |
    abandoned | defunct | retired | outdated | unused | non-used | un-used | not used | now unused | no-longer-used |
    obsolete | deprecated | redundant | superfluous | unnecessary | unneeded | useless | leftover |
    no longer used | no longer needed | legacy | old | dead`),
  disused: phrases(`
    is not used anymore | is not used any more | is no longer used | is not in use anymore |
    is no longer in use | is unused | isn't used anymore | isn't used any more | isn't used |
    is not used | is obsolete | is deprecated | is dead | is redundant | is not needed anymore |
    is not needed any more | is no longer needed | isn't needed anymore | isn't needed any more |
    is no longer required | is not read anywhere | isn't read anywhere | is not referenced anywhere |
    isn't referenced anywhere | is not used anywhere | isn't used anywhere | is never used |
    is never read | is never written | are not used anymore | are not used any more |
    are no longer used | are unused | are obsolete | are no longer needed | are not needed anymore |
    aren't used anymore | aren't used | are not used`),
  retype: phrases(
    `change | convert | make | turn | migrate | switch | move | alter | set | update | replace`,
  ),
  all: phrases(`all | every | each | all our | all the | all of the | all of our | any | our | the`),
  declare: phrases(`
    add | create | introduce | enforce | put | set up | define | implement | declare | use | need | we need | include`),
  lacked: phrases(`
    missing | new | actual | proper | real | necessary | needed | required | appropriate | explicit`),
  ofdatabase: phrases(`database | db | postgres | postgresql | sql | psql | relational | referential`),
  fks: phrases(`
    foreign keys | foreign key constraints | foreign-key constraints | foreign-keys | fks | fk constraints`),
  wherever: phrases(`
    where possible | where needed | where missing | where necessary | where appropriate | where applicable |
    where they are missing`),
  schemaplace: phrases(`
    table | tables | schema | database | db | models | database schema | db schema | database level | db level |
    database-level | db-level`),
  removed: phrases(`dropped | removed | deleted`),
  rename: phrases(`rename | renaming`),
  renamed: phrases(`renamed | called`),
  change: phrases(`change | changing | convert | alter | switch | turn | modify | migrate`),
  make: phrases(`
    make | making | mark | set | setting | switch | switching | turn | change | declare | force`),
  should: phrases(`
    should | must | has to | have to | needs to | need to | ought to | shall | can | could | may | is to`),
  to: phrases(`to | on to | onto | into | in | on | for | of | at | inside | within`),
  from: phrases(`from | of | in | on | off | out of`),
  as: phrases(`to | as | into | →`),
  scope: phrases(`
    per | per each | together with | in combination with | combined with | along with | within | within each | within a | within one | for each | for every | for the same |
    in each | inside each | inside of a | scoped to | scoped by | among | across one`),
  column: phrases(`
    column | columns | field | fields | attribute | attributes | property | col | flag | colum |
    coloumn | timestamp column`),
  called: phrases(
    `called | named | with the name | with name | by the name of | titled | labeled | labelled`,
  ),
  table: phrases(`table | tables | relation`),
  index: phrases(`
    index | indexes | indices | btree index | b-tree index | composite btree index | composite b-tree index | compound btree index | btree composite index | database index | db index | indexing |
    lookup index | composite index | composite indexes | compound index | compound indexes | partial index | partial composite index |
    composite partial index | covering index | multi-column index | multicolumn index | sorted index`),
  with: phrases(`
    with | having | containing | including | that has | which has | that contains | that stores |
    which stores | storing | holding | that holds | consisting of`),
  required: phrases(`
    required | mandatory | not null | not-null | non-null | non-nullable | not nullable | nonnull |
    non null | non nullable | not optional | compulsory | never null | never be null | not be null |
    can't be null | cannot be null`),
  optional: phrases(`
    nullable | optional | not required | not mandatory | non-required | accept null | accept nulls |
    allow null | allow nulls`),
  values: phrases(`value | values | data | content | contents | number | numbers | result | results`),
  calculated: phrases(`calculated | computed | derived`),
  fill: phrases(`
    backfill | back-fill | backfilling | back fill | populate | prefill | pre-populate | fill in |
    fill up | fill | initialize | initialise | recalculate | recompute | compute | calculate | set |
    update`),
  failed: phrases(`failed | failing | broken | bad | faulty | half-applied | half-finished | botched`),
  rollback: phrases(`
    rollback | roll back | roll-back | revert | undo | rolling back | reverse | back out | reverting |
    undoing`),
  procedure: phrases(`procedure | plan | script | migration | sql | path | strategy | steps | file`),
  move: phrases(`
    move | moving | extract | extracting | split | splitting | split out | split off | pull | pull out |
    separate | migrate | transfer | relocate | carve | break | factor | outsource | store | put`),
  divide: phrases(`split | splitting | split up | divide | break up | break | separate`),
  partition: phrases(`partition | partitioning`),
  access: phrases(`
    read | see | view | access | write | edit | change | manage | update | select | insert | delete |
    modify | create | read/write | crud`),
  open: phrases(`(`),
  close: phrases(`)`),
  dots: phrases(`.. | …`),
  obliged,
  cannot: phrases(`
    must not | should not | may not | can not | cannot | can't | mustn't | shouldn't | must never |
    should never | may never | can never | is not allowed to | are not allowed to | is never allowed to`),
  deleted: phrases(`deleted | removed | dropped | gone | erased | goes away | disappears | deletes | closed`),
  when: phrases(`when | if | once | after | as soon as | whenever | where`),
  its: phrases(`
    all of its | all of their | all its | all their | all the | its | their | his | her | the | all |
    any | a`),
  record: phrases(`
    store | record | track | save | keep track of | keep | log | remember | know | capture | register | persist`),
  speedup: phrases(`
    speed up | make faster | make | improve | optimise | optimize | accelerate | improve performance of |
    improve the performance of | improve the speed of`),
  lookups: phrases(`
    lookups | lookup | look-ups | searches | search | queries | query | filtering | filter | sorting |
    searching | listing | finding | fetching | looking up | selecting | selects | reads | access |
    retrieval | ordering | loading | getting | querying`),
  fixes: phrases(`
    fixes | would fix | should fix | will fix | solves | would solve | should solve | helps |
    would help | should help | will help | is needed | is missing | would be needed | resolves |
    would resolve | is required | makes sense | would make sense`),
  slow: phrases(`
    slow | too slow | very slow | really slow | so slow | quite slow | forever | long | too long |
    expensive | slowing down | getting slow | extremely slow`),
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Of a single word. */
export const articles: ReadonlySet<string> = new Set(words.the.filter((word) => !word.includes(' ')));

export const rowNouns: ReadonlySet<string> = new Set([
  'row',
  'rows',
  'record',
  'records',
  'entry',
  'entries',
]);
