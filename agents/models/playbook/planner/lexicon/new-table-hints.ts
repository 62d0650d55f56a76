const list = (text: string): readonly string[] => text.trim().split(/\s+/);

const words: Readonly<Record<string, readonly string[]>> = {
  text: list(`
    action type status state category kind role mode method path endpoint route code text password passwd hash accent provider plan brand model make vendor supplier
    genre occupation profession department answer question response request query event entity resource target topic source channel platform version
    location region province state district neighborhood postcode uf tag image img photo picture avatar logo thumbnail video file filename attachment cover poster
    login reference identifier secret scope scopes expression pattern command output error remark remarks review feedback suggestion comments details
    nombre nombres apellido apellidos documento telefono correo direccion ciudad pais estado especialidad descripcion contrasena titulo notas tipo categoria
    nome sobrenome telefone endereco cidade titulo descricao senha tipo mensagem conteudo
    nom prenom titre adresse ville pays motdepasse mdp
    vorname nachname titel beschreibung strasse ort plz passwort
    handle display bio skill diagnosis symptoms allergies species breed manufacturer plate vin license licence isbn publisher edition format
    first last middle full lyrics album artist`),
  integer: list(`
    rating score stars rank level priority order index number num limit used total seats views likes votes size duration height width length year month day week port
    attempts retries qty qnt pages episodes season cantidad cantidade quantidade edad idade anzahl`),
  'timestamp with time zone': list(`
    start end until since starts ends started ended expires expiry expiration joined published submitted completed updated deleted due time datetime timestamp seen sent received
    creation modification inicio fim`),
  date: list('dob fecha data nacimiento nascimento'),
  'numeric(12,2)': list(`
    subtotal balance tax precio preco prix preis valor monto importe rate wage income expense payment deposit`),
  boolean: list(
    'approved deleted completed done read available published paid confirmed accepted required featured responded activo ativo actif aktiv blocked banned locked revoked success successful admin activated deactivated',
  ),
  jsonb: list(
    'config configuration preferences properties options metadata before after changes context json',
  ),
};

/**
 * In a new table whoever reads the names alone would settle on these; beside rows that are there, `status` or `level`
 * is asked about.
 */
export const newTableHints: ReadonlyMap<string, string> = new Map(
  Object.entries(words).flatMap(([type, names]) => names.map((name) => [name, type] as const)),
);

/** Keys of others, which are no numbers of this database. */
export const foreignSystems: ReadonlySet<string> = new Set(
  list(
    'stripe paypal google github gitlab facebook apple twitter discord slack telegram external device session request trace correlation message tracking provider provisioner paypal square okta auth0 firebase clerk cognito youtube spotify tmdb imdb ref reference charge intent idempotency',
  ),
);
