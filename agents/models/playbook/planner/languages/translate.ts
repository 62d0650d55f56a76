import { retracts } from '../lexicon/elsewhere-words.ts';
import { escaped } from '../text/names-whole.ts';
import { fold } from '../text/tokens.ts';
import { everywhere, type Language, type Rewrite, type Text, things } from './language.ts';
import { languages } from './languages.ts';

export interface Translation extends Text {
  /** What a sentence was before, by what it has become. */
  readonly originals: ReadonlyMap<string, string>;
  /** What orders nothing. */
  readonly told: readonly string[];
}

const english = new Set(
  'the to is and of for in add column table should with this we it that be are on not need when as by from have can will default must rename drop make set create please values an allow'.split(
    ' ',
  ),
);
/** SQL is of no language. */
const clauses = /\bon delete (?:cascade|set null|restrict)\b|\bnot null\b/gi;
const englishIn = (words: readonly string[], { verbLast }: Language): number =>
  words.filter((word) => english.has(word) && !(verbLast && word === 'in')).length;
const fewest = 2;
const fewestDistinct = 2;
/** Signs that English has, too: `Why do no rows show` is no Portuguese. */
const shared = new Set(
  'do no as die is es en pour sur table par lieu des com um a e o se mas mais que on ser'.split(' '),
);

const wordsIn = (text: string): readonly string[] => fold(text).match(/[\p{L}']+/gu) ?? [];

function languageOf(text: string): Language | undefined {
  const said = text.replace(/```[\s\S]*?```|`[^`\n]*`|^\s*\[[^\]\n]*\]/g, ' ').replace(clauses, ' ');
  const words = wordsIn(said);
  const count = (signs: ReadonlySet<string>): number => words.filter((word) => signs.has(word)).length;
  const distinct = (signs: ReadonlySet<string>): number =>
    new Set(words.filter((word) => signs.has(word))).size;
  const last = languages.find((language) => ordersLast(words, language));
  if (last) return last;
  const [best] = languages
    .map((language) => ({ language, hits: count(language.signs) }))
    .sort((a, b) => b.hits - a.hits);
  if (!best || best.hits <= englishIn(words, best.language)) return undefined;
  const alone = count(english) === 0 && words.length <= mostOfOrder + 2;
  const own = words.some((word) => best.language.signs.has(word) && !shared.has(word));
  const most = languages.every((one) => one === best.language || count(one.signs) < best.hits);
  const sure =
    (best.hits >= fewest && distinct(best.language.signs) >= fewestDistinct) || (alone && own && most);
  return sure || ordersShortly(words, best.language) ? best.language : undefined;
}

const mostOfOrder = 8;
const englishVerbs = /^(?:add|create|remove|rename|change)$/;
/** `Adicionar CANCELADA em StatusReserva`: the verb that it begins with is of no other language. */
function ordersShortly(words: readonly string[], language: Language): boolean {
  const [verb = '', ...rest] = words;
  const orders = (one: Language): boolean =>
    /^(?:add|create|drop|remove|rename|change)\b/.test(one.phrases.get(verb) ?? '');
  return (
    !englishVerbs.test(verb) &&
    rest.length > 0 &&
    rest.length < mostOfOrder &&
    orders(language) &&
    !rest.some((word) => english.has(word)) &&
    languages.every(
      (one) => one === language || !orders(one) || rest.some((word) => language.signs.has(word)),
    )
  );
}

const ordering = /^(?:add|create|drop|rename|change|set|enable|convert|make)$/;
/** `old_url aus attachments entfernen`: in German the verb stands last. */
function ordersLast(words: readonly string[], language: Language): boolean {
  const verb = words.at(-1) ?? '';
  return (
    language.verbLast === true &&
    words.length > 2 &&
    words.length <= mostOfOrder + 2 &&
    /en$/.test(verb) &&
    ordering.test(language.phrases.get(verb) ?? '') &&
    !words.some((word) => englishVerbs.test(word))
  );
}

const foreign = new Set(languages.flatMap(({ signs }) => [...signs]).filter((sign) => !shared.has(sign)));
/** Cheap: asked of every line of every English text. */
const mayBeForeign = (text: string): boolean =>
  (text.toLowerCase().match(/[\p{L}']+/gu) ?? []).some((word) => foreign.has(word) || /[^a-z']/.test(word));

/** The language of one sentence of an English text. */
function amongEnglish(text: string): Language | undefined {
  if (!mayBeForeign(text)) return undefined;
  const language = languageOf(text);
  const words = wordsIn(text);
  return words.some((word) => language?.signs.has(word) && !shared.has(word)) ? language : undefined;
}

/** The language of a sentence, where it is plainly not the one of the text. */
function spokenIn(text: string, usual: Language | undefined): Language | undefined {
  if (!usual) return amongEnglish(text);
  const words = wordsIn(text.replace(/`[^`\n]*`/g, ' '));
  const hits = ({ signs }: Language): number => words.filter((word) => signs.has(word)).length;
  const ofEnglish = words.filter((word) => english.has(word)).length;
  return (
    languages.find(
      (one) =>
        hits(one) > hits(usual) &&
        hits(one) > ofEnglish &&
        languages.every((other) => hits(one) >= hits(other)),
    ) ?? usual
  );
}

/** Also a sentence of English may stand in a text of another language. */
function isOf(language: Language, text: string): boolean {
  const words = wordsIn(text.replace(clauses, ' '));
  const hits = words.filter((word) => language.signs.has(word)).length;
  return hits > 0 && hits > englishIn(words, language);
}

const finders = new Map<Language, RegExp>();
function finderOf(language: Language): RegExp {
  const known = finders.get(language);
  if (known) return known;
  const phrases = [...language.phrases.keys()].sort((a, b) => b.length - a.length).map(escaped);
  const finder = new RegExp(
    `(?<![\\p{L}\\p{N}_.-])(?:${phrases.join('|')})(?![\\p{L}\\p{N}_-]|\\.\\p{L})`,
    'giu',
  );
  finders.set(language, finder);
  return finder;
}

const rewritten = (text: string, rules: readonly Rewrite[]): string =>
  rules.reduce((said, [pattern, replacement]) => said.replace(pattern, replacement), text);

/** What is marked, and paths and names with an underscore, stay as they are. */
const marked =
  /`[^`\n]+`|"[^"\n]{1,200}"|“[^”\n]{1,200}”|«\s?[^»\n]{1,200}?\s?»|„[^“”\n]{1,200}[“”]|(?<![\p{L}\p{N}])['‘][^'’\n]{1,80}['’](?![\p{L}\p{N}])|[\p{L}\p{N}$]*_[\p{L}\p{N}_$]*(?:\.[\p{L}\p{N}_$]+)*|[\p{L}][\p{L}\p{N}_$]*\.[\p{L}_][\p{L}\p{N}_$]*/gu;
const place = /\uE000(\d+)\uE001/g;

const unaccented = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss');

/** Behind the word column, and as the first word of a line with a colon, a word is a name, whatever it means. */
const names =
  /(?<=\b(?:spalte|feld|columna|colonne|coluna)\s+)(?!(?:de|del|da|do|fur|auf|in|an|zu|zur|von|mit|sur|pour|dans|en|em|na|no|para|para|por|con|avec|com|como|comme|als|que|qui|unica|unico|opcional|obligatoria|obligatorio|obrigatoria|obrigatorio|obligatoire|requerida|requerido|requise|requis|nullable|not|llamada|llamado|nommee|chamada|namens|vom|der|die|des|tipo|type|is|muss|soll|darf|sollte|umbenennen|loschen|hinzufugen|andern|anlegen|entfernen|fehlt|y|e|et|und|la|le|el|o|a|debe|deberia|doit|devrait|deve|deveria|no|ne|nao|booleana|booleano|booleenne|entera|texto|texte|nueva|nova|manquante?|faltante)\b)\p{L}[\p{L}\p{N}]*/giu;

/** `renomear … para tipo Avaliacao na tabela …`: what it shall be called, whatever the words mean. */
const newName =
  /(?<=\b(?:umbenenn|renombr|renomm|renome|nome |nombre |llamarse|appeler)\p{L}*\b[^,;]*\s(?:para|a|en|zu|nach|in|como)\s+)(?!(?:la|el|los|las|le|les|o|os|as|der|die|das|den|dem|tabla|tabela|table|tabelle|campo|coluna|columna|champ|colonne|spalte|feld)\b)\p{L}[\p{L}\p{N}]*(?: \p{L}[\p{L}\p{N}]*)?(?=\s*$|\s+(?:na|no|em|en|dans|bei|umbenenn))/giu;

/** `champ date de naissance`, `nome da mãe`: a name of several words. */
const longNames =
  /((?<=\b(?:spalte|feld|columna|colonne|coluna|campo|champ) )\p{L}{3,}|\b(?:fecha|hora|data|date|nome|nombre|nom|numero|codigo|code|lugar|lieu|local|adresse|direccion)) (de|d'|do|da|del|du) ?(?!(?:la|le|el|los|las|les|tipo|type|texto|tabla|table|tabela|columna|colonne|coluna|campo|champ|datos|dados|donnees)\b)(\p{L}{3,})(?=\s+(?:dans|en|na|no|em|al|ao|a|to_|to_the_|au|sur|pour|para|y|e|et|is|debe|deve|doit)(?![\p{L}])|\s*$|\s*[,.;(])/giu;

const word = '[\\p{L}\\p{N}-]+';
const joint = '\\s*(?:,|\\s(?:y|e|et|und|o|ou|oder)\\s)\\s*';
/** `los valores nuevo, usado y roto`: values are kept as they are. */
const item = `${word}(?![\\p{L}\\p{N}-])(?!\\s+(?!(?:y|e|et|und|o|ou|oder)\\s)\\p{L})`;
const valueList = new RegExp(
  `(?<=\\b(?:valores|werte|werten|valeurs|enum)(?: (?:permitidos|posibles|possiveis|validos|possibles|autorisees|permises))?(?: sind| son| sont)?\\s*[:(]?\\s*)${item}(?:${joint}${item})+`,
  'giu',
);
const bracketed = new RegExp(`(?<=\\()${word}(?:${joint}${word})+(?=\\))`, 'gu');
const defaulted =
  /(?<=\b(?:por defecto|predeterminado|par defaut|padrao|standard|standardwert|vorgabe)\s*[:=]?\s+)(?!(?:de|del|da|do|der|des|von|fur|en|em|na|no|auf|para|pour|con|com|avec|mit|y|e|et|und|a|o|la|le|el|os|as|nulo|nula|vacio|leer|null|falso|verdadero|faux|vrai|falsch|wahr|nein|ja|verdadeiro|es|ist|est|is|muss|soll|sollte|debe|deberia|deve|deveria|doit|devrait|actual|opcional|obligatorio|obligatoria|unico|setzen|andern|sur|to_)\b)\p{L}+/giu;
const words = new RegExp(word, 'gu');

/** Values in brackets, unless the words there say what a column is. */
const isValues = (list: string, language: Language): boolean => {
  const said = list.toLowerCase().match(words) ?? [];
  const types = /^(?:text|integer|numeric|boolean|date|timestamptz)$/;
  return (
    !types.test(language.phrases.get(said[0] ?? '') ?? said[0] ?? '') &&
    said.some((one) => !language.phrases.has(one) && !joints.has(one) && !known.test(one))
  );
};
const joints = new Set('y e et und o ou oder'.split(' '));
const known =
  /^(?:\d.*|null|not|now|unique|default|integer|int|bigint|text|varchar|boolean|bool|date|timestamptz|timestamp|uuid|jsonb|json|numeric|pk|fk|smallint|serial|decimal|float|cascade|index|true|false)$/;

/** An article or a preposition with nothing behind it is none: `(es, en, fr)`. */
const small = new Set('the a in of is to and or for with on per as from that if not'.split(' '));

/** `fecha date`: a column by its name in the language, and its type. */
const typedDates =
  /\b(fecha|data|datum|hora|heure|uhrzeit)\s+(date|datetime|time|timestamp|timestamptz)\b/giu;

function sentence(given: string, language: Language, isTable: (word: string) => boolean): string {
  const spans: string[] = [];
  const keep = (span: string): string => `\uE000${spans.push(span) - 1}\uE001`;
  const masked = unaccented(rewritten(given.replace(marked, keep), language.accents))
    .replace(typedDates, (_, name: string, type: string) => `${keep(`\`${name}\``)} ${type}`)
    .replace(longNames, (all, first: string, joint: string, last: string) =>
      things.has(last.toLowerCase()) || isTable(last)
        ? all
        : keep(`${first}_${/^d[oa]$/i.test(joint) ? joint : 'de'}_${last}`.toLowerCase()),
    )
    .replace(newName, keep)
    .replace(names, keep)
    .replace(defaulted, keep)
    .replace(valueList, (list) => list.replace(words, (one) => (joints.has(one) ? one : keep(one))))
    .replace(bracketed, (list) =>
      isValues(list, language) ? list.replace(words, (one) => (joints.has(one) ? one : keep(one))) : list,
    );
  const ordered = rewritten(masked.trim(), language.before);
  const english = ordered.replace(finderOf(language), (phrase, at: number) => {
    const said = language.phrases.get(phrase.toLowerCase()) ?? phrase;
    const behind = ordered.slice(at + phrase.length);
    const alone =
      /^\s*(?:[,)]|$|(?:y|e|et|und|o|ou|oder)\s)/i.test(behind) && small.has(said) && said !== 'with';
    return alone && !/\s/.test(phrase) ? phrase : said;
  });
  return rewritten(rewritten(english, language.after), everywhere).replace(
    place,
    (_, index: string) => spans[Number(index)] ?? '',
  );
}

const ofDatabase =
  /[`"„«]|\w_\w|\b[a-z]\w+\.[a-z]\w|\b(?:columns?|tables?|entity|index|constraint|key|type|default|optional|required|unique|nulls?|values|enum|integer|text|boolean|between|at most|at least|non-negative|numeric|decimal|varchar|bigint|smallint|jsonb|timestamptz|citext|fk|references|on delete|is deleted|button|page|screen|toggle|menu|dark mode|extension|rows)\b/i;
const plurals = (noun: string): readonly string[] => [
  `${noun}s`,
  noun.replace(/y$/, 'ies'),
  `${noun.replace(/y$/, 'ie')}s`,
  noun,
];
/** `las tareas`, where the schema has tasks. */
const withTables = (english: string, isTable: (word: string) => boolean): string =>
  english.replace(
    /(?<=\b(?:the|of|tables?|when an?|its|each|in|from|for|on) )(?<!\bto the )(?<![\p{L}\p{N}_."`'„«-])\p{L}+(?![\p{L}\p{N}_."`'“»-])/gu,
    (word) => {
      const noun = things.get(word.toLowerCase());
      return noun === undefined || isTable(word) ? word : plurals(noun).find(isTable) ? noun : word;
    },
  );

/** `Bitte entfernen`: what was spoken of before. */
const bare = /^(?:please )?drop(?: please)?$/i;
/** What may order something, or take something back, in a sentence that speaks of nothing here. */
const weighs =
  /\b(?:but|not|never|no|none|only|except|drop|add|create|rename|change|set|make|allow|increase|all|instead|later|maybe|if|when|after|before|until|without|or|also|can you|can we|should we|please)\b|\?$/i;
const steps =
  /^(?:schritte|so reproduzierbar|reproduktion|pasos|para reproducir|etapes|pour reproduire|passos|para reproduzir)\b[^:]*:/i;

const lines =
  /^(\s*(?:(?:feat|fix|chore|refactor|perf|docs|build|test|style|ci|db)(?:\([^)\n]*\))?!?:\s+|#{1,6}\s+|[-*+•]\s+(?:\[[ xX]\]\s+)?|-(?=\p{L})|\d{1,3}[.)]\s+|>\s?)?(?:\*\*)?)(.*)$/u;
/** `**Como** desenvolvedor,`: who wants it. */
const role = /^\s*[-*]?\s*(?:como|en tant qu[e']|als)\s[\p{L} '-]{2,40},\s*$/iu;
const wholeBold = /^\s*(?:[-*+] )?\*\*[^*]+\*\*\s*:?\s*$/;
const numbered = /^\s*(?:\d{1,3}[.)]|[-*+•])\s/;
const sentences = /(?<=[.!?;])(?<!\b(?:z\.B|bzw|ca|max|min|p\.ej|etc|ej|ex)\.)\s+/u;

/** `Criar `db/rating.ts` com a tabela …`: where the code will stand. */
const inFile = /`[^`\s]*\.(?:ts|js|py|rb|php|sql|prisma)`\s+(?:com|con|avec|mit)\s+/i;
const polite =
  /^(?:(?:bitte|hola|hallo|bonjour|ola),? )?(?:kannst|konnt|konnen|konnten|konnte|puede|podri|podemos|pueden|es posible|seria posible|pouvez|pourri|peux|peut-on|serait-il|est-il possible|pode|poderia|e possivel|seria possivel)/i;
/** What has columns and is no table. */
const elsewhere =
  /\b(?:export|csv-export|exportacion|exportacao|exportar|bericht|report|informe|reporte|rapport|relatorio|excel|tabellenansicht|ubersicht)\b/i;

/** A verb that no rule of word order brought to the head: as it was written, it is asked about. */
const stranded =
  /[^\s,] (?<!\b(?:to|not|please|we|must|should|you|and|may) )(?:add|create|drop|rename|change)(?=$|[,:])/i;

/** `Crear tabla de comentarios` above `Crear la tabla comments`: says in words what the body says by name. */
const inWords =
  /^(?:please )?(?:add|create|new)\b[^`"_]*?\b(?:columns?|fields?|tables?|index) (?:of|for|with|des) [^`"_]*$/i;
const bareTitle =
  /^(?:please )?(?:add|create|drop|rename|change|make|increase|set)\s(?:(?:an?|the|new|unique|composite|unused|missing) )*(?:columns?|tables?|index|default(?: value)?|type|data type|(?:check |unique )?constraint|foreign key|comment|name|length)(?: (?:of|on|in|for|to) (?:the|an?) (?:columns?|tables?))?$/i;
const orderedThere =
  /\b(?:add|create|drop|rename|change|set|make|increase|must|should)\b[^.]*(?:`|\w_\w|\b(?:column|table) \w)/i;
const orders = /\b(?:add|create)\b[^.]*(?:`|\w_\w|\b(?:column|table) \w)/i;
const quotedColumn = /(?<=^add\b[^`"]*\bcolumn )(?:"([^"]+)"|„([^“”]+)[“”]|«\s?([^»]+?)\s?»)/i;
const added = /\badd\b[^`.]*\bcolumn `(\w+)`/gi;

/** `Ajout d'un champ "couleur"` above ``la colonne `color` ``: one column, by its name. */
function named(title: string, body: string): string {
  const name = quotedColumn.exec(title)?.slice(1).find(Boolean);
  const [column, ...others] = [...body.matchAll(added)];
  const same = name !== undefined && column !== undefined && others.length === 0 && !body.includes(name);
  return same ? title.replace(quotedColumn, `\`${column[1]}\``) : title;
}

/** `The column notes of tasks is no longer used.`: what a bare `drop` behind it is about. */
const unused =
  /^the (column|table|index) (\S+)(?: (?:in|of|from|on) (?:the )?(?:table )?(\S+))? is no longer used/i;

/**
 * A request of another language in the words and the order that the grammar reads, sentence by sentence. Code and
 * tables stay as they are; what neither speaks of the database nor orders anything is told apart. Undefined where
 * all of it is English.
 */
export function translate(request: Text, isTable: (word: string) => boolean): Translation | undefined {
  const language = languageOf(`${request.title}\n${request.body}`);
  const originals = new Map<string, string>();
  const told: string[] = [];
  let useless: string | undefined;
  const said = (text: string, inBody: boolean): string => {
    const [, stop = ''] = /([.!?;:]*)\s*$/.exec(text) ?? [];
    const own = text.replace(/[.!?;:]*\s*$/, '').replace(/^[¿¡]\s*/, '');
    if (own === '') return text;
    if (inBody && steps.test(unaccented(own))) {
      told.push(own);
      return '';
    }
    if (stop.includes('?') && !polite.test(unaccented(own))) return text;
    if (elsewhere.test(unaccented(own))) return text;
    // `erstmal nicht`, `die Spalte bleibt`: to be asked about as it stands.
    if (inBody && retracts(own) && !/[_.`]/.test(own) && !own.split(' ').some(isTable)) return text;
    const spoken = spokenIn(own, language);
    if (!spoken) return text;
    const inEnglish = own.split(/\s/).some((one) => english.has(fold(one)));
    if (inEnglish && !isOf(spoken, own)) return text;
    const translated = sentence(own.replace(inFile, ''), spoken, isTable);
    if (bare.test(translated)) return `${useless ?? 'drop it'}${stop}`;
    const [found, thing, name, table] = unused.exec(translated) ?? [];
    if (found) useless = `drop the ${thing} ${name}${table === undefined ? '' : ` from ${table}`}`;
    const about = ofDatabase.test(translated) || translated.split(/[\s,()]+/).some(isTable);
    if (!about && inBody && !weighs.test(translated + stop) && isOf(spoken, own)) {
      told.push(own);
      return '';
    }
    if (!about || translated === own || stranded.test(translated)) return text;
    const meant = withTables(translated, isTable);
    originals.set(meant, own);
    return `${meant}${stop}`;
  };
  let fenced = false;
  let reproduced = false;
  const line = (text: string, inBody: boolean): string => {
    if (/^\s*(?:```|~~~)/.test(text)) fenced = !fenced;
    if (fenced || /^\s*(?:```|~~~|\|)/.test(text)) return text;
    if (!language && !text.split(sentences).some(amongEnglish)) return text;
    if (inBody && steps.test(unaccented(text)) && text.trim().endsWith(':')) reproduced = true;
    else if (reproduced && text.trim() !== '' && !numbered.test(text)) reproduced = false;
    if (reproduced) {
      if (text.trim() !== '') told.push(text.trim());
      return '';
    }
    if (inBody && role.test(unaccented(text.replace(/\*\*|__/g, '')))) {
      told.push(text.trim());
      return '';
    }
    // Emphasis inside a sentence would stand between its words.
    const plain = wholeBold.test(text) ? text : text.replace(/\*\*(?=\S)|(?<=\S)\*\*/g, '');
    const [, lead = '', rest = ''] = lines.exec(plain) ?? [];
    const parts = rest.split(sentences).map((part) => said(part, inBody));
    // A heading says what its section is.
    if (/^\s*#/.test(text) && parts.every((part) => part === '')) return text;
    return rest !== '' && parts.every((part) => part === '')
      ? ''
      : lead + parts.filter((part) => part !== '').join(' ');
  };
  const title = line(request.title, false);
  const body = request.body
    .split('\n')
    .map((text) => line(text, true))
    .join('\n');
  if (!language) return originals.size === 0 ? undefined : { title, body, originals, told };
  const heading = title.replace(/^(?:\[[^\]]*\]\s*)+|\s*[.!]$/g, '');
  const summed =
    (inWords.test(heading) && orders.test(body)) || (bareTitle.test(heading) && orderedThere.test(body));
  if (!summed) return { title: named(title, body), body, originals, told };
  return { title: '', body, originals, told: [request.title, ...told] };
}
