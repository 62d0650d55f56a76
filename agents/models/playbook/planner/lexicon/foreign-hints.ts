/* What a name of another language says about a type. Spanish, French and Portuguese say first what it is. */

const of = (type: string, words: string): Readonly<Record<string, string>> =>
  Object.fromEntries(words.split(/\s+/).map((word) => [word, type]));

export const foreignHints: Readonly<Record<string, string>> = {
  ...of(
    'text',
    `nome nombre nom apellido apellidos sobrenome prenom descripcion descricao titulo titre telefono telefone celular correo courriel endereco direccion adresse ciudad cidade ville
    contrasena senha observacion observaciones observacao observacoes comentario comentaire mensagem mensaje genero sexo bairro rua cep cpf cnpj apelido libelle
    vorname nachname benutzername beschreibung bezeichnung titel telefon strasse stadt plz passwort bemerkung bemerkungen notiz notizen kommentar`,
  ),
  ...of('date', 'fecha datum geburtsdatum startdatum enddatum'),
  ...of('time without time zone', 'hora heure uhrzeit'),
  ...of('integer', 'cantidad quantidade quantite edad idade estoque anzahl menge'),
  ...of(
    'numeric(12,2)',
    'precio preco prix importe monto montante montant costo custo salario salaire preis betrag',
  ),
  ...of('boolean', 'ativo ativa activo activa actif habilitado excluido eliminado aktiv'),
};

/** Two words, as a name begins. */
export const foreignPairs: Readonly<Record<string, string>> = {
  'mot de': 'text',
  'fecha hora': 'timestamp with time zone',
  'data hora': 'timestamp with time zone',
  'data nascimento': 'date',
  'data inicio': 'date',
  'data inicial': 'date',
  'data fim': 'date',
  'data final': 'date',
  'data pedido': 'date',
  'data entrega': 'date',
  'data cadastro': 'date',
  'data vencimento': 'date',
  'data pagamento': 'date',
  'date naissance': 'date',
  'numero telephone': 'text',
  'numero telefono': 'text',
  'numero telefone': 'text',
  'date debut': 'date',
  'date fin': 'date',
  'date creation': 'date',
  'valor total': 'numeric(12,2)',
  'valor unitario': 'numeric(12,2)',
  'creado en': 'timestamp with time zone',
  'criado em': 'timestamp with time zone',
  'atualizado em': 'timestamp with time zone',
  'actualizado en': 'timestamp with time zone',
  'erstellt am': 'timestamp with time zone',
  'geandert am': 'timestamp with time zone',
  'aktualisiert am': 'timestamp with time zone',
};

/** The first word of a name that says yes or no. */
export const foreignBooleans: ReadonlySet<string> = new Set(['esta', 'tiene', 'tem', 'ist']);
