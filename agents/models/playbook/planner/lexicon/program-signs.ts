/* What a title and a text say that is about a program, or about this schema after all; see understand/about-program.ts. */

/** Something goes wrong. What a rule forbids (`cannot be negative`) is none. */
export const faults =
  /\b(?:(?:do|does|did|is|are|was|were|has|have|could|would)(?:n[o']t| not|nt)|(?:can(?:no|')t|cannot|unable to) (?!be\b)\w+|(?:seems?|should|does|do) (?:to )?(?:not )?work|one day|not (?:being |getting |properly |correctly )?(?:\w+ing|\w+ed)|fails?|failing|failed|failure|crash\w*|errors?|exceptions?|bug|broken|broke|breaks?|no effect|wrong\w*|incorrect\w*|inappropriately|unexpected\w*|misalign\w*|ignores?|loses|truncated|throws?|returns?|causes?|leads? to|yields|produces|shows|segfaults?|panics?|inconsisten\w*|regression|deadlocks?|hangs|stuck|freez\w*|misleading|omits|glitch\w*|bugg+|struggl\w*|no longer (?:works?|shown|possible)|creates|drops|removes|deletes|overrides|(?:generated|returned|created|given|got) instead of|lack of|treated as|emits|twice|recreated?|every time|race conditions?|conflicts?|issues? (?:with|when|adding|about)|lets|clears|overwrites|problems? (?:with|when|in))\b/i;

/** What a column or a rule of this schema may be the cause of. */
export const schemaFaults =
  /\btoo long\b|\b\d+ char(?:acter)?s?\b|\bnot[- ]null\b|\bnull (?:value|constraint)|\b(?:unique|foreign key) constraint\b|\bdefault value\b|\bduplicates?\b|\bout of range\b|\boverflow\b|\btime ?zones?\b|\bcascad\w*\b|\brelation\b.{0,20}\bexist|\bsoft[- ]delet/i;
export const lengths =
  /\b\d+ char(?:acter)?s?\b|\btoo (?:long|short)\b|\b(?:field|char|character) length\b|\blength\b.{0,12}\d{2,}|\btruncated for column\b/i;

/** Beside a fault, what shall become of the schema. */
export const remedies =
  /\b(?:should|needs? to|solutions?|fix|must|have to|has to|better|could|propos\w+|'d (?:need|have|like)|suggest\w*)\b[^.\n]{0,80}\b(?:chang|alter|convert|mak|switch|increas|widen|add|creat|drop|remov|re-?creat|set|take|allow)\w*\b[^.\n]{0,60}\b(?:columns?|data ?types?|constraints?|foreign keys?|on delete cascade|varchar|timestamp|db limits?|index(?:es)?|nullable)\b|\bschema (?:update|change)|\bdb patch|\bdb column should|\b(?:field|column|data|decimal|integer|numeric) type\b|\bconvert(?:ed)? to (?:long)?text\b|\bshould be (?:an? )?`?(?:text|varchar|decimal|numeric|integer|bigint|uuid|jsonb?|timestamptz?)\b/i;

/** It shall be in the database. */
export const keeps =
  /\b(?:stor|sav|record|persist|log|writ|keep|track)\w*\b.{0,60}\b(?:in|into|to) (?:the |our |a )?(?:data ?base|db)\b|\b(?:add|creat)(?:e|ing)? (?:an? )?(?:new )?(?:database|db) table\b|\ba column to the (?:database|db)\b/i;

/** Tables that shall be made, by their number, their names or as DDL. */
export const schemaWork =
  /\bDDL\b(?! (?:statements?|support|parser|events?|export|auto))|\b(?:creat|add|writ|implement|defin)\w*\b(?: [^\s.]+){0,8}? (?:\d+|these|those|following|initial|two|three|four|five|six|seven|eight) (?:\w+ )?tables\b|\b(?:entities|tables|models)\s*:\s*\w+ ?, ?\w+/i;

/** Models and schema disagree: one of the two shall change. */
export const skews =
  /^(?:fix|align|sync|reconcile|resolve|correct)\b.*\b(?:inconsisten\w+|mismatch\w*|drift|discrepanc\w+|nullability)\b/i;

/** Calls of a mapper's client. */
export const clientCalls = /\bprisma\.\w+\.(?:find|create|update|delete|upsert|aggregate|groupBy)\w*\(/;

/** What a program shall be able to do. */
export const features =
  /^(?:(?:please )?(?:add|adding|need|provide|implement|introduce|feature request|request|feature suggestion)\b:? ?)?(?:an? |the |better |full |native |any |easy )*(?:support|ability|options?|possibility|capability|way|functionality|skill|lint|detector)\b|\bsupport(?:ed)?\b(?! (?:team|staff|tickets?|requests?|agents?))|\b(?:ability|options?|way) (?:to|for)\b|\bshould (?:accept|support|allow|be able|respect|detect|be optional)\b|\b(?:functionality|feature requests?|options?|settings)$|\ban? (?:\w+ )?option\b|^suggestion|\bfeature suggestion\b|^allow (?:for|replacing|using|passing|specifying)\b|\bcapabilit(?:y|ies)\b|\b(?:new|custom) (?:detector|lint|linter|check|metric)s?\b/i;

/** `Set up Postgres`: that there is a database. */
export const setsUp =
  /^(?:set ?up|install|configure|provision|spin up|host|dockeri[sz]e|containeri[sz]e|connect(?: to)?|add|create|integrate|migrate to|move to|switch to)(?: (?:an?|the|our|initial|new|local|hosted|managed))* (?:postgres(?:ql)?|supabase|database|db)(?: (?:database|db|instance|server|connection|client|cluster|locally|docker))*(?:$| (?:to|in|for|with|on|via|using) )/i;

/** `Switch from MySQL to Postgres` */
export const changesEngine =
  /^(?:migrat|mov|switch|port|convert)(?:e|ing|ion)?\b(?: (?!to\b)\w[\w']*){0,5} to (?:the |a )?(?:postgres(?:ql)?|mysql|mariadb|sqlite|sql server|supabase|cockroachdb|planetscale|neon|aurora)\b|\b(?:use|using) postgres(?:ql)? instead of\b/i;

/** Who writes migrations from models; `Generate a migration that …` orders one. */
export const generators =
  /\bmigrations? generat(?:ion|or|ed|es)\b|\bgenerated (?:in |by )?(?:the |a )?(?:migrations?|sql|ddl)\b|(?!^)\bgenerat(?:e|es|ing) (?:the |an? )?(?:\w+ )?migrations?\b/i;

export const documents =
  /\bbest practices?\b|\b(?:add|improve|missing) (?:\w+ ){0,4}guidance\b|\bdefine the (?:word|term)\b|\bguidelines?\b|^examples? (?:of|on|for|how|where)\b|^(?:update|fix|improve|getting started)\b.*\bexample\b|\bwhen to use\b|\bhow[- ]?to\b|\b(?:docs?|documentation|readme|(?:er|entity.relationship|class|database|schema) diagrams?|erd|typos?|tutorial|guide)\b/i;

/** Columns of a page, which its reader sees, hides and drags. */
export const pageColumns =
  /\bcolumns? (?:visibility|chooser|selection|selector|picker|filter\w*|order(?:ing)?|widths?|headers?|panel|settings|configuration|alignment|resiz\w*|dropdown)\b(?! (?:int|integer|bigint|numeric|decimal|real|float|text|varchar|boolean)\b)|\b(?:show|hide|hid|display|toggle|reorder|resize|sort|pin|freeze|drag)\w*(?: (?:or|and) \w+)?(?: \w+)? columns?\b|\bcolumns? (?:are |is )?(?:shown|visible|displayed|selectable|sortable|misalign\w*)\b|\b(?:extra|custom|configurable|sortable) (?:\w+ )?columns? in\b|\b(?:listing|list) columns\b/i;

/** What a program answers, over any table. */
export const interfaces =
  /^(?:rest )?apis?\b(?: end ?points?\b| for\b)|\bapi (?:responses?|reads)\b|^add table (?:aws|azure|gcp|github|oci)_\w+/i;

/** Names that stand for any table or column. */
export const placeholders = /\b(?:foo|baz|my_?table|my_?column|test_?table|testcol\d*)\b/i;

/** Stores of documents; a text that speaks of SQL, too, may mean a move from one to the other. */
export const documentStores = /\b(?:mongo\w*|dynamodb|firestore|joi\.object|rethinkdb)\b/gi;
export const relationalStores = /\b(?:postgres\w*|supabase|mysql|sql|prisma)\b/i;

/** Issues of a program that moved from one tracker to another. */
export const moved =
  /\b(?:issue migrated from|originally (?:created|reported|opened) by|original \[?issue\b.{0,90}created by|converted from)\b/i;

/** A column of a table that is shown, and not kept. */
export const shownTables = /\b(?:to|in|of) the (?:html|web|results?|overview|listing) table\b/i;

/** Somebody wants to learn how to do it. */
export const helps =
  /\b(?:could|can) (?:anyone|anybody|someone|somebody) (?:explain|help|tell|show)\b|\blooking for (?:some |any )?(?:resources|help|advice|pointers|guidance)\b/i;

/** What the schema refused, in the words of a title. */
export const refused = /\b(?:not[- ]null|unique|foreign key|check) constraint (?:violat\w+|failed)\b/i;

/** `Create a page`: something to look at. */
export const newPages =
  /^(?:create|add|build|implement|design) (?:an? )?(?:new )?(?:\w+ ){0,2}(?:page|screen|dashboard|modal)\b/i;

/** Types and schemas of an interface, and what documents say. */
export const otherFormats = /\bxsd\b/i;
export const graphTypes = /\bGraphQL[A-Z]\w+/;
export const saidInDocuments = /\bimprove documentation\b|\bgetting started guide\b/i;

/** To the makers of a library, about what it can do with any schema. */
export const toMakers =
  /\byour (?:library|tool|plugin|package|gem|extension|crate|module|code)\b|\bthis (?:library|package|gem|crate)\b|^add support for\b|\bthe supported (?:types|databases|dialects)\b|\bwarn the user\b|\bissue a warning\b/im;

/** Of other issues alone. */
export const overviews =
  /\b(?:tracking|umbrella|meta) (?:epic|issue|bug)\b|\bthis issue tracks\b|\bepic (?:for|tracking)\b|\blink(?:s|ing) (?:the |all )?(?:backlog|issues|items)\b|\bsee subtasks\b/i;

/** How the code is laid out. */
export const architecture =
  /\b(?:repository|service|data access|persistence|dao|business|orm|abstraction) (?:layer|pattern|class(?:es)?|interface|logic)\b|\b(?:source|singleton|factory|unit of work) pattern\b|\bcontrollers?\b|\bdependency injection\b|\b(?:migration|migrations) (?:system|mechanism|tool|tooling|framework|support|capabilities|library|runner|scripts?|strategy|workflow|skill)\b|\bauto(?:matic(?:ally)?)?[- ]?(?:database )?migrat\w+\b|\b(?:database|db|schema) migrations?(?: (?:with|using|via|in|on|for|to) (?:alembic|flyway|liquibase|prisma|knex|ci|go|node|docker|production)\b|$)|\bcode ?first\b/i;

/** Things of a schema that a title may order. */
export const structures =
  /\b(?:columns?|fields?|tables?|index(?:es)?|indices|constraints?|(?:foreign|primary) keys?|enum|unique\w*|null(?:able)?|defaults?|timestamps?|relationships?|soft[- ]deletes?)\b/i;

/** `db.createTable()`, `--autogenerate`: words of a program. */
export const calls = /\w\(\)|\b\w+(?:\.\w+)+\(|(?:^|\s)--[a-z]|\.[a-z]+[A-Z]\w*\b|<\w+|\b\w+=["']/;

/** The forms of libraries ask for help with them. */
export const offers =
  /willing to (?:submit|resolve|contribute|implement)|would you like to implement|would you be willing|impacted by this issue|happy to (?:help with|submit|open|send) a (?:pr|pull request)|i can work on this|submit a pull request/i;
export const searches =
  /searched (?:the |for |existing |open )*(?:\[?issues|similar)|\bi confirm (?:this is a bug|i have searched)|checked the existing issues|search before asking|find similar issue|stack ?overflow|\bdialects?\b/i;

/** Versions of programs, and what they print when they fail. */
export const versions =
  /\bversions?\b[^\n]{0,30}(?:\n\s*)?\bv?\d+\.\d+|\b(?:node(?:\.js)?|python|java|php|ruby|chrome|firefox|safari|windows|ubuntu|macos|osx)\b[ :*]*v?\d+(?:\.\d+)*|^\s+at [\w.$<>]+ ?\(|Traceback \(most recent|\bFATAL EXCEPTION\b|\b\w+Exception\b/im;

/** Data frames, documents, pages, the clouds' own tables. */
export const foreignCode =
  /\bimport pandas\b|\blibrary\(\w|\bdata[._]frame\(|\bpd\.\w|%>%|\\begin\{|<table[\s>]|<Table\b|\bresource "aws_|^#> /m;

/** Commands of mappers and tools of migrations: beside a fault, what was run to see it. */
export const commands =
  /(?:^|[\s`(])(?:prisma2? (?:migrate|db|generate|init|lift|dev|introspect|format|validate)|lift (?:save|up)|drizzle-kit [a-z]|typeorm (?:migration|schema):|sequelize(?:-cli)? (?:db|migration|model):|knex (?:migrate|seed)\b|alembic (?:upgrade|downgrade|revision|stamp|check)|flask db [a-z]|mix ecto\.|artisan [a-z]|rake [a-z]|rails (?:db:|g(?:enerate)? )|manage\.py [a-z]|makemigrations|dotnet ef|update-database|add-migration|automigrate|diesel (?:migration|setup|print-schema) ?(?:run|redo|generate|revert)?\b|sqlx (?:migrate|prepare)|flyway (?:migrate|repair|clean|validate|baseline)\b|liquibase (?:update|diff|rollback)|supabase (?:db|migration) [a-z]|yo jhipster|jhipster [a-z]+[: ]|atlas (?:schema|migrate) )/im;

/** The trackers of frameworks ask for their versions. */
export const toolForms =
  /^(?:#+|[-*]) \**(?:what version of )?`?(?:laravel|rails|ruby on rails|activerecord|django|prisma|drizzle(?:-orm|-kit)?|typeorm|sequelize|knex|mikroorm|ecto|ef core|efcore|gorm|hibernate|sqlalchemy|alembic|diesel|exposed|liquibase|flyway)`? version\b/im;

/** A program that can be run as it stands, to see a fault. */
export const wholePrograms =
  /\bUse(?:SqlServer|Npgsql|Sqlite|MySql|InMemoryDatabase)\(|\bOnConfiguring\b|\bcreate_engine\(|\bnew (?:Sequelize|DataSource|PrismaClient)\(|\bMikroORM\.init\(|\bgorm\.Open\(|\bestablish_connection\b|\bbundler\/inline\b/;
