import { dbmlSchema } from './dbml.ts';
import { djangoSchema } from './django.ts';
import { drizzleSchema } from './drizzle.ts';
import { exposedSchema } from './exposed.ts';
import { jpaSchema } from './jpa.ts';
import { mermaidSchema } from './mermaid.ts';
import type { Schema } from './model.ts';
import { prismaSchema } from './prisma.ts';
import { sequelizeSchema } from './sequelize.ts';
import { sqlalchemySchema } from './sqlalchemy.ts';
import { typeormSchema } from './typeorm.ts';

export type {
  Model,
  ModelCheck,
  ModelColumn,
  ModelEnum,
  ModelIndex,
  ModelJoin,
  ModelKey,
  Schema,
} from './model.ts';
export { quoted } from './model.ts';

const readers: readonly ((
  text: string,
  there: ReadonlyMap<string, readonly string[]>,
) => Schema | undefined)[] = [
  prismaSchema,
  drizzleSchema,
  typeormSchema,
  djangoSchema,
  sequelizeSchema,
  jpaSchema,
  exposedSchema,
  sqlalchemySchema,
  dbmlSchema,
  mermaidSchema,
];

/*
 * Schema models of applications (Prisma, Drizzle, TypeORM, SQLAlchemy, Django, Sequelize, JPA, Exposed). A snippet that holds a line that is not
 * known is read by nobody: a part of a model would be another table.
 */
export function schemaIn(
  text: string,
  /** Enums of the database, by the key of their names: a snippet may use them without showing them. */
  there: ReadonlyMap<string, readonly string[]> = new Map(),
): Schema | undefined {
  const snippet = text.trim();
  for (const read of readers) {
    const schema = read(snippet, there);
    if (schema) return schema;
  }
  return undefined;
}
