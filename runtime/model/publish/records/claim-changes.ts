import type { Json } from '../../../../metadata/common/json.ts';
import { formerTextsOf, formerValuesOf } from '../../../../metadata/former-values.ts';
import type { FieldSet, Form, Model } from '../../../../metadata/model.ts';
import type { UniqueSource } from '../../../../metadata/source.ts';
import { columnContent } from '../../../storage/tables/column-content.ts';

/** The changes that a publish makes in the claims of a form's records. */
export interface ClaimChange {
  /** Id. */
  readonly form: string;
  /** Names of rules whose claims are to be made anew, for all records. */
  readonly added: readonly string[];
  /** Names of rules that are no more. */
  readonly gone: readonly string[];
}

/** Rules that came, went, or claim something else than before: other fields, other records, values of another type. */
export function claimChanges(before: Model | undefined, after: Model): readonly ClaimChange[] {
  return [...after.formsById.values()].flatMap((form) => {
    const former = before?.formsById.get(form.id);
    if (former?.hash === form.hash) return [];
    const known = new Map(former?.unique.map((rule) => [rule.name, signature(former, rule)]));
    const added = form.unique
      .filter((rule) => known.get(rule.name) !== signature(form, rule))
      .map(({ name }) => name);
    const names = new Set(form.unique.map(({ name }) => name));
    const gone = [...known.keys()].filter((name) => !names.has(name));
    return added.length + gone.length > 0 ? [{ form: form.id, added, gone }] : [];
  });
}

/** Equal texts claim the same of the same records. */
function signature(form: Form, { fields, where, within, across, emptyCounts }: UniqueSource): string {
  const scope = within ?? (form.sharing ? 'organisation' : 'tenant');
  const read = new Set([...fields, ...factsIn(where ?? null)].flatMap((fact) => fact.split('.')));
  const counts = emptyCounts ? ['empty counts'] : [];
  return JSON.stringify([fields, where ?? null, scope, across ?? null, ...counts, ...contentsOf(form, read)]);
}

/**
 * Answers the content of every field that has one of these ids, wherever in the form it stands: one too many does no
 * harm.
 */
function contentsOf(shape: FieldSet, ids: ReadonlySet<string>): readonly Json[] {
  return shape.fields.flatMap((field): readonly Json[] => {
    if (field.rows) return contentsOf(field.rows, ids);
    return ids.has(field.id)
      ? [[field.path, JSON.stringify([columnContent(field), formerValuesOf(field), formerTextsOf(field)])]]
      : [];
  });
}

/** Every fact that is asked for in it, however deep. */
export function factsIn(condition: unknown): readonly string[] {
  if (typeof condition !== 'object' || condition === null) return [];
  return Object.entries(condition).flatMap(([name, value]) =>
    name === 'fact' && typeof value === 'string' ? [value] : factsIn(value),
  );
}
