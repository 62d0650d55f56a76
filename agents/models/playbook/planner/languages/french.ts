import { behindNoun, dictionary, type Language, signs } from './language.ts';

export const french: Language = {
  signs: signs(
    "de valeur defaut par table etre lieu le la les une un des du est pour dans avec ajouter dans vers manque virer rendre mettre colonne colonnes sur et il faut faudrait que qui pas ne ce cette en au aux doit champ nous l'utilisateur d'une d'un créer creer supprimer merci sont fusionner fusionne et entite donnees",
  ),
  accents: [[/(?<=^|\s)[àÀ](?=\s)/g, 'to_']],
  before: [
    [/^cle etrangere (?:de|du|vers|to_)(?: la)? (\S+)$/i, 'foreign key to $1'],
    [
      /^(?:pour|afin de|afin que|afin d')\b[^,]*, (?=(?:ajouter|il faudrait|il faut|merci|creer|nous|on|la colonne)\b)/i,
      '',
    ],
    [
      /^((?:dans|sur) (?:la table )?\S+),? (?:il manque|il faudrait|il faut) (?=(?:un|une|le|la|des)\b)/i,
      'ajouter $1 ',
    ],
    [/^la table (\S+) (?:a besoin d'|devrait avoir|doit avoir|necessite) ?(?=une?\b)/i, 'ajouter to_ $1 '],
    [
      /^(?:on peut|merci de|il faut|nous pouvons|a)? ?(?:donc |maintenant )?(?:la|le|l') ?(?:supprimer|retirer|enlever)$/i,
      'supprimer',
    ],
    [
      /^(?:la |il )?manque (?=(?:la |une |l' ?|le |un )?(?:cle etrangere|index|contrainte|colonne|champ)\b)/i,
      'ajouter ',
    ],
    [/^(?:la table |le champ |la colonne )?(\S+) (?:devrait|doit) s' ?appeler (\S+)$/i, 'renommer $1 en $2'],
    [
      /^(?:la table |le champ |la colonne )?(\S+) (obligatoire|requise?|optionnel(?:le)?|facultati(?:f|ve)|unique|nullable) dans (\S+)$/i,
      '$1 of $3 must be $2',
    ],
    [/^(?:elle|il) (?:peut|doit) (?:donc )?etre (?:supprimee?|retiree?)$/i, 'supprimer'],
    [/^(.*?) (?:doit|devrait) (?:passer|changer) (?=(?:de|en|to_) )/i, 'changer le type de $1 '],
    [
      /\bne (?:doit|devrait|peut|doivent) (?:accepter|contenir|prendre|valoir|etre) que (?:les valeurs |l' une des valeurs )?/gi,
      'must be one of ',
    ],

    [/\b(?:l|d|qu|n|s|j|c)'(?=[\p{L}\uE000])/giu, '$&\u0020'],
    [/^(.*?) (?:doit|doivent|devrait|devraient) (?:etre )?(?:renommee?s?) (?:en )?/i, 'renommer $1 en '],
    [/^(.*?) (?:doit|devrait) etre (?:supprimee?s?)\b/i, 'supprimer $1'],
    [/\bne (doit|devrait|peut|doivent|peuvent) (pas|jamais|plus) (?:etre )?/gi, '$1 $2 etre '],
    [
      /^(?:il (?:nous )?(?:faudrait|faut)|il manque|nous avons besoin d' ?|nous avons besoin de|on a besoin d' ?|on a besoin de|on aurait besoin d' ?|besoin d' ?|il serait utile d' ?avoir) (?=.*\b(?:colonnes?|champs?|index|table)\b)(?!(?:ajouter|creer|supprimer|renommer|changer|modifier|rendre|passer|mettre)\b)/i,
      'ajouter ',
    ],
    [
      /^(?:il (?:nous )?(?:faudrait|faut)|merci d' ?|merci de|on doit|on devrait|nous devons|nous devrions|il est necessaire d' ?|je voudrais|je veux|je souhaite|on voudrait|nous voulons|on veut|serait-il possible d' ?|pourriez-vous|pouvez-vous|peux-tu) ?(?=(?:ajouter|creer|supprimer|renommer|changer|modifier|rendre|passer|mettre)\b)/i,
      '',
    ],
    [/^ne pas (?=(?:supprimer|ajouter|creer|renommer|modifier))/i, 'do not '],
    [/(\d+) caracteres (?:maximum|max|au maximum|au plus)/gi, 'at most $1 characters'],
    [
      /^lors de la suppression (?:d' un[e]?|de la|du|d' ?un[e]?) (\S+), (?:supprimer|effacer) (?:aussi |egalement )?(?:les|ses) /i,
      'when a $1 is deleted, delete its ',
    ],
  ],
  phrases: dictionary(`
    s' il vous plait | svp | merci de = please
    ajoutons | ajoutant = add
    ajouter | ajoute | ajoutez | ajout d' | ajout de | rajouter | ajout = add
    creer | cree | creez | creation d' | creation de = create
    virer | vire | supprimons | degager | droper | dropper = drop
    supprimer | supprime | supprimez | enlever | retirer | effacer | suppression de = drop
    fusionner | fusionne | fusionnez = merge
    renommer | renomme | renommez | renommage de = rename
    migrer | basculer | transformer | on passe | passons = change
    on pourrait | nous pourrions = maybe we could
    changer | change | changez | modifier | modifie | modifiez | convertir | passer = change
    agrandir | augmenter = increase
    rendre | rends | rendez | mettre = make
    definir | fixer = set
    autoriser | permettre | accepter = allow
    activer = enable
    colonne | champ | attribut = column
    entite = entity
    colonnes | champs = columns
    les colonnes suivantes | les champs suivants = the columns
    avec les colonnes | avec les champs = with the columns
    table des | table de | table d' | tables des = table of
    toutes les tables = all tables
    chaque table = every table
    vers = to
    table = table
    modele = model
    formulaire = form
    dans la liste des | dans la liste de | to_ la liste des = in the list page of
    stocker | enregistrer | sauvegarder = store
    corriger = fix
    validation = validation
    afficher = show
    ces colonnes | ces champs = these columns
    non utilisees | inutilisees | inutiles = unused
    pour stocker | pour enregistrer | pour pouvoir stocker | afin de stocker = to store
    base de donnees | bdd = database
    ce champ | cette colonne = this column
    devra | devront = should
    doit avoir | doivent avoir | devrait avoir | devra avoir = should have
    types de donnees = types
    index = index
    index unique = unique index
    index compose = composite index
    cle etrangere vers la table | cle etrangere vers | cle etrangere to_ | reference vers | reference to_ | fk vers | qui reference | refere to_ = references
    cle etrangere de = foreign key on
    cle etrangere = foreign key
    cle primaire = primary key
    auto-incremente | auto-incrementee | auto incremente | autoincremente | auto-incrementation = auto-increment
    contrainte d' unicite | contrainte unique | contrainte unicite = unique constraint
    contrainte check | contrainte de verification | contrainte = check constraint
    le type de = the type of
    de type | du type = of type
    type de donnees | type = type
    la valeur par defaut de = the default value of
    valeur par defaut | par defaut | valeur default = default
    avec valeur par defaut | avec une valeur par defaut de | avec pour valeur par defaut = with default
    entier | nombre entier | entiere = integer
    nombre | numerique | decimal = numeric
    texte | chaine | chaine de caracteres = text
    booleen | booleenne | vrai/faux | oui/non = boolean
    horodatage | date et heure = timestamptz
    date = date
    optionnel | optionnelle | facultatif | facultative | non obligatoire | non requis | pas obligatoire = optional
    obligatoire | requis | requise | non nul | non nulle | non null | non vide | obligatoires = required
    unique | uniques = unique
    nuls | valeurs nulles | valeurs null | des valeurs nulles = nulls
    nul | nulle | null | vide = null
    doit pas etre | peut pas etre | devrait pas etre | doivent pas etre | peuvent pas etre = must not be
    doit jamais etre | peut jamais etre = must never be
    doit plus etre | devrait plus etre = must no longer be
    doit etre comprise | doit etre compris | doit etre | doivent etre | est comprise | est compris = must be
    devrait etre | devraient etre = should be
    doit | doivent = must
    devrait = should
    peut etre = may be
    peut-etre = maybe
    peut = may
    negatif | negative | negatives = negative
    non negatif | non negative = non-negative
    positif | positive = positive
    superieur to_ | superieure to_ | plus grand que | plus grande que = greater than
    superieur ou egal to_ | au moins | minimum = at least
    inferieur to_ | inferieure to_ = less than
    au plus | au maximum | maximum | jusqu' to_ = at most
    caracteres = characters
    entre = between
    avec les valeurs possibles | avec les valeurs autorisees | avec comme valeurs possibles = , allowed values
    valeurs possibles | valeurs autorisees | valeurs permises | valeurs acceptees = allowed values
    avec les valeurs = with the values
    l' un de | une des valeurs | parmi = one of
    valeurs = values
    valeur = value
    commentaire = comment
    suppression en cascade | avec suppression en cascade | supprimer en cascade | en cascade = on delete cascade
    existantes | existants = existing
    lignes | enregistrements = rows
    n' est plus utilisee | n' est plus utilise | ne sert plus to_ rien | ne sert plus | plus utilisee | inutilisee | inutilise = is no longer used
    nommee | nomme | appelee | appele = called
    et = and
    ou = or
    mais = but
    ne | pas = not
    jamais = never
    sans = without
    seulement pour | uniquement pour | seulement si | uniquement = only for
    sauf | excepte = except
    si = if
    quand | lorsque = when
    apres = after
    avant = before
    car | parce que | puisque = because
    afin de | afin que | pour que | pour pouvoir = so that
    au lieu de = instead of
    plus tard = later
    le | la | les | l' = the
    un | une = a
    des = the
    nouvelle | nouveau | nouvelles | nouveaux = new
    suivantes | suivants = following
    dans la | dans le | dans les = in the
    dans = in
    to_ la | to_ l' | au | aux = to the
    to_ = to
    de la | du | de l' = of the
    de | d' = of
    sur la | sur le | sur les = on the
    sur = on
    pour la | pour le | pour les = for the
    pour chaque | par = per
    pour = for
    en = to
    avec = with
    comme = as
    vers la table | vers la | vers = to
    est | sont = is
    que | qui = that
    aussi | egalement = also
    est-ce que = is it
    y a-t-il = is there
    bouton = button
    page | ecran = page
    parametres | reglages = settings page
    mode sombre = dark mode
    seulement quand | seulement apres | uniquement si | une fois que | tant que | jusqu' to_ ce que | to_ condition que = only if
    un jour | to_ terme | plus tard | to_ l' avenir = some day
    pas encore = not yet
    to_ moins que = unless
    deux = two
    trois = three
    vrai = true
    faux = false
    peut-on | pouvons-nous = can we
    faut-il | devrions-nous | doit-on = should we
    manquant | manque = missing`),
  after: [
    ...behindNoun,
    [/^index missing on/i, 'missing index on'],
    [/\bmake (required|optional|unique) (the .*)$/i, 'make $2 $1'],
  ],
};
