import type { HiddenData } from '../../../metadata/contract/packages/parts.ts';
import { fieldOfPath } from '../../../metadata/field-of-path.ts';
import type { Model } from '../../../metadata/model.ts';
import type { Database } from '../../database/database.ts';
import { desired } from '../../storage/tables/desired.ts';
import { hiddenPaths, readPhysical } from '../../storage/tables/state.ts';
import { storedAt } from './hidden-values.ts';

/** Counts what is kept out of sight under one model and is seen again under another: what a package had that comes again. */
export async function comingBack(
  database: Database,
  now: Model,
  next: Model,
): Promise<readonly HiddenData[]> {
  const physical = await readPhysical(database);
  const hidden = hiddenPaths(desired(now), physical);
  if (hidden.length === 0) return [];
  const still = new Set(hiddenPaths(desired(next), physical));
  const back = hidden.filter((path) => !still.has(path));
  const stored = await storedAt(database, database.dialect, physical, back);
  return stored.flatMap(({ path, count }): readonly HiddenData[] => {
    const [id = '', ...steps] = path.split('/');
    const form = next.formsById.get(id);
    if (!form) return [];
    const field = steps.length > 0 ? fieldOfPath(form, steps.join('.')) : undefined;
    return [{ form: id, label: { ...form.label }, field: field ? { ...field.label } : null, count }];
  });
}
