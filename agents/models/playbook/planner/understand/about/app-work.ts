import { phrases } from '../../lexicon/phrases.ts';
import { type Token, textOf } from '../../text/tokens.ts';

/* What the application does with a column once it is there: no change of the schema. */

const either = (of: string): string => phrases(of).join('|');

const lead = `(?:(?:please|also|then|and|afterwards|finally|make sure to|ensure to|we (?:should|need to|must)|we'll|we will|it should|should|to) ,?\\s*)*`;
const writing = either(
  'update | updating | set | setting | save | saving | store | storing | record | recording | populate | populating | write | writing | refresh | fill | touch | bump | increment | use | using | read | reading',
);
const happening = either(
  'login | log in | logging in | logs in | logged in | sign in | sign-in | signin | signs in | sign up | signup | sign-up | signs up | registration | register | registers | request | requests | visit | logout | log out | checkout | upload | uploads | submit | submits | submission | click | clicks | save | saves | saving | authentication | authenticates',
);
/** `update `last_login` upon login`: somebody does something, and the application writes it down. */
const onEvent = new RegExp(
  `^${lead}(?:${writing})\\b.*\\b(?:upon|on|when|whenever|every time|each time|after|during|at)\\b.*\\b(?:${happening})\\b`,
  'i',
);

const code = either(
  'query | queries | endpoint | endpoints | api | apis | controller | controllers | service | services | handler | handlers | resolver | resolvers | repository | repositories | serializer | serializers | serialiser | dto | dtos | type definitions | typescript types | types | interface | interfaces | model class | class | classes | entity class | entity | entities | model | models | model file | orm model | orm models | struct | structs | schema.prisma | prisma schema | schema file | definition | definitions | factory | factories | fixture | fixtures | seed | seeds | seeder | seeders | seed script | seed scripts | seed data | backend | back end | back-end | frontend | front end | front-end | frontends | front ends | front-ends | client | admin | admin panel | admin interface | ui | form | forms | page | pages | view | views | component | components | template | templates | test | tests | unit tests | specs | docs | documentation | readme | code | codebase | application code | logic | validation | validations | string representation | repr | annotations | type annotations | mapping | mappings | callers | usages | references | import | importer | export | exporter',
);
const adapting = either(
  'update | adjust | adapt | extend | change | modify | fix | refactor | migrate | expose | include | display | show | return | add | add it to | add them to | add this to | handle | rename | document | test | write | implement | use',
);
/** `Update backend`, `Update all necessary queries`, `Update seed script if …`: work on what uses the database. */
const adapts = new RegExp(
  `^${lead}(?:${adapting}) (?:(?:the|our|all|any|every|its|their|to|in|on|of|for|and|or|necessary|relevant|affected|corresponding|respective|related|existing|associated|appropriate|application|app|java|python|orm|sequelize|prisma|typeorm|drizzle|api|database|db|rest|graphql|admin|user|signup|sign-up|registration|login|profile|account|settings|search|web|mobile|unit|integration|e2e|it|this|that|them|new|field|column) )*(?:${code})(?:(?:,| and| or|/|&) ?(?:(?:the|our|all) )?(?:${code}))*(?: (?:need|needs|should|must|will need) to be (?:updated|adjusted|adapted|changed)(?: (?:appropriately|accordingly))?)?(?: (?:accordingly|as well|too|appropriately|if needed|if necessary|if required|to match|where needed|afterwards|if .*|to (?:use|reflect|handle|include|support|match|capture|show|display|accept) .*))*[.!]?$`,
  'i',
);

/** `Change the Lesson class`, `Update the staging and production database` */
const classes = new RegExp(
  `^${lead}(?:${adapting}) (?:the |our )?(?:\\w+ ){1,2}(?:class|controller|service|serializer|dto|component|resolver|repository|handler)(?: accordingly| as well| too)?$`,
  'i',
);
const deploys =
  /^(?:please |then |also )?(?:update|migrate|run|apply|deploy|release|roll out)\b.*\b(?:local|dev|development|staging|test|qa|production|prod)(?: (?:database|databases|db|dbs|environment|environments|server|servers))?$/i;

const names = ({ kind, text }: Token): boolean => kind === 'code' || text.includes('_');

/** `… and store dates in UTC`: how values are written. */
const inUtc = /^(?:and )?(?:store|save|keep|treat|handle)\b.* in utc$/i;

/** `Add role casting to User model`, `Add basic role checking methods to …` */
const ofClass = new RegExp(
  `^${lead}(?:add|create|implement|write|define) (?:an? |the |new |basic |some )*(?:[\\w-]+ ){0,3}(?:casting|casts|methods|helpers|accessors|mutators|getters|setters)(?: (?:methods|functions))?(?: (?:to|in|on|for) (?:the |our )?(?:\\w+ ){1,2}(?:model|class|entity)s?)?$`,
  'i',
);

/** `Change the service code to use …` */
const ofCode = new RegExp(
  `^${lead}(?:update|change|adjust|modify|adapt|refactor|rewrite) (?:the |our |all |any )*(?:application|app|backend|server|service|client|frontend|api|orm|java|python)(?: code| logic| layer| queries| side)* (?:to|so that|so it)\\b`,
  'i',
);

/** `Make the write path an upsert (`ON CONFLICT DO UPDATE`)` */
const ofPath =
  /^(?:please |also |and )*(?:make|turn|change|rework|rewrite) (?:the |our |all )*(?:write|read|insert|update|delete|save|upsert|import|sync|retry|query|request)s? (?:path|query|queries|code|handler|handlers|logic|job|statement|statements|flow)\b/i;

/** `Add timezone dropdown list in the settings view` */
const ofWidget = new RegExp(
  `^${lead}(?:add|create|implement|build|include|provide|use) (?:an? |the |new )*(?:[\\w/-]+ ){0,4}(?:drop-?downs?|select(?:or|box)?|picker|inputs?|buttons?|checkbox(?:es)?|modal|dialog|radio buttons?|text ?box|ui component)(?: (?:list|menu|component|field|element|box))?(?: (?:to|in|on|for|into|with|so)\\b.*)?$`,
  'i',
);

/** `update `last_login` upon login`: what is marked there is the column, and no order. */
export const isWrittenByApp = (tokens: readonly Token[]): boolean =>
  [onEvent, ofCode, ofPath].some((form) => form.test(textOf(tokens))) ||
  (!tokens.some(names) && (ofWidget.test(textOf(tokens)) || ofClass.test(textOf(tokens))));

/** Work of the application beside the column: it is told, and asks nothing of the schema. */
export const isAppWork = (tokens: readonly Token[]): boolean => {
  const text = textOf(tokens);
  const work = inUtc.test(text) || adapts.test(text) || classes.test(text) || deploys.test(text);
  return isWrittenByApp(tokens) || (!tokens.some(names) && work);
};
