import { phrases } from './phrases.ts';

type Meanings<Value> = readonly (readonly [readonly string[], Value])[];

/** Units of a measure, with the type of a column in it. */
export const units: Readonly<Record<string, string>> = {
  seconds: 'integer',
  minutes: 'integer',
  hours: 'integer',
  days: 'integer',
  weeks: 'integer',
  months: 'integer',
  years: 'integer',
  milliseconds: 'integer',
  ms: 'integer',
  cents: 'integer',
  bytes: 'bigint',
  kg: 'numeric',
  grams: 'numeric',
  km: 'numeric',
  meters: 'numeric',
  metres: 'numeric',
  cm: 'numeric',
  mm: 'numeric',
  euros: 'numeric(12,2)',
  dollars: 'numeric(12,2)',
};

/** What people do with a row, and what a table of that would be called. */
export const acts: Meanings<{ readonly noun: string; readonly columns: string }> = [
  [phrases('comment on | comment'), { noun: 'comments', columns: 'body text' }],
  [phrases('reply to | respond to'), { noun: 'replies', columns: 'body text' }],
  [phrases('like'), { noun: 'likes', columns: '' }],
  [phrases('favourite | favorite'), { noun: 'favourites', columns: '' }],
  [phrases('bookmark'), { noun: 'bookmarks', columns: '' }],
  [phrases('star'), { noun: 'stars', columns: '' }],
  [phrases('follow | subscribe to | watch'), { noun: 'followers', columns: '' }],
  [phrases('rate'), { noun: 'ratings', columns: 'stars from 1 to 5' }],
  [phrases('review'), { noun: 'reviews', columns: 'rating from 1 to 5, body text' }],
  [phrases('vote on | vote for | upvote | up-vote'), { noun: 'votes', columns: '' }],
  [phrases('share'), { noun: 'shares', columns: '' }],
  [phrases('report'), { noun: 'reports', columns: 'reason text' }],
  [phrases('attach files to | upload files to'), { noun: 'attachments', columns: 'url text' }],
];

/** The same as nouns. */
export const actNouns: Meanings<{ readonly noun: string; readonly columns: string }> = [
  [phrases('comments | commenting'), { noun: 'comments', columns: 'body text' }],
  [phrases('likes | liking'), { noun: 'likes', columns: '' }],
  [phrases('favourites | favorites'), { noun: 'favourites', columns: '' }],
  [phrases('bookmarks | bookmarking'), { noun: 'bookmarks', columns: '' }],
  [phrases('ratings'), { noun: 'ratings', columns: 'stars from 1 to 5' }],
  [phrases('reviews'), { noun: 'reviews', columns: 'rating from 1 to 5, body text' }],
  [phrases('votes | upvotes | voting'), { noun: 'votes', columns: '' }],
  [phrases('reactions | emoji reactions'), { noun: 'reactions', columns: 'emoji text' }],
  [phrases('attachments | file attachments'), { noun: 'attachments', columns: 'url text' }],
  [phrases('followers | watchers | subscribers'), { noun: 'followers', columns: '' }],
];

/** How two values compare. */
export const orders: Meanings<'>' | '>=' | '<' | '<='> = [
  [
    phrases(
      'on or after | not before | same as or after | no earlier than | not earlier than | ≥ | at or after',
    ),
    '>=',
  ],
  [phrases('on or before | not after | no later than | not later than | ≤ | at or before'), '<='],
  [
    phrases(
      'after | later than | > | greater than | larger than | higher than | more than | above | bigger than',
    ),
    '>',
  ],
  [phrases('before | earlier than | < | less than | smaller than | lower than | below'), '<'],
  [
    phrases(
      'at least | greater than or equal to | not less than | not below | not lower than | greater or equal to',
    ),
    '>=',
  ],
  [
    phrases(
      'at most | less than or equal to | not greater than | not above | not more than | not higher than | less or equal to',
    ),
    '<=',
  ],
];

/** What holds where an order does not. */
export const turned = { '>': '<=', '>=': '<', '<': '>=', '<=': '>' } as const;

/** What may be done with rows. */
export const accesses: Meanings<'select' | 'insert' | 'update' | 'delete' | 'all'> = [
  [phrases('see and edit | read and write | manage | do everything with | access'), 'all'],
  [phrases('read | see | view | list | query | look at'), 'select'],
  [phrases('edit | change | update | modify | write | write to | rename'), 'update'],
  [phrases('delete | remove'), 'delete'],
  [phrases('create | add | insert'), 'insert'],
];
export const accessesDone: Meanings<'select' | 'insert' | 'update' | 'delete' | 'all'> = [
  [phrases('managed | accessed'), 'all'],
  [phrases('read | seen | viewed | visible to'), 'select'],
  [phrases('edited | changed | updated | modified'), 'update'],
  [phrases('deleted | removed'), 'delete'],
];

/** Whose row it is. */
export const ownerWords: readonly string[] = phrases(
  'owner | owners | author | authors | creator | creators | assignee | assignees',
);
/** Who may do more than others. */
export const staffWords: readonly string[] = phrases(
  'admin | admins | administrator | administrators | moderator | moderators | manager | managers | editor | editors | staff | support staff | support | superusers | superadmins | teachers | the admin team',
);

/** Things of a database that are no value of a column. */
export const notValues: ReadonlySet<string> = new Set(
  `index column field table constraint check view trigger policy enum type date history log filter page flag tracking changes
  change default key history-table code updates update message text badge button filter`.split(/\s+/),
);

/** In front of a request, saying that it is one. */
export const leads: readonly string[] = phrases(
  `please | from now on , | from now on | from now , | i think we should | we think we should | i think | i believe | i suggest to | i propose to | i suggest that | also , | also | then | finally | additionally | in addition | next | and | kindly | we need to | we want to | we should | we have to | we must | i need to | i want to | i would like to |
  we would like to | we'd like to | i'd like to | it should be possible to | it must be possible to | can you | could you | would you | can we | could we |
  let's | let us | hi , | hello , | hey , | todo : | now | , | you should | need to | optionally | so , | so | therefore | hence | just | simply | while at it , | while at it | while you are at it , | while you're at it , | while we are at it , | while we're at it , | one more thing :`,
);
/** Behind it. */
export const trails: readonly string[] = phrases(
  `please | , please | please ? | ? | thanks | , thanks | thank you | , thank you | asap | for now | as well | too | from now on | in future | in the database | in our database | in the db | in the schema |
  on the database level | at the database level | on database level | at database level | on the db level | at the db level | on db level | at db level |
  on the database side | in postgres | in postgresql | by the database`,
);

/** `… must be set`: no row without one. */
export const presence: readonly string[] = phrases(
  'set | filled | filled in | filled out | present | given | provided | known | specified | entered | there | always set | always present',
);
/** Who uses an application, whether or not it has a table of them. */
export const visitors: ReadonlySet<string> = new Set(
  'users user people person members member readers reader visitors visitor customers customer everyone anyone somebody guests guest buyers'.split(
    ' ',
  ),
);

/** What is said about a column, and is no value of it: `should only be unique or empty`. */
export const describing: ReadonlySet<string> = new Set(
  `unique required optional mandatory nullable null empty blank missing editable readable writable visible shown stored saved set changed
  updated positive negative uppercase lowercase upper lower indexed encrypted hashed numeric digits numbers letters alphanumeric valid
  integer text string boolean date true false calculated computed generated deleted removed dropped renamed sorted filtered searched
  displayed exported imported added split merged moved faster bigger longer shorter greater smaller larger higher more less
  non-negative nonnegative non-empty non-null not-null at-least at-most`.split(/\s+/),
);

/** Between two requests of one sentence. */
export const plainJoints: readonly string[] = phrases(
  ', and then | , then | and then | , and also | and also | , and | ; and | . and | and | , | ; | then | & | plus | as well as | , as well as | also | .',
);
/** Of these, the ones behind which something else begins. */
export const strongJoints: readonly string[] = phrases(
  ', and then | , then | and then | , and also | and also | ; | . and | then',
);
