/* How people say that a part of their text is not to be carried out: whole clauses, folded to plain lower case. */

/** What is left out, in words that point: `ignore the rest`. A part may also be named by its own words. */
const pointed = `(?:(?:all|both|each|everything|any) of )?(?:it|that|this|them|those|these|all|both|everything(?: else)?|the (?:rest|others?|remainder)|(?:the|that|this|those|these) (?:(?:first|second|third|fourth|fifth|last|other|whole) )?(?:one|ones|part|parts|point|points|bit|bits|sentence|sentences|line|lines|paragraph|remark|note)s?)(?: (?:about|on|with) (?:it|that|this))?`;

/** Where a part belongs that is none of the database. */
const elsewhere = `(?:the |our |an? )?(?:app|application|apps|frontend|front ?end|client|ui|gui|page|pages|screen|form|website|site|web|backend|back ?end|server|api|service|worker|importer|exporter|code|code ?base|program|docs?|documentation|tests?|ci|pipeline|deployment|ops|infrastructure|later|another (?:issue|ticket|request|story|day|time)|a (?:separate|different|later) (?:issue|ticket|request|story))(?: (?:code|side|only|alone|itself|team|issue|ticket))*`;

const it = `(?:it|that|this|they|those|these|all of (?:it|that|them)|both|everything else|the (?:rest|others?|first|second|third|last)(?: (?:one|part|point|sentence))?)`;

/** Anchored: nothing else may stand in the clause. */
export const leavingOut: readonly RegExp[] = [
  new RegExp(`^leave ${pointed}(?: (?:out|aside|away|alone|as (?:it is|is)|be))?$`),
  new RegExp(`^leave out ${pointed}$`),
  new RegExp(`^(?:ignore|skip|omit|disregard|exclude|forget(?: about)?|pass over)(?: ${pointed})?$`),
  new RegExp(
    `^${it}(?:'s| is| are|'re) (?:only |just |purely |done |handled |meant |something )*(?:about|for|in|by|of|part of|a matter of|up to) ${elsewhere}$`,
  ),
  new RegExp(
    `^${it}(?:'s| is| are|'re) (?:only |just |merely |purely )*(?:(?:the |some |an? )?(?:context|background|explanation|motivation|reason|reasons|example|remark|comment|note|wish|idea|description|summary|title|out of scope|not needed|not relevant|irrelevant|unrelated|not important|nothing))(?: here)?$`,
  ),
  new RegExp(
    `^${it}(?:'s| is| are|'re|) (?:not|n't|isn't|aren't|has nothing to do|have nothing to do)(?: (?:about|part of|for|in|with))? (?:the |this |our )?(?:database|db|schema|request|issue|migration|scope|table|tables|data model)(?: change| at all)?$`,
  ),
  new RegExp(
    `^${it} (?:does not|doesn't|do not|don't|need not|needn't) (?:concern|change|need|touch|affect|matter|involve)(?: (?:the |this |our |a )?(?:database|db|schema|table|tables))?(?: changes?| at all)?$`,
  ),
  /^(?:nothing|none|no|nope|n\/a|nothing (?:else|more)|no changes?|no (?:schema|database|db) changes?(?: (?:needed|required|there|here))?|not needed|no need|not relevant|irrelevant|out of scope|not now|later|not in this (?:issue|request|migration|run)|(?:that's|that is|this is|it's) (?:all|it|enough)|left out|leave out)$/,
  /^(?:only|just) (?:that|this|the rest|what (?:you|was) (?:have )?(?:understood|read)|what you (?:have )?understood)(?: so far)?$/,
  // German, Spanish, French, Portuguese
  /^(?:weglassen|(?:das |es |bitte )*(?:weglassen|ignorieren|uberspringen)|lass(?:en sie|t)? (?:das|es|den rest) weg|nichts|nein|keine|egal|das ist alles|nur das|der rest entfallt|gehort nicht zur datenbank)$/,
  /^(?:nada|ninguno|ninguna|(?:eso )?es todo|solo eso|omitir(?:lo)?|omitelo|ignorar(?:lo)?|ignoralo|dejalo|dejalo fuera|no hace falta)$/,
  /^(?:rien|aucun|aucune|non|c'est tout|seulement (?:ca|cela)|ignorer|ignore[rz]?[- ]?le|laisse[rz]?[- ](?:le|tomber)|laisse[rz]? tomber|pas besoin)$/,
  /^(?:nao|nenhum|nenhuma|(?:isso )?e (?:so isso|tudo)|so isso|ignorar|ignore isso|deixe (?:isso )?de fora|nao precisa)$/,
];

/** What is said around it. */
export const courtesies =
  /^(?:ok(?:ay)?|well|please|just|you can|you may|we can|let's|let us|sorry|thanks?(?: you)?|thx|bitte|danke|por favor|gracias|merci|obrigad[oa]|s'il (?:te|vous) plait)$/;

export const withoutLimit =
  /^(?:(?:it is |it's |that is |that's )?(?:meant )?(?:for |of |on )?(?:all|every|any)(?: (?:of )?(?:the|them|these|those))?(?: (?:rows?|records?|entries|users|ones|cases|of them))?|(?:it is |it's |that is |that's )?(?:meant )?without (?:it|that|the limit|this limit|any limit|limits?)|(?:there is )?no (?:limit|limits|exception|exceptions|condition|conditions)|without (?:exception|exceptions|condition|conditions|restriction|restrictions)|fur alle|ohne (?:ausnahme|einschrankung)|para todos|para todas|sin excepcion|sin excepciones|pour tous|pour toutes|sans exception|sem excecao)$/;

export const assents =
  /^(?:yes|y|yep|yeah|yup|sure|right|correct|exactly|indeed|agreed|settled|it is(?: settled)?|(?:yes )?(?:that|this|it)(?:'s| is) (?:right|correct|settled|meant|fine|what (?:i|we) (?:mean|meant|want))|as (?:it is )?(?:said|written)|(?:do|drop|remove|delete|add|change|rename|create|make) (?:it|that|this|them|so)|go ahead|please do|ja|genau|stimmt|richtig|si|claro|correcto|exacto|oui|exact|c'est ca|sim|certo|isso)$/;
