import { phrases } from './phrases.ts';

/* What the head of a column says in a table of columns. Folded; one role a line. */

export type Role =
  | 'table'
  | 'name'
  | 'type'
  | 'nullable'
  | 'required'
  | 'default'
  | 'unique'
  | 'key'
  | 'primary'
  | 'references'
  | 'constraints'
  | 'notes'
  | 'oldType'
  | 'newType'
  | 'oldName'
  | 'newName'
  | 'columns'
  | 'value';

const roles: Readonly<Record<Role, string>> = {
  table:
    'table | tables | table name | model | entity | tabelle | tabla | tabela | entidad | entite | modelo | modell',
  name: `column | field | name | attribute | property | column name | field name | attribute name | property name | spalte | feld | spaltenname | feldname | columna | campo | atributo | nombre |
    colonne | champ | nom | attribut | coluna | nome`,
  type: 'type | data type | datatype | column type | sql type | db type | postgres type | typ | datentyp | tipo | tipo de dato | tipo de dados | type de donnee | type de donnees',
  nullable:
    'null | nullable | is null | allow null | allows null | nulls | optional | nulo | nulle | opcional | optionnel | darf null sein',
  required:
    'required | mandatory | not null | notnull | pflicht | pflichtfeld | obligatorio | obligatoria | requerido | obligatoire | requis | obrigatorio | erforderlich | req',
  default:
    'default | default value | defaults | standard | standardwert | vorgabe | por defecto | valor por defecto | predeterminado | defaut | par defaut | valeur par defaut | padrao | valor padrao | predefinido',
  unique: 'unique | uniq | eindeutig | unico | unica',
  key: 'key | keys | index | schlussel | clave | llave | cle | chave | indice',
  primary: 'pk | primary | primary key | primarschlussel | clave primaria | cle primaire | chave primaria',
  references:
    'fk | foreign key | references | reference | ref | refers to | relation | fremdschlussel | verweis | referencia | clave foranea | cle etrangere | chave estrangeira',
  constraints:
    'constraint | constraints | modifier | modifiers | attributes | extra | extras | rules | options | details | properties | einschrankungen | restricciones | contraintes | restricoes | detalles | detalhes',
  notes:
    'description | note | notes | comment | comments | purpose | remark | remarks | meaning | explanation | example | examples | info | usage | used for | why | reason | beschreibung | bemerkung | hinweis | beispiel | zweck | descripcion | comentario | ejemplo | commentaire | exemple | descricao | exemplo | notas',
  oldType:
    'current type | old type | from type | existing type | type today | today | before | current | from | alter typ | bisher',
  newType:
    'new type | target type | desired type | proposed type | to type | after | new | proposed | to | target | desired | neuer typ | neu',
  oldName:
    'old name | current name | old table | current table | old table name | original name | old column | current column | old | name today | alter name',
  newName:
    'new name | new table | new table name | replace | replace with | replacement | new column | renamed to | rename to | should be | becomes | neuer name',
  columns:
    'columns | column s | fields | on columns | index columns | indexed columns | spalten | columnas | colonnes | colunas',
  value:
    'value | values | status | state | option | allowed value | key value | wert | valor | valeur | code | label',
};

const byWord: ReadonlyMap<string, Role> = new Map(
  (Object.entries(roles) as [Role, string][]).flatMap(([role, words]) =>
    phrases(words.replace(/\s*\n\s*/g, ' ')).map((word): [string, Role] => [word, role]),
  ),
);

export const roleOf = (word: string): Role | undefined => byWord.get(word);

export const yesMarks: ReadonlySet<string> = new Set(
  phrases(
    'yes | y | true | ✅ | ✔ | ✔️ | ☑ | ☑️ | x | ✓ | ja | j | si | oui | sim | s | required | mandatory | pflicht | 1 | t | not null',
  ),
);
export const noMarks: ReadonlySet<string> = new Set(
  phrases(
    'no | n | false | ❌ | ✗ | ✘ | ✖ | ✖️ | ☐ | nein | non | nao | optional | 0 | f | - | – | — | null | nullable',
  ),
);
/** Of a cell that says nothing. */
export const emptyMarks: ReadonlySet<string> = new Set([
  '',
  '-',
  '–',
  '—',
  '/',
  'n/a',
  'na',
  'none',
  'null',
  '…',
]);
