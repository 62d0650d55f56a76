/*
 * How much a word speaks for an issue about a program (above 0) or about the data of an application (below), in tenths of the
 * signs of understand/about-program.ts; one weight and its words a line. Fitted by scripts/fit-word-weights.js to issues of
 * public trackers that were labelled for it.
 */

const titleWords = `
  -34 store
  -31 user
  -28 all
  -27 tables
  -23 last posts
  -21 db
  -20 invoice
  -19 and unused
  -18 long settings task
  -17 due keys more
  -16 comment names organization phone tabla
  -15 email id ingredient notes product
  -14 application be la model post projects register users value
  -13 at audit create multi other read registration t tabela
  -12 event jpa message modified products
  -11 add availability backend category datos define favorites null so timestamp we
  -10 adoption basic constraints contact criar crud entities favorite foreign location notification per tax too
  -9 active bookmarks boolean character custom date de deleted details duplicate flag guild ids indexes legacy make notifications replace save session tags usuarios varying
  -8 cannot categories crear crm database high invoices leaderboard level limit line prisma reviews security some state subscriptions supabase tracking url varchar
  -7 actions added causes dates elements length models number require rls role rows same stats string tag track us who
  -6 a access allow chore configuration e functionality have index information lookup preferences profiles registering review status tenant time
  -5 backfill between command customer deletion events every feat field first increase items join login master orders records stock system tabel unique up used want workout
  -4 c change check class code default deprecated enum for form getting gin if indexing integrity inventory item multiple possible postgresql rename spec student this tsvector
  -3 allergies better bookings countries created description enable es instead into made name of perf plural price relationships returns s select should structure than timezone uuid violation
  -2 different entry fail feature float generation group has int numeric saving several split sqlite submission they updated usu
  -1 apply birthday consider delete dev drizzle entity hard implement include integer needs optional ordered performance policies prevent seed server setup tests violates
  1 action as base before breaks build cleanup composite data deleting fix fixes from generate handling input internal keep kit lead need no non once order postgres primary prod reference remove struct text upgrade vdatatable works
  2 able already always auto correctly dashboard doesnt exporting forced format grafana hidden i import leaderboards link linktoanotherrecord listing manage management missing or photo prefix priority properly re refactor relation request required selected slot soft standard stored story the undefined unread with
  3 account addition address attributes being blank cancelled changed component constrained count detected diff duplicates enums failed fails incremental log max modification old our problem properties property regression row sql tab validation will
  4 appointment array available button constraint crashes d dag definition during files found generator improve introspection invalid it moderator password questions reading reports result scans sequence set setting slow spreadsheet statement syntax times unexpected update upgrading uuids why without write
  5 about another auth autogenerate based bug cell checksum conflict creates creation datetime drift each easy example exists failing fields generated getcolumns graphql inserting like list mobile native o policy raw rollback run sequelize storage sync updating using verify was where wrong
  6 airflow can can't clean creating defaults develop display drop endpoints exported ignored insert investigate isn't linked map migrate mysql one out patient sqlalchemy v work working
  7 but changes connections design editor excel existing find grid icon importing my queries sortable to true you
  8 airtable avatar blob connection dataframe detect fk generating handle in key migration option pool produces results right room search shadow sheets unable upload views while
  9 after automigrate current dump edit history image issue jsonb knex load mapping new off options pg resize values
  10 additional any bigquery document file json light mode only profile return running specified that user's
  11 changing crash error filters get google header page production report show test type vs way
  12 an are booking cascade column is question send there types version width
  13 adding calendar columns false incorrect n query use
  14 ability dark endpoint relationship sort toggle
  15 api by empty plugin via
  16 deployment erd how panel
  17 er readme
  18 admin documentation renaming
  19 view
  20 ci doesn't export filter
  21 timestamps
  22 does mongoose
  23 filtering migrations nullable
  24 not
  25 ?
  26 alter on sorting
  28 diagram
  30 csv support
  40 when`;

const firstWords = `
  -24 create
  -17 add
  -16 store
  -15 change
  -14 schema
  -13 db make
  -12 creating foreign
  -11 student
  -10 multi
  -9 define drop t
  -8 criar customer rename task
  -7 as data us
  -6 chore cleanup remove
  -5 edit feat
  -4 adding enable
  -3 allow default seed
  -2 admin design i security
  -1 consider deleting perf rls save set
  1 audit can't column error invalid migrate migration supabase users
  2 cascade incorrect issue row should the use
  3 autogenerate bug dashboard enum field on problem unique user uuid v when
  4 csv mysql new no soft
  5 about automigrate search server
  6 database develop investigate sort
  7 cannot document import timestamps
  8 alter tags unable
  9 how is postgres renaming update
  10 fix question
  11 ability not
  15 support table
  18 sql`;

const bodyWords = `
  -26 varchar
  -25 acceptance tags
  -23 track without
  -22 event rows what
  -21 long main
  -20 module
  -19 logs review should text
  -18 ids needs session that time we
  -17 comments profile their these
  -16 constraints crm entry has high later per stats string think
  -15 done every log parent rating since strategy structure they
  -14 actions bookmark de for got items kept maybe posts thing ui working
  -13 address backfill cascade choose constraint desired detail details email failed group index k labels more nullable seen side status timestamp too who write
  -12 contacts convert crud definition deleted different epic good o provide take tasks user values your zero
  -11 characters creation drizzle favorite fk needed org patient primary product products read references related replace screenshot statistics system tables update
  -10 against category change contact der discuss enough ever fix flow form gen gets give ingredient integrity leaderboard least mark may migration n notes notifications over possible price profiles reports required security sense server split un urgent via want
  -9 about bad booking components edit entity frontend instance just legacy let's metadata participants paths plan put rate records rules show start states stores templates this uniqueness usuario whether
  -8 answers because behind birthdays boolean check e edited favourite flag indexes inputs invoice invoices issue keys let might mod modified pricing quantity save score scores statuses technical them timestamps uid
  -7 access add amount analyst appears approved are at audit came campos char command conflicts crashes customer deletion everything folder free general guidelines guild increase location manage marks named nobody orders overflow past perhaps persistent points post receipts registered risk roles scripts services severity slug snapshot software speed tabla tax top tracking used visible were whole
  -6 across added al alerts as auf avoid belong birthday both break categories charfield creating custom customers due elements enabled evaluate favorites fresh gone handling indexed initial like lookups lot moved notification off optional organizations others own plain plans pro ratings requests rounding several shall so store three under unique unsigned until various view waiting
  -5 action allergies allowed always amounts answer auto basic behavior big blank clean cleanup clients component con contain course currently decimal did directly don't dynamic enhancement enter environments fks functions game great groups hand have having helps host i've id idea label levels links low master moderator modification mongodb most naming number often ones other phone player preferences process que range reason refs registration relevant report repository saved search sms stored student suggested then tracked um unit we're which wide will worked
  -4 activated agent api apply appropriate apps archive article attributes author been belongs below beyond birth block commands composite configuration consistent copy countries created currency documents enforce events flags forum found from gin goals hi hold i'd identity indexing insert inventory java key lead learning limit line live means message metabase method methods model non not phase php pk position prod querying remain remember repo resources scope sem setting shown smoke staff stays threads trying ts tsvector
  -3 analysis annotations best blocked build business cancelled character clause compliance confusing control creates da database db dependencies description explain failing feature features global grid html identified identify isolation issues it know level lookup mariadb members modify need on operations organization packages people person players plus point production provider quando real recently referencing relationship removes screen second simple sistema spec spreadsheet sqlite statement stock stories storing subscriptions tokens total uma una utility well workflows you'd zone
  -2 above adding addition administrators admins all and anonymous application around attached auth bigint bin book box built chain claude com company complains confirmation context converter correct criteria datetime delivery dev document domain duplicates em endpoints examples extend extensions file foreignkey granular graphql handle i'm implemented increment init it's jobs larger leads linux liquibase locally logic login longer made many merge modifications numeric orphan out parsed passes payment performance prevent previous priority proper question r recorded refer referenced renamed retention rio say script service short slot snapshots students sure tag tests textfield through truncated types updatedat verification views way while written yet
  -1 activate active actor analytics available backend behaves blocks bot branch called cases changing checking choosing comes complete completed configure confirmed considered consistency container content createdat datatype datos defined development discussion duplicated easier enable ensure erd exports external finished generation goes hard holds however importing install integration kind kit lets lists local manager matters max md measurement modules multi none numbers ondelete particular path persisted postgis pr prefix prisma queried rejected relations release reviews screenshots sent servers settings similar solution sources sqlalchemy src started strict supposed testing thanks there thoughts to today token two type userid users uses valid validate value vector wish workflow yields
  1 attribute authenticated availability be being board bulk call campo can't chart code collection columns come controller count dates day deleting deployed deprecated detect disable easy entered filled firefox first following foreign four goal idx images indices inserted installed item itself jsonb link logging looks m makes mapped member migrate migrated multiple na native note onetoone options overflows p pages parsing pass persist picture populate postgres precision progress questions raise random readable reading remove removing revoked same scans secondary seems shouldn't sign sometimes specific stay supports those times totals transaction tries unused uploaded usage username usu utc validation varying verify volunteers wanted whatever when whose why windows x
  2 additional allows alternative alternatives an ascending ask asked based becomes behaviour better boot bottom by can causes cells changelog channel clear compose consider country d data delete demo depends deploy descending device displayed editor else emails enforced expression failure formats forms front functionality further gap grafana guide head here icon implement implementation in incremental inserts instead into joins knex leave make manual manytoone matching nem node nullability objects option panel parameters parse present pull python ran rb referential reproducible reproduction reset resolve restrict returned rollback s sales solve sorts sql stripe struct subscription summary sync temp there's unclear updating useful variables window would
  3 according admin after am associated attempt automatic bit body checksum cleaned clicking codes col common completely connections console constrained conversation criar deployment disabled dropped dropping easily el existing expired explicit fail fill followed generating get happen hash hidden imported include information internal keep laravel meet messages miss modal move nested nice noticed npx ok ordering plural populated postgresql prefer prompt properly propose rather really register running runs seem segment send serial setup smaller soft some spring sticky successfully supabase together traceback typeerror uniqueconstraint up us uuid verified was weird wiki
  4 accepted airflow among assign before bookings builder cannot cast city confirm daily ddl decide depend describe docker drift dropdown dumps engine environment exist exporting extension fields fine firstname fixes function getting given happens hello homepage if individual isn't join json lack large left length likely look mandatory map mapping mobile mysql never operating order ordered orphaned page password patch playground pool py raw relation result right se selected sequence set shared sortable stack stage starts statements style terms timestamptz toggle trace typeorm undefined uuids violates weight
  5 ability actual applies array base buttons comment companies correctly date design developer differences doc down draft empty entries enum excel extra f few filters gives interface invalid la lacks last leaves library lines lost management menu missing mode month mssql neither null only overview owner para personal place plugin pre properties public reads removed requirements room says small somewhere staging success super sur than tried turn twice unread upload v variable versions
  6 account again airtable automigrate between browse cell checked condition config conflict create doing download expect force generate generates gorm had help inside las list logged making me migrations models output pg recreate request return seeds select sets shows state table takes target tenant throws ubuntu unexpected updates user's where
  7 adicionar age cause charts checks ci dashboard databases dbt default define dialect diff do double driver end errors fetch field files fkey follow follows happened heading i image int integer ip new parameter part possibly problem readme renaming reported reproduce response role row series sex shadow t though web workouts
  8 able accounts allow already applied b back bigquery bytes case class debug detected doesn't earlier endpoint even exercise false generated headers ignored js latest load match one orm pending platform probably responses run sample schemas scroll searching separate size source specify switch tab use
  9 alter another broken calls changes child django dump ef en exists filtering img input necessary nothing policies potential proposed queries query returns section slow steps suggestion test tool updated
  10 alt any appear click compare dialects er find is name old or original our record refresh relationships showing someone sort step using virtual work y
  11 a adds but cli client contains current docs documentation etc export g import job linked must next no once re recent sorted suggest support supported the version writes you
  12 automatically avatar c cancel exported header height much my results see syntax violation works wrong
  13 column connection enums expected filter go layout mongoose otherwise por rename something storage wants
  14 could drop during info known package policy proposal try with
  15 button calendar duplicate open site story
  16 error
  17 does each fails still
  18 object sorting true wp
  19 csv diagram width
  21 schema
  22 history
  23 example
  24 how
  30 ?`;

export const bias = -1;

/* end of the data */

const read = (where: string, lines: string): (readonly [string, number])[] =>
  lines
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [weight, ...words] = line.trim().split(' ');
      return words.map((word) => [`${where}:${word}`, Number(weight)] as const);
    });

export const weights: ReadonlyMap<string, number> = new Map([
  ...read('title', titleWords),
  ...read('first', firstWords),
  ...read('body', bodyWords),
]);
