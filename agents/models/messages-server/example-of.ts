type Schema = Readonly<Record<string, unknown>>;

/** The smallest JSON that fits a schema: for brains that have to answer with structured output. */
export function exampleOf(schema: unknown, root: unknown = schema): unknown {
  if (!isSchema(schema)) return null;
  if (typeof schema.$ref === 'string') {
    const definitions = isSchema(root) && isSchema(root.$defs) ? root.$defs : {};
    return exampleOf(definitions[schema.$ref.replace('#/$defs/', '')], root);
  }
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const variants = [schema.anyOf, schema.oneOf].find(Array.isArray);
  if (variants !== undefined) return exampleOf(variants[0], root);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        required(schema).map(([name, property]) => [name, exampleOf(property, root)]),
      );
    case 'array':
      return Array.from({ length: Number(schema.minItems ?? 0) }, () => exampleOf(schema.items, root));
    case 'string':
      return 'x'.repeat(Number(schema.minLength ?? 1));
    case 'integer':
    case 'number':
      return Number(schema.minimum ?? 0);
    case 'boolean':
      return false;
    default:
      return null;
  }
}

function required({ properties, required: names }: Schema): [string, unknown][] {
  const all = isSchema(properties) ? Object.entries(properties) : [];
  return all.filter(([name]) => Array.isArray(names) && names.includes(name));
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
