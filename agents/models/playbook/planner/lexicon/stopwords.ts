/** Words that are never a name unless they stand in a code span or quotation marks. */
const stopwords: ReadonlySet<string> = new Set(
  `a an the and or but nor so yet if then else when while where who whom whose which what why how that this these those
  it its they them their we us our you your i me my he she his her
  to of in on at by for from with without inside outside within alongside across into onto off out up down over under about after before between through
  per via vs as than like is are was were be been being am do does did done doing has have had having will would shall
  should can can't cannot could may might must not no nor none never please also too just only very really again still already
  there here now later soon once currently today
  add adds adding added create creates creating created introduce remove removes removing drop drops dropping delete
  rename renames renaming change changes changing alter make makes making set sets use uses using used need needs
  needed want wants put puts get gets give gives let lets allow allows ensure keep keeps store stores stored split
  move moves moving migrate migrating backfill populate fill update updates updating insert include includes
  self-referencing self-referential called named calling existing new every each all any some both either neither many more most much less few other
  another same such own because since until unless though although however therefore even
  value values werte rows row records nulls lookups everywhere asap urgently instead thanks thank please using based
  table tables column columns field fields index indexes indices constraint constraints`.split(/\s+/),
);

/** Of other languages: in capitals they are a name (`EIN`). */
const foreignStopwords: ReadonlySet<string> = new Set(
  `vom typ und oder der die das den dem ein eine einen einer einem mit zu zur zum fur von in bitte ist soll als
  el la los las un una unos unas y o con para por de del al en que se es a
  le les une et ou avec pour dans sur du des au aux est qui que
  os uma um com na nas nos ao aos da das dos em e`.split(/\s+/),
);

export const isStopword = ({ low, text }: { readonly low: string; readonly text: string }): boolean =>
  stopwords.has(low) || (foreignStopwords.has(low) && !/^\p{Lu}{2,}$/u.test(text));

/** Things that a request adds or changes and that no column is: a weak form about one of these is none. */
export const notColumns: ReadonlySet<string> = new Set(
  `ability support option feature functionality button page link test tests doc docs documentation endpoint api
  route way place possibility dialog modal menu screen view form tooltip icon banner spinner filter search sorting
  pagination dropdown checkbox toggle label heading badge tab card widget animation validation logging tracing
  monitoring cache caching retry webhook email-notification notification notifications script migration migrations
  comment comments seed seeds fixture fixtures example examples section paragraph component hook middleware
  something anything everything stuff things thing more info information details data row rows record records
  upload uploads uploading uploader chooser picker selector resizing reordering headers header widths missing wrong broken slow error errors bug bugs
  key keys index indexes indices constraint constraints relation relations relationship relationships reference references
  user users permission permissions trigger function view job cron rls policy policies it them lifecycle workflow machine mechanism`.split(
    /\s+/,
  ),
);

/** Parts of a page that a row has as often: `categories need an icon`. */
export const rowThings: ReadonlySet<string> = new Set(
  'icon banner logo label color colour link url favicon'.split(' '),
);

/** Behind the word column these make another thing of it, a part of a page. */
export const columnParts: ReadonlySet<string> = new Set(
  'chooser picker selector resizing reordering headers header widths sorting filter filters filtering pinning toggle totals layout chart'.split(
    ' ',
  ),
);

/** Tables that are none. */
export const notTables: readonly string[] = [
  'table of contents',
  'table of content',
  'table view',
  'table layout',
  'table component',
  'table visualization',
  'table diagram',
  'table editor',
  'table of results',
  'table header',
  'table headers',
  'pivot table',
  'table tennis',
  'table row',
  'lookup table in the docs',
];

/** A title with one of these, `Composite unique key on orders`, names no column. */
export const notNominal: ReadonlySet<string> = new Set(
  `negative invalid inconsistent incorrect orphan orphaned stale unexpected random strange weird failing failed deleted lost scan scans wrong broken orphans
  key keys index indexes indices constraint constraints unique foreign primary composite check trigger triggers policy policies migration migrations type types default null
  length precision slow bug error problem issue question typo missing duplicate duplicates support validation performance deadlock lock locks permission access column columns table
  rows row records data cleanup changes change update fix refactoring handling query queries join search`.split(
    /\s+/,
  ),
);

/** Where tables are, and not their names: `all tables of the DB`. */
export const notTableNames: ReadonlySet<string> = new Set(
  'db database databases schema system model models backend frontend app application project codebase sort postgres postgresql sql ui api server production staging names name structure structures definition definitions specification specifications design layout way ways manner fashion order place detail advance general practice parallel sync batch batches steps transaction'.split(
    ' ',
  ),
);

/** What sort of table, and not its name. */
export const tableSorts: ReadonlySet<string> = new Set(
  'one-to-many one-to-one many-to-many many-to-one one_to_many many_to_many relationship temporary temp unlogged partitioned foreign external lookup join junction mapping pivot bridge association associative intermediate database linking relational relation'.split(
    ' ',
  ),
);

/** In front of the word column these say what sort it is, and are not its name: `an enum column mood`. */
export const columnSorts: ReadonlySet<string> = new Set(
  'enum enumerated generated computed calculated virtual array nullable optional mandatory indexed encrypted typed composite compound partial covering functional clustered'.split(
    ' ',
  ),
);
