import { phrases } from './phrases.ts';

/* Words around a new table in a ticket: `Define and implement the badges table schema and migration`. */

const set = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** In front of the verb of an order. */
export const designLeads: readonly string[] = phrases(`
  please | we need to | we should | we must | we have to | i need to | need to | needs to | must | should | we want to | i want to | i want | we want | we will need to | task : | title : | todo : |
  db : | database : | backend : | be : | so | also | then | first | - | the developer must | the goal is to | goal is to | goal : | objective : | to | you should | we'll need to | we are going to | we will`);

export const designVerbs: ReadonlySet<string> = set(`
  create creating creation created add adding define defining defined design designing implement implementing build building introduce make making need want model write draft draw generate set prepare develop
  crear crea creacion definir disenar agregar anadir implementar modelar criar crie cria criacao desenhar adicionar creer cree creation ajouter erstellen erstelle anlegen entwerfen`);

/** Between the verb and the name they say nothing that the table has. */
export const designLight: ReadonlySet<string> = set(`
  the a an new our basic simple initial proper following own separate dedicated up of dedicated necessary required needed corresponding first core main single another following's and & 's
  el la los las una un uno o a os as uma um le les l der die das eine ein neue nueva nuevo nova novo de des
  database db sql postgres postgresql supabase drizzle prisma sqlalchemy django orm eloquent typeorm sequelize jpa ecto backend alembic rails laravel relational`);

/** What a table is called in the code that uses it. */
export const designNouns: ReadonlySet<string> = set(
  'table model entity schema tabla tabela tabelle modelo modele modell entidad entidade entite esquema',
);
export const tableNouns: ReadonlySet<string> = set('table tabla tabela tabelle');

/** Behind or in front of the name: what is made for the table, too. */
export const designParts: ReadonlySet<string> = set(
  'table model entity schema tabla tabela tabelle modelo modele modell entidad entidade entite esquema migration migrations definition structure class script scripts file files database db sql orm drizzle prisma sqlalchemy django alembic postgres postgresql supabase ddl object',
);
export const designJoints: ReadonlySet<string> = set(
  'and & + / , its the a an with for of to add create corresponding',
);

/** Tables of other things than databases, by the word in front. */
export const otherTables: ReadonlySet<string> = set(`
  hash routing route forwarding fib symbol jump page truth html latex markdown md periodic component components dispatch virtual vtable descriptor translation neighbor neighbour arp dns partition decision comparison summary
  league loot pivot react vue angular ant mui bootstrap responsive sortable times multiplication results pricing contents content dining pool interrupt vector  look lookup-free distributed
  word css tailwind flex grid frozen nat mac ip iptables character ascii unicode parse parsing goto lookahead transposition opening zobrist`);

/** Where the columns are said: `Columns: …`, `Campos: …`. */
export const columnLabels: ReadonlySet<string> = set(`
  columns fields attributes properties schema description parameters structure field column columnas campos colunas atributos spalten felder champs colonnes attributs contains data`);

/** Words that a column of several words may have between them. */
export const innerWords: ReadonlySet<string> = set('of');

/** Between an order and its columns. */
export const havingWords: ReadonlySet<string> = set(
  'with having containing contains contain including includes include has have that which storing stores columns fields attributes properties: uses should com con avec mit contendo incluyendo colunas columnas campos colonnes champs spalten feldern',
);

/** What stands above lists and is no table. */
export const notSections: ReadonlySet<string> = set(`
  id name email
  tables table tablas tabelas models entities schema database request response body payload params query props state headers input output inputs outputs example examples note notes options
  get post put patch delete frontend backend api ui ux overview goal goals objective tasks todo requirements acceptance criteria description context scope summary files steps details features feature
  relations relationships relationship associations indexes indices constraints constraint enums enum rules validation validations permissions columns fields migration migrations seed seeds testing tests docs
  specification specifications definition definitions design details detail structure
  title type priority status labels epic story estimate dependencies environment browser version os device config settings-page import export endpoints endpoint routes screens pages page buttons
  include includes including required optional objectives goals purpose who what why when where how benefits impact motivation background problem solution proposal alternatives checklist deliverables references links`);
