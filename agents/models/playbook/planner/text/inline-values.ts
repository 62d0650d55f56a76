/** `ENUM(`a`, `b`)`: values that are marked one by one. */
const markedEnum = /\benum\s*\(((?:\s*`[^`\n]+`\s*,?)+)\)/gi;
/** `` `ENUM('a','b')` ``: a type that is marked as a whole. */
const enumSpan = /`\s*(enum\s*\([^`\n]*\))\s*`/gi;
/** `` `admin | standard` ``: what it may be. */
const alternatives = /`([\w-]+(?:\s*\|\s*[\w-]+)+)`/g;

/** `(ENUM: OPEN, CLOSED)` */
const namedEnum = /\(\s*enum\s*:\s*([\w-]+(?:\s*[,|/]\s*[\w-]+)+)\s*\)/gi;
/** `STRING/UNIQUE` */
const slashed =
  /\b(string|text|int|integer|bigint|varchar(?:\(\d+\))?|uuid|boolean|date|datetime)\s*\/\s*(?=(?:unique|not null|required|nullable|optional|pk|fk|primary key)\b)/gi;

/** `string (varchar 50)`: the bracket says which. */
const precise =
  /\b(?:string|text|texte|texto|cha[iî]ne(?: de caract[eè]res)?|cadena(?: de (?:texto|caracteres))?)\s*\(\s*(varchar|nvarchar|char)\s*\(?\s*(\d+)\s*\)?\s*\)/giu;

/** `first & last name`, `start/end times`: two names that share their noun. */
const sharedNoun =
  /\b(first|start|starting|begin|opening|open|min|minimum|lowest|billing|home|check-?in)(?: ?[/&] ?| and )(last|end|ending|closing|close|max|maximum|highest|shipping|away|guest|check-?out) (name|time|date|hour|day|price|value|age|amount|address|score|team)(?:s|es)?\b/gi;

/** `phone/email fields` */
const slashedNames = /\b([a-z]\w*) ?\/ ?([a-z]\w*) (?=(?:fields|columns|attributes)\b)/gi;

const quoted = (values: readonly string[]): string => values.map((one) => `'${one}'`).join(', ');

/** Values that stand in code spans, and names that share a noun, as words say them. */
export const withPlainValues = (text: string): string =>
  text
    .replace(sharedNoun, '$1 $3 and $2 $3')
    .replace(slashedNames, '$1 and $2 ')
    .replace(namedEnum, (_, values: string) => `(enum(${quoted(values.split(/\s*[,|/]\s*/))}))`)
    .replace(precise, '$1($2)')
    .replace(slashed, '$1, ')
    .replace(enumSpan, '$1')
    .replace(markedEnum, (_, values: string) => `enum(${values.replace(/`/g, "'")})`)
    .replace(/\bof type (?=enum\s*\()/gi, '')
    .replace(alternatives, (_, values: string) => `one of ${quoted(values.split(/\s*\|\s*/))}`);
