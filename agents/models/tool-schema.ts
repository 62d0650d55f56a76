import { z } from 'zod';

/** JSON Schema of a tool's input, as the API takes it. Throws where Zod has no JSON Schema for it (dates, bigint …). */
export function toolSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...input } = z.toJSONSchema(schema, { io: 'input' });
  return input;
}

type Schema = Readonly<Record<string, unknown>>;

/** Keywords that the API refuses in strict schemas, or that say something which its strict form cannot keep. */
const lost = [
  'prefixItems',
  'patternProperties',
  'not',
  'if',
  'propertyNames',
  'dependentRequired',
  'contains',
];

/**
 * What the API refuses in a tool's schema, or would lose without a word, each as `path: why`; empty when it is fine.
 * Lengths, ranges and patterns are fine: they become part of the description, and Zod checks them.
 */
export function schemaProblems(schema: Schema): string[] {
  const problems: string[] = [];
  const say = (path: string, why: string) => problems.push(`${path}: ${why}`);

  if (schema.type !== 'object') say('$', 'the input must be an object');
  for (const union of ['anyOf', 'oneOf', 'allOf']) {
    if (union in schema) say('$', `${union} is refused at the top`);
  }
  const definitions = isSchema(schema.$defs) ? schema.$defs : {};
  for (const [name, definition] of Object.entries(definitions)) {
    if (isSchema(definition)) visit(definition, `$defs.${name}`, [`#/$defs/${name}`]);
  }
  visit(schema, '$', ['#']);
  return [...new Set(problems)];

  function visit(part: Schema, path: string, inside: readonly string[]): void {
    for (const keyword of lost) if (keyword in part) say(path, `${keyword} cannot be expressed`);
    if (typeof part.$ref === 'string') {
      if (reaches(part.$ref, inside)) say(path, 'it contains itself; recursive schemas are refused');
      else if (!part.$ref.startsWith('#/$defs/')) say(path, `${part.$ref} points outside`);
      return;
    }
    const unions = ['anyOf', 'oneOf', 'allOf'].filter((keyword) => Array.isArray(part[keyword]));
    if (unions.length > 1) say(path, `${unions.join(' and ')} together: only one of them is kept`);
    const typed = 'type' in part || 'enum' in part || 'const' in part || unions.length > 0;
    if (!typed) say(path, 'it has no type: anything would be accepted');
    // Of `string | null` both are kept; of a list with objects in it, the strict form keeps no properties.
    if (Array.isArray(part.type) && part.type.some((type) => type === 'object' || type === 'array')) {
      say(path, `a list of types (${part.type.join(', ')}): write a union`);
    }
    for (const value of Array.isArray(part.enum) ? part.enum : 'const' in part ? [part.const] : []) {
      if (typeof value === 'object' && value !== null) say(path, 'only plain values can be listed');
    }
    if (part.type === 'object') visitObject(part, path, inside);
    if (part.type === 'array' && !isSchema(part.items)) say(path, 'an array without the type of its items');
    if (isSchema(part.items)) visit(part.items, `${path}[]`, inside);
    for (const union of unions) {
      const variants = part[union];
      if (!Array.isArray(variants)) continue;
      variants.forEach((variant, index) => {
        if (isSchema(variant)) visit(variant, `${path}|${nameOf(variant) ?? index}`, inside);
      });
    }
  }

  function visitObject(part: Schema, path: string, inside: readonly string[]): void {
    if (isSchema(part.additionalProperties)) {
      say(path, 'free keys (z.record): the strict form is an empty object');
    }
    const properties = isSchema(part.properties) ? part.properties : {};
    for (const [name, property] of Object.entries(properties)) {
      if (!/^[a-zA-Z0-9_.-]{1,64}$/.test(name))
        say(`${path}.${name}`, 'the API refuses this name of a property');
      if (isSchema(property)) visit(property, `${path}.${name}`, inside);
    }
  }

  /** Whether following a reference leads back into one of these. */
  function reaches(ref: string, inside: readonly string[], seen: readonly string[] = []): boolean {
    if (inside.includes(ref)) return true;
    if (seen.includes(ref)) return false;
    const definition = definitions[ref.replace('#/$defs/', '')];
    return [...refsIn(definition)].some((next) => reaches(next, inside, [...seen, ref]));
  }
}

function* refsIn(part: unknown): Generator<string> {
  if (typeof part !== 'object' || part === null) return;
  for (const [key, value] of Object.entries(part)) {
    if (key === '$ref' && typeof value === 'string') yield value;
    else yield* refsIn(value);
  }
}

/** The constant that tells the variants of a discriminated union apart. */
function nameOf(variant: Schema): string | undefined {
  const properties = isSchema(variant.properties) ? Object.values(variant.properties) : [];
  const constant = properties.find((property) => isSchema(property) && typeof property.const === 'string');
  return isSchema(constant) ? String(constant.const) : undefined;
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
