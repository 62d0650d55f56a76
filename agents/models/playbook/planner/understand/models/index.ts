import { drizzleModel } from './drizzle.ts';
import type { Model } from './model.ts';
import { prismaModel } from './prisma.ts';
import { sqlalchemyModel } from './sqlalchemy.ts';
import { typeormModel } from './typeorm.ts';

export type { Model, ModelColumn } from './model.ts';

/*
 * Schema models of applications (Prisma, Drizzle, TypeORM, SQLAlchemy). A snippet that holds more than one table, or
 * a line that is not known, is read by nobody: a part of a model would be another table.
 */
export function modelIn(text: string): Model | undefined {
  const snippet = text.trim();
  return prismaModel(snippet) ?? drizzleModel(snippet) ?? typeormModel(snippet) ?? sqlalchemyModel(snippet);
}
