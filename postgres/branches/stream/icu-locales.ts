import type { FactBase } from '@supabase/pg-delta';

/** Before PostgreSQL 15 an ICU collation keeps its locale where others have LC_COLLATE; the planner looks only at the new place. */
export async function withIcuLocales(facts: FactBase): Promise<FactBase> {
  const { buildFactBase } = await import('@supabase/pg-delta');
  let changed = false;
  const all = facts.facts().map((fact) => {
    const { provider, locale, lcCollate } = fact.payload;
    if (fact.id.kind !== 'collation' || provider !== 'i' || locale !== null || lcCollate === undefined)
      return fact;
    changed = true;
    return { ...fact, payload: { ...fact.payload, locale: lcCollate } };
  });
  return changed ? buildFactBase(all, [...facts.edges], facts.source, facts.referenceOnly) : facts;
}
