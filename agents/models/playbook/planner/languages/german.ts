import { dictionary, type Language, type Rewrite, signs } from './language.ts';

const verbs =
  'hinzufugen|hinzufuegen|hinzuzufugen|erganzen|anlegen|anzulegen|einfugen|einbauen|aufnehmen|einfuhren|erstellen|loschen|loeschen|entfernen|umbenennen|umzubenennen|andern|aendern|setzen|machen|erlauben|zulassen|umstellen|umwandeln|verlangern|erweitern|droppen|rausnehmen|aktivieren|speichern|hinterlegen|entsorgen|einschalten|konvertieren|nachziehen|migrieren|vergrossern|wegwerfen|rauswerfen|einrichten|eintragen|absichern|sicherstellen|abschaffen';
const done: readonly (readonly [participle: string, verb: string])[] = [
  ['hinzugefugt|hinzugefuegt|erganzt|aufgenommen|eingefuhrt|eingefugt', 'hinzufugen'],
  ['angelegt|erstellt', 'erstellen'],
  ['geloscht|geloescht|entfernt', 'loschen'],
  ['umbenannt', 'umbenennen'],
  ['geandert|geaendert|umgestellt|umgewandelt', 'andern'],
  ['gesetzt', 'setzen'],
  ['erweitert', 'erweitern'],
];
const modal = 'soll|sollte|sollten|sollen|muss|mussen|musste|darf|durfen|kann|konnte';
const lead =
  '(?:bitte |wir (?:mussen|sollten|mochten|wollen) (?:bitte )?|(?:kannst du|konnt ihr|konntet ihr|konnen wir) (?:bitte )?|man (?:sollte|muss) |ich (?:mochte|wurde gerne?) )';
const thing =
  '(?:spalte|spalten|feld|felder|tabelle|index|constraint|fremdschlussel|check-constraint|unique-constraint)';
const end = '(?=$|,| \\(| weil| damit| :|:| mit )';

/** In German the verb stands last, or in two parts. */
const order: readonly Rewrite[] = [
  [/^fremdschlussel (?:auf|zu|zur|zum|von)(?: de[rnm]| die| das)? (\S+)$/i, 'foreign key to $1'],
  [
    /^(?:in |bei )?(?:der )?tabelle (\S+): ([^:]*\b(?:spalten?|feld(?:er)?|index)\b[^:]*) (?:anlegen|erstellen|hinzufugen|erganzen|einfugen)$/i,
    'hinzufugen zu $1 $2',
  ],
  [/,? ohne [^,.]*? zu \S+/gi, ''],
  [/^(.*) bitte$/i, 'bitte $1'],
  [/,? (?:sollte |musste |durfte )(?:reichen|genugen|helfen)$|,? (?:reicht|genugt|hilft)$/i, ''],
  [
    /^(\S+) als fremdschlussel (?:auf|zu) (?:die tabelle )?(\S+) (?:anlegen|definieren|setzen|erstellen|einrichten)$/i,
    'hinzufugen fremdschlussel von $1 auf $2',
  ],
  [/^(.*?) umbenennen (?:in|zu|nach) (\S+)$/i, 'umbenennen $1 in $2'],
  [
    /^(.*?) (?:heisst|heissen) (?:ab jetzt|ab sofort|kunftig|in zukunft|jetzt|nun) (\S+)$/i,
    'umbenennen $1 in $2',
  ],
  [
    /^(?:die )?(?:tabelle )?(\S+) um (?:die |das |eine |ein )?((?:spalten?|feld(?:er)?|attribute?)\b.*) (?:erweitern|erganzen)$/i,
    'hinzufugen $2 zu $1',
  ],
  [
    /^(.*) auf (\d\S*) (?:bis|-) (\d\S*) (?:beschranken|begrenzen|einschranken|limitieren)$/i,
    '$1 must be between $2 and $3',
  ],
  [
    /^(?:deshalb |daher |also |darum )?(?:muss|soll|sollte|kann) (?:das|der|die) (unique|fremdschlussel|index|default|foreign key|check)(?:-constraint)? (?:auf|von|bei) (\S+) (?:weg|raus|fallen)$/i,
    'loschen das $1 auf $2',
  ],
  [
    /\bvon (jsonb?|varchar|text|integer|int|date|timestamp|double precision) (?:nach|zu|auf|in) /gi,
    'from $1 to ',
  ],
  [/^(\S+) (?:fliegt raus|kann weg|kommt weg|muss weg|kann raus|entfallt)$/i, 'loschen $1'],
  [/^(\S+) auf (cascade|set null|restrict) (?:stellen|setzen|umstellen)$/i, 'set $1 to on delete $2'],
  [/^(?:damit|weil|um) [^,]*, (?=(?:soll|sollte|muss|brauchen|benotigen|bitte|mussen|sollten) )/i, ''],
  [
    /^(?:sie |es |diese |die spalte |das feld )?kann (?:also |daher |jetzt |somit |ersatzlos |deshalb )*(?:weg|raus|geloscht werden|entfernt werden)$/i,
    'loschen',
  ],
  [
    /^(?:soll|sollte|muss) (?:die |das )?(?:tabelle )?(\S+) ((?:noch )?(?:eine|ein|einen|zwei|die|folgende) .+?) (?:bekommen|erhalten|haben)$/i,
    'hinzufugen zu $1 $2',
  ],
  [
    /^(?:die |das )?(?:tabelle )?(\S+) (?:soll|sollte|muss|braucht|bekommt|benotigt) ((?:noch )?(?:eine|ein|einen|zwei|folgende) (?:\S+ )?(?:spalte|feld|spalten|felder)\b.*?)(?: (?:bekommen|erhalten|haben))?$/i,
    'hinzufugen zu $1 $2',
  ],
  [
    /\b(?:darf|soll|sollte|muss) nur (?:die |einen der |folgende )?(?:werte |wert )?(.*?) (?:enthalten|annehmen|haben|sein|erlauben|akzeptieren)$/gi,
    'muss einer von $1 be_',
  ],
  [/^(.*?) muss einer von (.*) be_$/i, '$1 must be one of $2'],

  [
    /^beim loschen (?:der|des|einer|eines|von) (\S+) (?:mitloschen|auch loschen|kaskadierend loschen)$/i,
    'on delete cascade',
  ],
  [
    /\bbeim loschen (?:der|des|einer|eines|von) \S+ (?:mitloschen|mitgeloscht|auch loschen|kaskadieren|kaskadierend)\b/gi,
    'on delete cascade',
  ],
  [/\b(?:kaskadierend(?:es)? loschen|loschen kaskadierend|loschweitergabe)\b/gi, 'on delete cascade'],
  [
    /^(?:wenn|sobald) (?:eine?|die|der|das) (\S+) (?:geloscht|entfernt) (?:wird|werden|ist), (?:soll|sollen|mussen|sollten) (?:auch |automatisch )*(?:die |der |das |deren |dessen |seine |ihre )?(?:zugehorigen |dazugehorigen |verknupften )?(?:eintrage|zeilen|datensatze) (?:in|aus|von) (\S+) (?:auch |automatisch |mit)*geloscht werden$/i,
    'when a $1 is deleted, delete its $2',
  ],
  [/\berst (.*?),? (?:wenn|sobald|nachdem)\b/gi, '$1 nur wenn'],
  [/\bfug(?:e|t|en)(?: (?:bitte|wir))* (.*?) hinzu(?=$|,| )/gi, 'hinzufugen $1'],
  [/\bfueg(?:e|t|en)(?: (?:bitte|wir))* (.*?) hinzu(?=$|,| )/gi, 'hinzufugen $1'],
  [/\bleg(?:e|t|en)?(?: (?:bitte|wir))* (.*?) an$/gi, 'erstellen $1'],
  [/\bbenenn(?:e|t|en)(?: (?:bitte|wir))* (.*?) um$/gi, 'umbenennen $1'],
  [
    /^(.*?) (?:wird|werden) (.*?\b(?:spalte|spalten|feld|felder|index|tabelle)\b.*?) (?:benotigt|gebraucht)\b/i,
    'hinzufugen $1 $2',
  ],
  [
    new RegExp(
      `^(?:(?:dazu|dafur|deshalb|daher|hierfur|(?:fur|zum|zur) [^,:]*?) )?(?:brauchen|benotigen|brauche|braucht) (?:wir|ich) (?:noch )?(?=.*\\b${thing}\\b)`,
      'i',
    ),
    'hinzufugen ',
  ],
  [
    new RegExp(
      `^(?:wir|ich) (?:brauchen|benotigen|brauche|benotige) (?:noch |dringend |dafur |dazu )*(?=.*\\b${thing}\\b)`,
      'i',
    ),
    'hinzufugen ',
  ],
  [
    /^((?:in|bei|auf|fur|an|der|die) .*?) (?:fehlt|fehlen) (?:noch |leider )*(?=.*\b(?:spalte|feld|index|spalten|felder)\b)/i,
    'hinzufugen $1 ',
  ],
  [
    /^(?:es )?(?:fehlt|fehlen) (?:noch |leider )*(?=.*\b(?:spalte|feld|index|spalten|felder)\b)/i,
    'hinzufugen ',
  ],
  [/^((?:der |ein )?index (?:auf|fur) \S+) fehlt$/i, 'missing $1'],
  ...done.flatMap(([participle, verb]): Rewrite[] => [
    [
      new RegExp(
        `^(?!wenn |sobald |falls |beim )(.*?) (?:${modal}) (?:nicht|nie|keinesfalls) (.*?)(?:${participle}) werden${end}`,
        'i',
      ),
      `do not ${verb} $1 $2`,
    ],
    [
      new RegExp(
        `^(?!wenn |sobald |falls |beim )(.*?) (?:soll|sollte|sollten|sollen|muss|mussen) (?:bitte |noch |daher |deshalb )*(.*?)(?:${participle}) werden${end}`,
        'i',
      ),
      `${verb} $1 $2`,
    ],
  ]),
  [
    new RegExp(`^(${lead})?((?!wenn |sobald |ohne |um |beim ).*?) nicht (${verbs})${end}`, 'i'),
    '$1do not $3 $2',
  ],
  [
    new RegExp(
      `^(${lead})?((?!wenn |sobald |ohne |um |beim |do not |(?:${verbs}) ).+?) (?:auf|zu) (optional|pflicht|pflichtfeld|nullable) (?:setzen|andern|umstellen)${end}`,
      'i',
    ),
    '$1machen $2 $3',
  ],
  [
    new RegExp(
      `^(${lead})?((?!wenn |sobald |ohne |um |beim |do not |(?:${verbs}) |bitte (?:${verbs})$)(?:[^,()]|\\([^()]*\\))+?) (${verbs})${end}`,
      'i',
    ),
    '$1$3 $2',
  ],
  [
    new RegExp(
      `^(${lead})?((?!wenn |sobald |ohne |um |beim |do not |(?:${verbs}) ).*?\\)) (${verbs})${end}`,
      'i',
    ),
    '$1$3 $2',
  ],
  // `Füge tasks eine Spalte notiz hinzu`
  [
    /^(bitte )?(hinzufugen|erganzen) (?!(?:dem|der|den|das|die|eine?[nmrs]?|zu|in|noch|bitte|alle[nrs]?|folgende[nrs]?)\b)(\S+) (?:bitte )?((?:noch )?(?:eine|einen|ein) (?:(?:neue[nrs]?|weitere[nrs]?|optionale[nrs]?) )*(?:spalte|feld|index|attribut)\b.*)$/i,
    '$1$2 $4 zu tabelle $3',
  ],
  [
    /^(bitte )?(hinzufugen|erganzen) (?:dem|der) (enum|tabelle|spalte|typ|enum-typ) (\S+) ((?:noch )?(?:den|die|das|eine|einen|ein) .+)$/i,
    '$1$2 $5 zu $3 $4',
  ],
  [
    /^(bitte )?(hinzufugen|erganzen) (?:den|die|das)? ?(?:enum|enum-typ) (\S+) um (?:den wert )?(\S+)$/i,
    '$1$2 den wert $4 zu enum $3',
  ],
  [/^erweiter(?:e|t|n) (?:die |den )?(tabelle|enum) (\S+) um (.+)$/i, 'hinzufugen $3 zu $1 $2'],
  [
    new RegExp(
      `^((?:in|bei) (?:der )?(?:tabelle )?\\S+) (${modal}) ((?:die |der |das )?(?:spalte |feld )?\\S+) (.*)$`,
      'i',
    ),
    '$1 $3 $2 $4',
  ],
  [
    new RegExp(
      `\\b(${modal}) (nicht |nie |niemals |nur )?(?!be )([^,()]*?) ?(?:sein|werden|liegen|bleiben)${end}`,
      'gi',
    ),
    '$1 $2be $3',
  ],
  [new RegExp(`\\b(${modal}) ([^,()]*?) haben${end}`, 'gi'), '$1 have $2'],
  [
    new RegExp(
      `\\b(${modal}) (nullwerte|null-werte|null|nulls) (?:erlauben|zulassen|akzeptieren|enthalten)${end}`,
      'gi',
    ),
    '$1 allow nulls',
  ],
];

export const german: Language = {
  verbLast: true,
  signs: signs(
    'der die das und ist nicht ein eine einen einer bitte fur fuer zu wird soll sollte muss im zur zum den mit auf von dem spalte spalten tabelle feld hinzufugen anlegen loschen wir kein keine neue neuer neues weil damit wie gibt es ich benenne um losche mache pflichtfeld aktiviere erweiterung darf umbenennen leer sein fehlt fehlen heisst kunftig feld aus auf konvertieren entfernen',
  ),
  accents: [],
  before: order,
  phrases: dictionary(`
    bitte = please
    hinzufugen | hinzufuegen | hinzuzufugen | erganzen | einfugen | einfuhren | aufnehmen | erganze | einbauen = add
    einrichten = create
    anlegen | anzulegen | erstellen | erstelle | erstellt = create
    entsorgen | wegwerfen | rauswerfen | abschaffen = drop
    loschen | loesche | loeschen | losche | loscht | entfernen | entferne | entfernt | droppen | rausnehmen = drop
    umbenennen | umzubenennen | benenne = rename
    konvertieren | konvertiere | migrieren = convert
    andern | aendern | andere | aendere | umstellen | umwandeln | umwandlung | anderung | verlangern = change
    setzen | setze | setzt = set
    machen | mache | macht = make
    erlauben | zulassen | erlaube = allow
    aktivieren | aktiviere | einschalten | schalte = enable
    nachziehen | eintragen = add
    bekommen | bekommt | erhalten = get
    erweiterung = extension
    umbenennung | umbenennen der | umbenennen von = rename
    spalte | feld = column
    spalten | felder = columns
    spalten der = columns of the
    mit folgenden spalten | mit den folgenden spalten | mit den spalten | mit den feldern | mit folgenden feldern = with the columns
    folgende | folgenden | folgendes = following
    tabelle = table
    modell | entitat = model
    datenbank = database
    formular = form
    speichern | speichere | hinterlegen | ablegen = store
    korrigieren | beheben = fix
    anzeigen | anzeige = show
    diese spalten | diese felder = these columns
    dieses feld | diese spalte = this column
    in der tabelle | bei der tabelle = in the table
    aus der tabelle | von der tabelle = from the table
    auf der tabelle | auf die tabelle = on the table
    zu der tabelle = to the table
    der tabelle = of the table
    in der spalte = in the column
    auf der spalte | auf die spalte = on the column
    zu der spalte | zur spalte | an der spalte = to the column
    der spalte | des feldes | des felds = of the column
    zwei = two
    drei = three
    tabellen = tables
    index | indizes | indexes = index
    eindeutiger index | eindeutigen index | unique-index = unique index
    zusammengesetzter index | zusammengesetzten index = composite index
    fremdschlussel auf | fremdschlussel zu | fremdschlussel zur tabelle | fremdschlussel auf die tabelle | verweis auf | verweist auf | referenz auf | referenziert = references
    fremdschlussel = foreign key
    primarschlussel | primaerschlussel = primary key
    autoinkrement | auto-inkrement = auto-increment
    check-constraint | check constraint | prufbedingung = check constraint
    unique-constraint | eindeutigkeits-constraint = unique constraint
    datentyp der | typ der | datentyp des | typ des = data type of the
    datentyp von | typ von = data type of
    vom typ | vom datentyp | des typs = of type
    datentyp | typ = type
    standardwert der | vorgabewert der | default der | default-wert der | standardwert des = default value of the
    standardwert von | vorgabewert von | default-wert von = default value of
    standardwert | vorgabewert | vorgabe | default-wert | standardmassig | standard = default
    mit standardwert | mit standard | mit dem standardwert | mit default = with default
    ganzzahl | integer-spalte | ganze zahl | ganzzahlig | ganzzahlige = integer
    zahl | numerisch | dezimalzahl | kommazahl = numeric
    text | zeichenkette | freitext | textuell = text
    boolesch | wahrheitswert | ja/nein | bool | boolescher wert | boolesche | boolean = boolean
    datum = date
    zeitstempel mit zeitzone | zeitpunkt | datum und uhrzeit | zeitstempel = timestamptz
    optional | optionale | optionales | optionaler | optionalen | nicht verpflichtend | keine pflicht = optional
    pflichtfeld | pflicht | verpflichtend | erforderlich | notwendig | zwingend | verpflichtende | nicht leer = required
    zum pflichtfeld | zur pflicht | ein pflichtfeld = required
    eindeutig | eindeutige | einmalig | unique = unique
    leer | null = null
    negativ = negative
    nicht negativ | nichtnegativ | nicht-negativ = non-negative
    positiv = positive
    grosser als | hoher als | mehr als = greater than
    grosser oder gleich | mindestens | min = at least
    kleiner als | weniger als = less than
    hochstens | maximal | max = at most
    zeichen = characters
    zwischen = between
    erlaubte werte | mogliche werte | zulassige werte | erlaubt sind | zulassig sind = allowed values:
    mit den erlaubten werten | mit den moglichen werten = , allowed values
    mit den werten | mit werten = with the values
    werte = values
    wert = value
    einer der werte | einer von | eines von = one of
    kommentar = comment
    bestehende | vorhandene | bestehenden | existierende | vorhandenen = existing
    zeilen | datensatze | eintrage = rows
    und = and
    oder = or
    aber = but
    nicht mehr benotigt | nicht mehr verwendet | nicht mehr gebraucht | nicht mehr genutzt | nicht langer benotigt | ungenutzt | unbenutzt = no longer used
    wird | werden = is
    nicht = not
    nie | niemals = never
    kein | keine | keinen = no
    nur fur = only for
    nur = only
    ausser = except
    wenn | falls = if
    sobald = as soon as
    nachdem = after
    bevor = before
    weil | denn = because
    damit | sodass | so dass = so that
    statt | anstatt | anstelle von = instead of
    vielleicht | eventuell | evtl = maybe
    spater = later
    der | die | das | den | dem | des = the
    ein | eine | einen | einer | einem | eines = a
    neue | neuer | neues | neuen = new
    in | im | innerhalb = in
    nach = to
    uberflussige | uberflussigen | uberflussiges | uberflussiger = unused
    in der | in die | in den = in the
    auf = on
    fur | fuer = for
    zur | zum | zu der = to the
    zu = to
    von = of
    aus der | aus dem | von der | vom = from the
    aus = from
    mit = with
    ohne = without
    pro | je = per
    bis = to
    als = as
    namens | mit dem namen | genannt = called
    soll | sollte | sollen | sollten = should
    muss | mussen | musste = must
    darf nicht | durfen nicht = must not
    darf nie | darf niemals = must never
    darf | durfen | kann | konnen = may
    ist | sind = is
    auch = also
    wir mussen = we must
    wir sollten = we should
    wir mochten | wir wollen = we want to
    kannst du | konnt ihr | konntet ihr = can you
    konnen wir = can we
    sollen wir | sollten wir = should we
    ist es = is it
    gibt es = is there
    knopf | button | schaltflache = button
    seite | startseite | ansicht = page
    einstellungen = settings page
    schalter = toggle
    dunkelmodus = dark mode
    bildschirm | maske = screen
    menu = menu
    wahr = true
    falsch = false
    standard nein | default nein = default false
    standard ja | default ja = default true
    erst wenn | erst sobald | erst nachdem | erst nach | nur wenn | nur falls | solange = only if
    irgendwann | eines tages | langfristig | demnachst = some day
    noch nicht = not yet
    bis auf | abgesehen von = except
    sofern = only if
    wie | warum = how
    kunftig | zukunftig | in zukunft | ab sofort = from now on
    on delete cascade = on delete cascade`),
  after: [
    [/^comment (?:to|on|in|for) (?:the )?/i, 'add a comment on the '],
    [/\bis ([^,]*?) no longer used\b/gi, 'is no longer used $1'],
    [/\bset (the default value of .*?) on (\S+)$/gi, 'set $1 to $2'],
    [/\b(should|must) from now on be\b/gi, '$1 be'],
    [/\bbe from now on\b/gi, 'be'],
    [/\bbe (per \S+) unique\b/gi, 'be unique $1'],
  ],
};
