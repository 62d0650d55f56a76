import { behindNoun, dictionary, type Language, signs } from './language.ts';

export const spanish: Language = {
  signs: signs(
    'puede ser nulo nulos unica unico indice el la los las una un que para con por en del al agregar anadir columna columnas tabla campo crear eliminar no se es esta como pero tambien cuando y debe deberia nueva nuevo de hay mas instalar instala extension entidad datos pasa llamarse obligatorio obligatoria requerido requerida opcional hacer quitar',
  ),
  accents: [],
  before: [
    [
      /^(?:quitar|quitarle|eliminar|sacar) (?:el )?(?:valor por defecto|default) a (?:la columna |el campo )?(\S+)$/i,
      'eliminar el valor por defecto de $1',
    ],
    [/^(?:clave|llave) (?:foranea|externa) (?:de(?:l| la)?|a(?:l| la)?|hacia) (\S+)$/i, 'foreign key to $1'],
    // `con nombre, correo y telefono`: columns, and not what it is called.
    [/\bcon (?=nombre(?:,| y )\s*\p{L})/giu, 'con los campos '],
    [
      /^para (?:que|poder|\w+[aei]r)\b[^,]*, (?=(?:por favor|agregar|anadir|necesitamos|hay que|crear|la columna|se necesita|falta)\b)/i,
      '',
    ],
    [
      /^(en (?:la tabla )?\S+) (?:hace falta|hacen falta|falta|faltan|se necesita|se necesitan|necesitamos|se requiere) (?=(?:un|una|el|la|los|las|dos)\b)/i,
      'agregar $1 ',
    ],
    [
      /^la tabla (\S+) (?:necesita|requiere|deberia tener|debe tener|debe incluir) (?=(?:un|una|el|la)\b)/i,
      'agregar a $1 ',
    ],
    [
      /^(?:se puede|podemos|hay que|pueden|por favor|ya se puede)? ?(?:eliminarl[ao]|borrarl[ao]|quitarl[ao]|se puede (?:eliminar|borrar|quitar)|puede (?:eliminarse|borrarse|ser eliminad[ao]))$/i,
      'eliminar',
    ],
    [/^(?:ya )?se puede (?:eliminar|borrar|quitar)$/i, 'eliminar'],
    [/^(?:la tabla |el campo |la columna )?(\S+) pasa(?:ra)? a llamarse (\S+)$/i, 'renombrar $1 a $2'],
    [
      /^(?:el campo |la columna )?(\S+) (obligatori[oa]|requerid[oa]|opcional|unic[oa]|nullable) en (\S+)$/i,
      '$1 of $3 must be $2',
    ],
    [
      /^(?:el campo |la columna )?(\S+) (?:deja de ser|ya no es|ya no debe ser) (?:obligatori[oa]|requerid[oa])\b/i,
      'hacer $1 opcional',
    ],
    [
      /^(?:el campo |la columna )?(\S+) (?:debe|deberia|tiene que) ser (?:irrepetible|unic[oa])$/i,
      '$1 must be unique',
    ],
    [/^(.*?) (?:debe|deberia) (?:cambiar|pasar) (?=de \S+ a )/i, 'cambiar el tipo de $1 '],
    [
      /\b(?:solo (?:debe|puede|deberia)|(?:debe|puede|deberia)) (?:aceptar|contener|tener|ser|admitir|tomar) (?:solo |solamente |unicamente |uno de )(?:los valores )?/gi,
      'must be one of ',
    ],
    [
      /\bsolo (?:debe|puede|deberia) (?:aceptar|contener|tener|ser|admitir|tomar) (?:los valores |uno de los valores )?/gi,
      'must be one of ',
    ],

    [
      /^(.*?) (?:debe|deben|deberia|deberian|tiene que) (?:ser )?(?:renombrad[ao]s?|renombrarse|llamarse) (?:a|como)? ?/i,
      'renombrar $1 a ',
    ],
    [
      /^(.*?) (no )?(?:debe|deberia|tiene que) (?:ser )?(?:eliminad[ao]s?|borrad[ao]s?|eliminarse|borrarse)\b/i,
      '$2 eliminar $1',
    ],
    [
      /^al (?:borrar|eliminar) (?:una?|el|la) (\S+),? (?:se )?(?:debe|deben|deberian)? ?(?:tambien )?(?:borrar|eliminar|borrarse|eliminarse) (?:tambien )?(?:sus|las|los) /i,
      'cuando un $1 is deleted, delete its ',
    ],
    [
      /^cuando se (?:elimina|borra|elimine|borre) (?:una?|el|la) (\S+), (?:poner|dejar|establecer) (.*?) (?:en|a|como) null$/i,
      'on delete of $1 set $2 to null',
    ],
    [
      /^(?:se )?(?:necesita|necesitamos|necesito|hace falta|hacen falta|falta|faltan|se requiere|requiere|se requieren) (?=.*\b(?:columnas?|campos?|indice|tabla)\b)/i,
      'agregar ',
    ],
    [
      /^(?:hay que|se debe|se deberia|habria que|deberiamos|debemos|quisiera|queremos|quiero|necesitamos|me gustaria|se necesita|seria bueno|hace falta) (?=(?:agregar|anadir|crear|eliminar|renombrar|cambiar|quitar|borrar|hacer|permitir|poner|modificar)\b)/i,
      '',
    ],
  ],
  phrases: dictionary(`
    por favor | porfa = please
    agreguemos | anadamos | metamos | meter | mete | pongamos | incluyamos | incluyendo | anadiendo = add
    podriamos | habria que = maybe we could
    agregar | agrega | agregue | agreguen | anadir | anade | anada | incluir | adicionar | agregarle | insertar | incorporar | agregado de | agregando = add
    crear | crea | creen | cree | creacion de | creando = create
    eliminando | borrando | quitando | quitarle | quitale | sacar | saca | sacarle | tirar | tiremos | quitemos | eliminemos | borremos | descartar = drop
    eliminar | elimina | elimine | borrar | borra | quitar | quita | suprimir | remover | eliminacion de | dropear = drop
    no eliminar | no borrar | no elimines | no borres = do not drop
    renombrar | renombra | renombre | renombremos | renombrando = rename
    cambiar el nombre de | cambiar nombre de = rename
    cambiemos | pasemos | convirtamos | convertirlo | convertirla | pasarlo | pasarla = change
    cambiar | cambia | cambie | modificar | modifica | convertir | pasar | migrar = change
    ampliar | aumentar = increase
    hacerlo | hacerla | hazlo | hazla = make it
    hacer | haz | poner | volver | dejar | marcar = make
    establecer | definir | fijar = set
    definir tabla | definir la tabla | disenar tabla | disenar la tabla = create the table
    permitir | permita | permite | aceptar | acepte | admitir | admita = allow
    activar | habilitar = enable
    instalar | instala | instale = install
    la extension = the extension
    la columna | el campo = the column
    columna | campo | atributo = column
    entidad = entity
    columnas | campos | atributos = columns
    todas las tablas = all tables
    cada tabla = every table
    hacia | hacia la tabla = to
    al modelo | a la tabla | al esquema = to the table
    tabla = table
    modelo = model
    formulario = form
    en lista de | en la lista de | en el listado de | al listado de | a la lista de = in the list page of
    en administracion | en la administracion | en el panel de administracion = on the admin page
    con columnas para | con campos para = with columns for
    guardar | almacenar | registrar = store
    corregir | arreglar | corrige = fix
    validacion | validaciones = validation
    mostrar | muestra | visualizar = show
    estas columnas | estos campos = these columns
    sin uso | sin usar = unused
    para guardar | para almacenar | para poder guardar | para registrar = to store
    base de datos | bbdd | bd = database
    este campo | esta columna | dicho campo = this column
    debera | deberan = should
    deben tener | tienen que tener | debera tener = should have
    tipos de datos | tipos de dato = types
    tablas = tables
    las siguientes columnas | los siguientes campos | las columnas siguientes | los campos = the columns
    con las columnas | con los campos | con estas columnas = with the columns
    indice | indices = index
    indice unico = unique index
    indice compuesto = composite index
    clave foranea a | clave foranea hacia | llave foranea a | clave externa a | referencia a | que referencia a | fk a | clave foranea a la tabla | referencia a la tabla | hace referencia a = references
    clave foranea de | clave foranea en | clave foranea desde | llave foranea de = foreign key on
    clave foranea | llave foranea | clave externa = foreign key
    clave primaria | llave primaria = primary key
    autoincremental | auto incremental | autoincrementable | auto-incremental | autonumerico = auto-increment
    restriccion de unicidad | restriccion unica | restriccion unique = unique constraint
    restriccion check | restriccion de verificacion | restriccion = check constraint
    de tipo | del tipo = of type
    tipo de datos | tipo de dato | tipo = type
    el tipo de = the type of
    tipo de la columna | tipo del campo | tipo de columna | tipo de datos de la columna = type of the column
    valor por defecto de | valor predeterminado de = default value of
    valor por defecto | valor predeterminado | por defecto | valor default | por omision = default
    con valor por defecto | con valor predeterminado | con default = with default
    entero | entera | numero entero = integer
    numero | numerico | decimal = numeric
    texto | cadena | cadena de texto = text
    booleano | booleana | verdadero/falso | si/no = boolean
    fecha y hora | marca de tiempo = timestamptz
    fecha = date
    opcional | no obligatorio | no obligatoria | opcionales | no requerido = optional
    obligatorio | obligatoria | requerido | requerida | obligatorios | no nulo | no nula | no vacio | not null = required
    unico | unica | unicos | unicas = unique
    nulos | valores nulos = nulls
    nulo | nula | vacio | vacia = null
    no puede ser | no debe ser | no pueden ser | no deben ser | no deberia ser | no debe estar = must not be
    no debe | no puede = must not
    nunca debe ser | no debe ser nunca = must never be
    debe ser | tiene que ser | debe estar | debe tener = must be
    deberia ser | deberia estar | deberian ser = should be
    debe | tiene que | deben = must
    deberia | deberian = should
    puede ser = may be
    puede = may
    negativo | negativa | negativos | negativas = negative
    no negativo | no negativa = non-negative
    positivo | positiva = positive
    mayor que | mayor a | superior a = greater than
    mayor o igual que | mayor o igual a | minimo | al menos | como minimo = at least
    menor que | menor a = less than
    maximo | como maximo | hasta = at most
    caracteres = characters
    entre = between
    con los valores permitidos | con los valores posibles | con valores permitidos = , allowed values
    valores permitidos | valores posibles | posibles valores | valores validos = allowed values
    con los valores | con valores = with the values
    uno de = one of
    valores = values
    valor = value
    comentario = comment
    borrado en cascada | eliminacion en cascada | borrar en cascada | con borrado en cascada | eliminar en cascada | en cascada = on delete cascade
    existentes = existing
    filas | registros = rows
    ya no se usa | ya no se utiliza | ya no se usan | ya no usamos | sin uso | no se usa = is no longer used
    llamada | llamado | con nombre | con el nombre | denominada = called
    y | e = and
    o | u = or
    pero = but
    no = not
    nunca = never
    sin = without
    solo para | solo si | solo cuando | solo en = only for
    salvo | excepto = except
    si = if
    cuando = when
    despues de = after
    antes de = before
    porque | ya que | dado que | puesto que = because
    para que | para poder = so that
    en lugar de | en vez de = instead of
    quizas | quiza | tal vez | a lo mejor = maybe
    mas adelante = later
    el | la | los | las = the
    un | una | unos | unas = a
    nueva | nuevo | nuevas | nuevos = new
    siguiente | siguientes = following
    en la | en el | en los | en las = in the
    en = in
    a la | al | a los | a las = to the
    a = to
    de la | del | de los | de las = of the
    de = of
    desde = from
    para la | para el | para los = for the
    para = for
    sobre la | sobre el = on the
    sobre = on
    por = per
    con = with
    como = as
    es | son | esta | estan = is
    que = that
    tambien = also
    boton = button
    pagina | pantalla = page
    en la vista | en las vistas | al formulario | en el formulario = on the page
    configuracion | ajustes = settings page
    modo oscuro = dark mode
    solo despues de | solo una vez que | una vez que | siempre que | mientras | hasta que = only if
    algun dia | en el futuro | a futuro | en algun momento = some day
    todavia no | aun no = not yet
    a menos que = unless
    dos = two
    tres = three
    este entre | se encuentre entre = is between
    sea | sean = is
    verdadero = true
    falso = false
    podemos = can we
    puedes | podrias | pueden | podrian = can you
    deberiamos | debemos = should we
    falta el | falta un | falta = missing`),
  after: [
    ...behindNoun,
    [/\bmake (required|optional|unique) (the .*)$/i, 'make $2 $1'],
    [
      /\bon delete of \S+ set (\S+) of (\S+) to null\b/i,
      'change the foreign key on $1 of $2 to on delete set null',
    ],
  ],
};
