import { phrases } from './phrases.ts';
import { words } from './words.ts';

/* What is said in front of a schema model: whether it is wanted, or only shown. */

/** Near the head of a sentence: what stands below is wanted. */
export const modelOrders: readonly string[] = [
  ...words.add,
  ...words.create,
  ...phrases('extend | implement | we need | we want | nuevo modelo | neues modell | nouveau modele'),
];

/** What is wanted is of a schema. */
export const modelNouns: readonly string[] = phrases(`
  model | models | entity | entities | schema | table | tables | field | fields | column | columns | class | property | properties | attribute | attributes |
  modell | modelo | modele | entidad | entite | tabelle | tabla | tabela | feld | felder | spalten | campos | champs | colunas | columnas | colonnes`);

/** In a title that says no more: the model below is wanted. */
export const mapperNames: readonly string[] = phrases(`
  prisma | prisma model | prisma schema | django | django model | typeorm | typeorm entity | drizzle | drizzle table | sqlalchemy | sqlalchemy model | sequelize |
  jpa entity | rails migration | knex migration | new model | new entity | new table | data model | db model | database model | model | entity`);

/** What stands below is how things are. */
export const modelShown: readonly string[] = phrases(`
  current | currently | at the moment | today | existing model | existing schema | existing table | right now | looks like | look like | is defined | are defined | defined as | we have | have this | has this |
  our model | my model | here is my | here's my | instead of | before | old | was | were | example | e.g | for instance | something like | similar to | such as | maybe | could look | aktuell | derzeit | actual | actualmente | actuel | actuellement | atual`);

/** In front of a statement of SQL: it is told of, as what was run, what failed, or how to see a fault. */
export const sqlShown: readonly string[] = phrases(`
  reproduce | reproduction | repro | fails | failed | failing | fail | error | errors | i ran | we ran | was run | ran this | ran the | running this | running the | executing | executed | i tried | we tried |
  tried to | i used | we used | i'm using | i am using | we're using | we are using | here's my | here is my | here is the sql i | here's the sql i | these helped | this helped | that helped | worked for me | worked after | works after | worked around | work around | got around | get around | as a workaround | workaround : | fixed it for me | our fork | my fork | script does | script runs | it runs | it executes | it does | generates | generated | produces | produced | results in | output | logs : | log : | the logs | locally | on my machine | in my test | in our tests |
  sample | for example | e.g | for instance | as an example | an example | example of | minimal example | to test | test case | this happens | happens when | when i | when we | if i | if we | after i | after running | before running |
  currently | at the moment | so far | today we | was created | were created | was added | were added | is created by | created by | created with | previous migration | old migration |
  isn't it | isn't more | isn't | wouldn't | shouldn't it | wouldn't it | aren't | don't you | introduced | this commit | regression | culprit | caused by | instead of | breaks | crashes | deadlock | the query | this query | following query | steht | schlagt fehl | falla | echoue | falha`);

/** A short line or heading: the schema below is how it is today. */
export const stageShown: readonly string[] = phrases(`
  current | currently | today | before | existing | now | old | as is | as-is | aktuell | vorher | bisher | heute | actual | actualmente | antes | actuel | actuellement | avant | atual | atualmente`);

/** A short line or heading: the schema below is how it shall be. */
export const stageWished: readonly string[] = phrases(`
  desired | wanted | proposed | proposal | target | expected | after | new schema | new model | new version | new definition | new | updated | should look like | should look like this | should become | shall become |
  should be | to be | to-be | becomes | goal | suggested | gewunscht | nachher | neu | soll | deseado | propuesto | despues | nuevo | souhaite | propose | apres | nouveau | desejado | proposto | depois | novo`);
