import { behindNoun, dictionary, type Language, signs } from './language.ts';

export const portuguese: Language = {
  signs: signs(
    'pode ser nulo unica unico indice de o os as um uma nao para com em da do na no das dos coluna colunas tabela campo adicionar criar remover e que por deve ser ao sao esta mas tambem quando novo nova precisamos precisa deveria favor entidade pra vira dropar tem pelo pela pelo pela pelos dados banco mais isso altera alterar altere tipo',
  ),
  accents: [
    [/(?<=^|\s)[àÀ]s?(?=\s)/g, 'to_the_'],
    [/(?<=^|\s)é(?=\s)/g, 'is'],
  ],
  before: [
    [/^(?:solicito|gostaria|pedimos|peco|queria) que (?:tambem )?(?:seja|fosse) (?:tambem )?possivel /i, ''],
    [/^chave estrangeira (?:d[eoa]|para(?: [oa])?|to_the_) (\S+)$/i, 'foreign key to $1'],
    [
      /^para (?:que|poder|\w+[aei]r)\b[^,]*, (?=(?:por favor|adicionar|precisamos|criar|a coluna|favor)\b)/i,
      '',
    ],
    [
      /^((?:na|em) (?:tabela )?\S+) (?:falta|faltam|precisamos de|e necessario|e necessaria) (?=(?:um|uma|o|a|os|as)\b)/i,
      'adicionar $1 ',
    ],
    [
      /^(?:a |the_ )?tabela (\S+) (?:precisa de|precisa ter|deveria ter|deve ter) (?=uma?\b)/i,
      'adicionar to_the_ $1 ',
    ],
    [
      /^(?:pode|podemos|ja pode|favor|por favor) (?:ser )?(?:remove-la|remove-lo|exclui-la|removid[ao]|excluid[ao]|apagad[ao])$/i,
      'remover',
    ],
    [/^(.*?) (?:deve|deveria|precisa) (?:mudar|passar) (?=de \S+ para )/i, 'alterar o tipo de $1 '],
    [
      /\b(?:so|somente|apenas) (?:deve|pode) (?:aceitar|conter|ter|ser) (?:os valores )?/gi,
      'must be one of ',
    ],
    [
      /\b(?:deve|pode) (?:aceitar|conter|ter|ser) (?:apenas|somente|so) (?:os valores |um dos valores )?/gi,
      'must be one of ',
    ],

    [/\ba (?=(?:coluna|tabela)\b)/gi, 'the_ '],
    [
      /^(?:the_ coluna |o campo |the_ tabela )?(\S+) (?:passa a se chamar|vira(?= \w+_)) ([a-z_]\w*)(?: (?:em|na|no) (?:the_ tabela )?(\S+))?$/i,
      'renomear $1 para $2 em $3',
    ],
    [/ em $/i, ''],
    [
      /^(?:the_ coluna |o campo )?(.*?) (?:passa a ser|fica|ficam|vira) (opcional|obrigatori[oa]|nullable)$/i,
      'tornar $1 $2',
    ],
    [/^(.*?) (?:tem que|precisa|deve) ter unique$/i, '$1 must be unique'],
    [/^(.*?) (?:precisa|deve|tem que|deveria) (?:aceitar|permitir) null[os]?$/i, 'tornar $1 opcional'],
    [
      /^(.*?) nao (?:deveria|deve|pode|precisa) ter (?:um )?(?:default|valor padrao|padrao)$/i,
      'remover o default de $1',
    ],
    [
      /^precisa(?:mos)? de (?=(?:um |uma )?(?:check|indice|index|constraint|unique|foreign key|fk|coluna|campo)\b)/i,
      'adicionar ',
    ],
    [/^novo (?:valor|status|estado) (?:de|do|da|para|em) (\S+): /i, 'adicionar the value to $1: '],
    [
      /^(.*?) (?:deve|devem|deveria|precisa) (?:ser )?(?:renomead[ao]s?) (?:para|como)? ?/i,
      'renomear $1 para ',
    ],
    [
      /^(.*?) (nao )?(?:deve|deveria|precisa) (?:ser )?(?:removid[ao]s?|excluid[ao]s?|apagad[ao]s?)\b/i,
      '$2 remover $1',
    ],
    [
      /^(?:precisamos de|precisamos|preciso de|e necessario|e preciso|falta|faltam|necessitamos de|e necessaria) (?=.*\b(?:colunas?|campos?|indice|tabela)\b)(?!(?:adicionar|criar|remover|renomear|alterar|mudar|tornar)\b)/i,
      'adicionar ',
    ],
    [
      /^(?:precisamos|e necessario|e preciso|gostaria de|gostariamos de|queremos|quero|desejo|devemos|favor|temos que|seria bom|deveriamos) (?=(?:adicionar|criar|remover|renomear|alterar|mudar|tornar|permitir|excluir|incluir)\b)/i,
      '',
    ],
    [/(\d+) caracteres (?:no maximo|max|maximo)/gi, 'at most $1 characters'],
    [
      /^(?:ao (?:excluir|apagar|remover)|quando) (?:uma?|o|a) (\S+)(?: (?:for|e) (?:excluid[ao]|removid[ao]|apagad[ao]))?, (?:(?:excluir|apagar|remover) (?:tambem )?(?:as|os|seus|suas) )/i,
      'when a $1 is deleted, delete its ',
    ],
  ],
  phrases: dictionary(`
    por favor | favor = please
    adicionemos | coloca um | coloca uma | colocar um | colocar uma = add a
    poderiamos = maybe we could
    adicionar | adicione | adiciona | incluir | inclua | acrescentar | inserir | adicao de | adicionando = add
    criar | crie | cria | criacao de = create
    dropar | dropa | drope | tirar | tira | tire | descartar | eliminar | elimine = drop
    remover | remova | remove | excluir | exclua | apagar | apague | deletar | remocao de = drop
    nao remover | nao remova | nao excluir | nao apagar = do not drop
    renomear | renomeie | renomeia | renomeando | mudar nome | alterar nome | mudar o nome | trocar o nome de | trocar o nome | trocar nome = rename
    alterar o nome de | mudar o nome de = rename
    muda | mudando | troca | troque | passar | passa | passe = change
    alterar | altera | altere | mudar | mude | modificar | converter | trocar = change
    aumentar = increase
    tornar | torne | deixar | fazer | marcar = make
    definir | defina | colocar = set
    definir tabela | definir a tabela | modelar tabela | modelar a tabela = create the table
    permitir | permita | aceitar | aceite = allow
    ativar | habilitar = enable
    coluna | campo | atributo = column
    entidade = entity
    tabela intermediaria = join table
    colunas | campos | atributos = columns
    os atributos | seguintes atributos = the columns
    as seguintes colunas | os seguintes campos = the columns
    com as colunas | com os campos | com as seguintes colunas | com os seguintes campos = with the columns
    todas as tabelas = all tables
    cada tabela = every table
    ambos | ambas = both
    pra = to
    pro | pra a | pra o = to the
    tabela = table
    modelo = model
    formulario = form
    na lista de | na listagem de | em lista de | to_the_ listagem de = in the list page of
    na administracao = on the admin page
    criacao da | criacao do = create the
    com colunas para | com campos para | com as colunas para = with columns for
    armazenar | guardar | salvar | gravar = store
    corrigir | consertar = fix
    validacao | validacoes = validation
    mostrar | exibir | listar = show
    estas colunas | essas colunas | estes campos | esses campos = these columns
    para guardar | para armazenar | para poder guardar | para poder armazenar | para salvar = to store
    banco de dados | bd = database
    no banco | no banco de dados | no bd = in the database
    este campo | esse campo | esta coluna | essa coluna = this column
    devera | deverao = should
    deve ter | devem ter | precisa ter | devera ter = should have
    tipos de dados = types
    tabelas = tables
    indice | indices = index
    indice unico = unique index
    indice composto = composite index
    chave estrangeira para a tabela | chave estrangeira para | referencia a tabela | referencia para | referenciando | fk para | referencia a | que referencia = references
    chave estrangeira de | chave estrangeira em = foreign key on
    chave estrangeira = foreign key
    chave primaria = primary key
    auto-incremento | autoincremento | auto incremento | auto-incrementado | autoincremental = auto-increment
    restricao de unicidade | restricao unica | restricao unique = unique constraint
    restricao check | restricao = check constraint
    o tipo de = the type of
    de tipo | do tipo = of type
    tipo de dados | tipo = type
    tipo da coluna | tipo do campo = type of the column
    valor padrao de | valor default de = default value of
    valor padrao | por padrao | padrao | valor default = default
    com valor padrao | com padrao | com default = with default
    inteiro | inteira | numero inteiro = integer
    numero | numerico | decimal = numeric
    texto | string = text
    booleano | booleana | verdadeiro/falso | sim/nao = boolean
    data e hora | timestamp com fuso | timestamp com fuso horario = timestamptz
    data = date
    opcional | nao obrigatorio | nao obrigatoria | opcionais = optional
    obrigatorio | obrigatoria | requerido | nao nulo | nao nula | obrigatorios = required
    unico | unica | unicos = unique
    nulos | valores nulos = nulls
    nulo | nula | vazio | vazia = null
    nao pode ser | nao deve ser | nao podem ser | nao devem ser | nao deveria ser = must not be
    nunca deve ser | nunca pode ser = must never be
    nao deve | nao pode = must not
    deve ser | tem que ser | devem ser | deve estar | precisa ser = must be
    deveria ser = should be
    deve | devem | tem que = must
    deveria = should
    pode ser = may be
    pode = may
    negativo | negativa | negativos = negative
    nao negativo | nao negativa = non-negative
    positivo | positiva = positive
    maior que | maior do que = greater than
    maior ou igual a | no minimo | minimo | pelo menos = at least
    menor que | menor do que = less than
    no maximo | maximo | ate = at most
    caracteres = characters
    entre = between
    com os valores permitidos | com valores permitidos | com os valores possiveis = , allowed values
    valores permitidos | valores possiveis | valores validos = allowed values
    com os valores | com valores = with the values
    um de | um dos valores = one of
    valores = values
    valor = value
    comentario = comment
    exclusao em cascata | com exclusao em cascata | excluir em cascata | em cascata | delecao em cascata = on delete cascade
    existentes = existing
    linhas | registros = rows
    nao is mais usada | nao is mais usado | nao is mais utilizada | nao e mais usada | nao usamos mais | sem uso | nao is usada = is no longer used
    chamada | chamado | com o nome | de nome = called
    e = and
    ou = or
    mas = but
    nao = not
    nunca = never
    sem = without
    apenas para | somente para | so para | apenas se = only for
    exceto | menos = except
    se = if
    quando = when
    depois de | apos = after
    antes de = before
    porque | pois | ja que = because
    para que | para poder = so that
    em vez de | ao inves de | no lugar de = instead of
    talvez = maybe
    mais tarde = later
    the_ | o | os | as | a = the
    um | uma = a
    nova | novo | novas | novos = new
    seguintes = following
    na | no | nas | nos = in the
    em = in
    to_the_ | ao | aos = to the
    da | do | das | dos = of the
    de = of
    para a | para o = to the
    para = to
    sobre a | sobre o = on the
    sobre = on
    por ultimo = last
    por = per
    com = with
    como = as
    is | sao | esta = is
    que = that
    tambem = also
    botao = button
    pagina | tela = page
    na view | nas views | no formulario | ao formulario = on the page
    configuracoes = settings page
    modo escuro = dark mode
    somente apos | apenas apos | somente quando | apenas quando | assim que | enquanto | ate que | desde que = only if
    algum dia | no futuro | futuramente = some day
    ainda nao = not yet
    a menos que = unless
    dois | duas = two
    tres = three
    esteja entre | fique entre = is between
    seja | sejam = is
    verdadeiro = true
    falso = false
    podemos = can we
    voce pode | podem = can you
    devemos | deveriamos = should we
    faltando = missing`),
  after: [
    ...behindNoun,
    [/\bindex in the? ?/gi, 'index on the '],
    [/\bmake (required|optional|unique) (the .*)$/i, 'make $2 $1'],
  ],
};
