/** A sentence that has been folded: lower-case accents are gone, marked names stand as they were. */
export type Rewrite = readonly [pattern: RegExp, replacement: string];

/** An issue, or what it is in English. */
export interface Text {
  readonly title: string;
  readonly body: string;
}

export interface Language {
  /** Words by which a text of this language is told from others; letters with accents are folded. */
  readonly signs: ReadonlySet<string>;
  /** Its orders end with the verb. */
  readonly verbLast?: true;
  /** Letters whose accent decides, before accents are folded. */
  readonly accents: readonly Rewrite[];
  /** Word order, before the words are translated. */
  readonly before: readonly Rewrite[];
  /** Phrases and what they are in English; the longest that matches wins. */
  readonly phrases: ReadonlyMap<string, string>;
  /** Word order of what is English by then. */
  readonly after: readonly Rewrite[];
}

/** One `phrase | phrase = English` a line. */
export const dictionary = (lines: string): ReadonlyMap<string, string> =>
  new Map(
    lines
      .split('\n')
      .filter((line) => line.includes('='))
      .flatMap((line) => {
        const [phrases = '', english = ''] = line.split('=');
        return phrases.split('|').map((phrase) => [phrase.trim(), english.trim()] as const);
      }),
  );

export const signs = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

const types =
  'integer|text|boolean|bigint|smallint|numeric|decimal|date|uuid|timestamp|timestamptz|jsonb|varchar|string|float';
const adjectives = `optional|required|mandatory|nullable|unique|composite|partial|${types}`;

/** Adjectives and types that stand behind their noun, in the languages where they do. */
export const behindNoun: readonly Rewrite[] = [
  [
    new RegExp(
      `\\b(an?|new|following) (columns?|fields?) (?:of the type|of type|type|of|in) (${types})\\b`,
      'gi',
    ),
    '$1 $3 $2',
  ],
  [new RegExp(`\\b(an?|new) (column|field|index|constraint) (${adjectives})\\b`, 'gi'), '$1 $3 $2'],
  [/\b(index|constraint)(?:es|s)? (unique|composite|partial)\b/gi, '$2 $1'],
  [/\b(table|column|field|index) (new|existing|current)\b/gi, '$2 $1'],
  [/\b(columns?|fields?|tables?) following\b/gi, 'following $1'],
  // `campo de email`: of which column they speak.
  [/\b(add (?:the |an? |new )*column) of (?=\S+ (?:to|in|on|at)\b)/gi, '$1 '],
];

/** What every language comes to in the end. */
export const everywhere: readonly Rewrite[] = [
  [/ {2,}/g, ' '],
  [/ ([,.;:!?)])/g, '$1'],
  [new RegExp(`\\b(?:of|from) (${types}) (?:on|to|in|by|as|into) (?=${types})`, 'gi'), 'from $1 to '],
  [/\b(rename\b(?![^,;]* to )[^,;]*) (?:in|on|as|into|for|by) ([^\s,]+)(?=$|,)/gi, '$1 to $2'],
  [
    /\b((?:set|change)\b[^,;]*\bdefault(?: value)?\b[^,;]*) (?:on|in|for|by|as|into) (\S+)(?=$|,| instead)/gi,
    '$1 to $2',
  ],
  [/\b(default(?: value)?\b.* (?:be|to) \S+) instead of \S+(?=$|,)/gi, '$1'],
  [/^(.* to be|.* be|.* to) (\S+) instead of (?:the )?current \S+$/i, '$1 $2'],
  [/^the default(?: value)? must be /i, 'the default should be '],
  [new RegExp(`\\b(change\\b[^,;]*) (?:on|in|for|by|as|into) (?=(?:${types})\\b)`, 'gi'), '$1 to '],
  [
    /\b(?:add|set) (?:the |a )?comment (\uE000\d+\uE001) (?:to|for|on|in|at) (?:the )?(.+)$/gi,
    'add a comment to $2: $1',
  ],
  [/\ballowed values(?=\s+[^:\sai(])/gi, 'allowed values:'],
  [/\b(?:must|should|shall|may) not be (?=(?:required|mandatory)\b)/gi, 'no longer needs to be '],
  [/^(please )?(?:set|make) an? (?=(?:unique|check|foreign|index|constraint)\b)/i, '$1add a '],
  [/\bindex (?:in|of|for) (?=\S)/gi, 'index on '],
  [/^((?:can you|can we|please) .*?) please (?=\S)/i, '$1 '],
  [/^(please )?(add|create|drop|rename|change) of (?=(?:the|an?)\b)/i, '$1$2 '],
  [/\bcolumn for (?:the |an? )?[\p{L} ]+: (?=\uE000)/giu, 'column '],
  // `en la tabla de usuarios`: the table that is called so.
  [/\b((?:to|in|from|on|into) (?:the )?(?:table|model|entity)) of (?:the )?(?=[^\s,.]+(?:[.,]|$))/gi, '$1 '],
  [/\bthe the\b/gi, 'the'],
  [/\ban? an?\b/gi, 'a'],
  [/\ba (?=[aeio]\w)/g, 'an '],
];

const nouns = `
  task: aufgabe aufgaben tarea tareas tache taches tarefa tarefas
  user: benutzer nutzer anwender usuario usuarios utilisateur utilisateurs usuarios
  profile: profil profile profils perfil perfiles perfis
  category: kategorie kategorien categoria categorias categorie categories
  order: bestellung bestellungen auftrag auftrage pedido pedidos commande commandes
  customer: kunde kunden cliente clientes client clients
  product: produkt produkte producto productos produit produits produto produtos
  project: projekt projekte proyecto proyectos projet projets projeto projetos
  comment: kommentare comentarios commentaires
  invoice: rechnung rechnungen factura facturas facture factures fatura faturas
  payment: zahlung zahlungen pago pagos paiement paiements pagamento pagamentos
  article: artikel articulo articulos articles artigo artigos
  employee: mitarbeiter empleado empleados employe employes funcionario funcionarios
  company: firma unternehmen empresa empresas entreprise entreprises
  book: buch bucher libro libros livre livres livro livros
  course: kurs kurse curso cursos cours
  message: nachricht nachrichten mensaje mensajes mensagem mensagens
  event: veranstaltung veranstaltungen evento eventos evenement evenements
  tag: schlagwort schlagworter etiqueta etiquetas etiquette etiquettes`;

/** What the tables of many schemas are of, by its word in other languages. */
export const things: ReadonlyMap<string, string> = new Map(
  nouns
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [english = '', words = ''] = line.split(':');
      return words
        .trim()
        .split(' ')
        .map((word) => [word, english.trim()] as const);
    }),
);
