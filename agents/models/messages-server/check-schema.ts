import { invalid } from './refusal.ts';

const supported = new Set([
  '$defs',
  '$ref',
  'additionalProperties',
  'allOf',
  'anyOf',
  'const',
  'default',
  'definitions',
  'description',
  'enum',
  'format',
  'items',
  'minItems',
  'pattern',
  'properties',
  'required',
  'title',
  'type',
]);

/** The subset of JSON Schema that `strict: true` and `output_config.format` take. */
export function checkStrictSchema(
  schema: unknown,
  path: string,
  inside: readonly string[] = ['#'],
  root = schema,
): void {
  if (!isRecord(schema)) throw invalid(`${path}: a schema must be an object`);
  for (const keyword of Object.keys(schema)) {
    if (!supported.has(keyword))
      throw invalid(`${path}: For '${String(schema.type)}' type, property '${keyword}' is not supported`);
  }
  if (typeof schema.$ref === 'string') {
    if (inside.includes(schema.$ref)) throw invalid(`${path}: recursive schemas are not supported`);
    const name = schema.$ref.replace('#/$defs/', '');
    const definition = isRecord(root) && isRecord(root.$defs) ? root.$defs[name] : undefined;
    if (definition === undefined) throw invalid(`${path}: ${schema.$ref} cannot be resolved`);
    checkStrictSchema(definition, `${path}.${schema.$ref}`, [...inside, schema.$ref], root);
    return;
  }
  if (schema.type === 'object' && schema.additionalProperties !== false) {
    throw invalid(`${path}: For 'object' type, 'additionalProperties' must be explicitly set to false`);
  }
  if (typeof schema.minItems === 'number' && schema.minItems > 1) {
    throw invalid(`${path}: For 'array' type, 'minItems' values other than 0 or 1 are not supported`);
  }
  for (const [name, property] of Object.entries(isRecord(schema.properties) ? schema.properties : {})) {
    checkStrictSchema(property, `${path}.properties.${name}`, inside, root);
  }
  if ('items' in schema) checkStrictSchema(schema.items, `${path}.items`, inside, root);
  for (const union of ['anyOf', 'allOf']) {
    const variants = schema[union];
    if (!Array.isArray(variants)) continue;
    variants.forEach((variant, index) => {
      checkStrictSchema(variant, `${path}.${union}.${index}`, inside, root);
    });
  }
}

/** What the API counts over all strict schemas. */
export function costOf(schema: unknown): { optional: number; unions: number } {
  const cost = { optional: 0, unions: 0 };
  if (!isRecord(schema)) return cost;
  const properties = isRecord(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required : [];
  cost.optional += Object.keys(properties).filter((name) => !required.includes(name)).length;
  if (Array.isArray(schema.anyOf) || Array.isArray(schema.type)) cost.unions++;
  const definitions = isRecord(schema.$defs) ? Object.values(schema.$defs) : [];
  const variants = [schema.anyOf, schema.allOf].flatMap((list) => (Array.isArray(list) ? list : []));
  for (const part of [...Object.values(properties), ...definitions, ...variants, schema.items]) {
    const { optional, unions } = costOf(part);
    cost.optional += optional;
    cost.unions += unions;
  }
  return cost;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
