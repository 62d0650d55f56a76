import type { Node, RangeVar } from 'libpg-query';
import { strength } from '../../postgres/measure/index.ts';
import type { SchemaState } from '../../postgres/snapshot/index.ts';
import type { CheckedMigration, CheckedStatement } from '../migration.ts';
import type { MeasuredStatement, Touched } from '../prove/measured.ts';
import { Catalog, type Thing } from './catalog.ts';
import { partsOf } from './names.ts';
import { NameTrail } from './trail.ts';

/** A migration that applied: what its statements did to what was there before. */
export interface Scene {
  readonly migration: CheckedMigration;
  readonly before: Catalog;
  readonly after: Catalog;
  readonly sights: readonly Sight[];
  /** The rows were those of a database in use: what did not fail here does not fail there. */
  readonly realRows: boolean;
}

/** One statement of a scene. */
export interface Sight {
  readonly scene: Scene;
  readonly statement: CheckedStatement;
  readonly node: Node;
  /** Relations that were there before the migration, and by the names they had then. */
  readonly touched: readonly Touched[];
  /** It was seen only from another session while it ran: what nobody saw may have been. */
  readonly watched: boolean;
  /** What a name stands for here, if that was there before the migration. */
  existing(relation: Pick<RangeVar, 'schemaname' | 'relname'> | undefined): Thing | undefined;
  touchOf(relation: Thing | undefined): Touched | undefined;
}

export interface Observation {
  readonly migration: CheckedMigration;
  readonly statements: readonly MeasuredStatement[];
  readonly before: SchemaState;
  readonly after: SchemaState;
  readonly realRows: boolean;
}

export function sceneOf({ migration, statements, before, after, realRows }: Observation): Scene {
  const [was, is] = [new Catalog(before), new Catalog(after)];
  const sights: Sight[] = [];
  const scene: Scene = { migration, before: was, after: is, sights, realRows };
  let trail = new NameTrail(was);
  for (const { statement, touched } of statements) {
    sights.push(sightOf(scene, statement, touched, trail));
    trail = trail.after(statement.node);
  }
  return scene;
}

function sightOf(
  scene: Scene,
  statement: CheckedStatement,
  measured: readonly Touched[],
  trail: NameTrail,
): Sight {
  const touched = measured.flatMap((touch) => {
    const [schema, name = ''] = partsOf(touch.relation);
    const relation = trail.existing(schema, name) ?? scene.before.relation(schema, name);
    return relation === undefined ? [] : [{ ...touch, relation: relation.name }];
  });
  return {
    scene,
    statement,
    node: statement.node,
    touched,
    watched: statement.outsideTransaction !== null,
    existing: (relation) =>
      relation === undefined ? undefined : trail.existing(relation.schemaname, relation.relname ?? ''),
    touchOf: (relation) => touched.find((touch) => touch.relation === relation?.name),
  };
}

export const blocksReads = ({ mode }: Touched): boolean => strength(mode) >= strength('AccessExclusiveLock');
export const blocksWrites = ({ mode }: Touched): boolean => strength(mode) >= strength('ShareLock');
