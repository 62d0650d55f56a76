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

/** What stands below is how things are. */
export const modelShown: readonly string[] = phrases(`
  current | currently | at the moment | today | existing model | existing schema | existing table | right now | looks like | look like | is defined | are defined | defined as | we have | have this | has this |
  our model | my model | here is my | here's my | instead of | before | old | was | were | example | e.g | for instance | something like | similar to | such as | maybe | could look | aktuell | derzeit | actual | actualmente | actuel | actuellement | atual`);
