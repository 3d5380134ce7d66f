import { isDeepStrictEqual } from 'node:util';
import { formerValuesOf } from '../../metadata/former-values.ts';
import type { Model, Shape } from '../../metadata/model.ts';
import type { FormerValues } from '../tables/plan.ts';

/** Columns by their paths whose former values a package comes to translate: a step is done once, with the model that brings it. */
export function newlyTranslated(former: Model, model: Model): ReadonlyMap<string, FormerValues> {
  const found = new Map<string, FormerValues>();
  for (const form of model.formsById.values()) {
    const known = former.formsById.get(form.id);
    if (known && known.hash !== form.hash) collect(form, known, form.id, found);
  }
  return found;
}

function collect(
  shape: Shape,
  known: Shape | undefined,
  path: string,
  found: Map<string, FormerValues>,
): void {
  for (const field of shape.fields) {
    const { id, rows } = field;
    const before = known?.byId.get(id);
    const here = `${path}/${id}`;
    const values = formerValuesOf(field);
    if (rows) collect(rows, before?.rows, here, found);
    else if (values && before && !isDeepStrictEqual(values, formerValuesOf(before))) found.set(here, values);
  }
}
