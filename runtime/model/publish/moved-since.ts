import type { Label } from '../../../metadata/common/label.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import type { Connection } from '../../database/database.ts';
import { readSaidOtherwise } from '../packages/said-by-publishes.ts';

/** A form that a publish gave to a package, and that package, as they are called. */
interface Moved {
  readonly form: Label;
  readonly package: Label;
}

/** Finds a form that a publish changed in the customer's layer, and that a later one moved into a package. */
export async function movedSince(
  reader: Connection,
  revision: number,
  later: number,
): Promise<Moved | undefined> {
  const ofLayer = async (of: number) =>
    (await readSaidOtherwise(reader, of)).filter((said) => said.package === localPackage);
  const changed = new Set(
    (await ofLayer(revision)).flatMap(({ differences }) =>
      differences.map(({ place }) => place.split('/')[0]),
    ),
  );
  for (const { differences, forms, moved } of await ofLayer(later))
    for (const { rule, place } of differences) {
      const [form, to] = [forms.get(place), moved.get(place)];
      if (rule === 'form-removed' && changed.has(place) && form && to) return { form, package: to };
    }
  return undefined;
}
