import { localPackage } from '../../../metadata/model/layers/order.ts';
import type { Model } from '../../../metadata/model.ts';
import type { Database } from '../../database/database.ts';
import { type DataItem, dataItems } from './order-data.ts';
import { type Origin, type Origins, originKey } from './origins.ts';

/**
 * Former places of records that moved between packages, as when one is made of another or of the customer's layer: the
 * same form and key, brought there no more. By the place that brings them now.
 */
export function movedPlaces(
  data: Model['data'],
  known: readonly Pick<Origin, 'package' | 'form' | 'key'>[],
): ReadonlyMap<string, string> {
  const items = dataItems(data);
  const brought = new Set(items.map((item: DataItem) => originKey(item)));
  const here = new Set(known.map(originKey));
  const left = Map.groupBy(
    known.filter((one) => !brought.has(originKey(one))),
    ({ form, key }) => originKey({ package: '', form, key }),
  );
  return new Map(
    items.flatMap((item): readonly (readonly [string, string])[] => {
      if (here.has(originKey(item))) return [];
      const all = left.get(originKey({ ...item, package: '' })) ?? [];
      const former = all.find((one) => one.package === localPackage) ?? all[0];
      return former ? [[originKey(item), originKey(former)]] : [];
    }),
  );
}

/** Such records go on as what they are, with what people made of them: only who brings them is another. */
export async function adoptOrigins(database: Database, { data }: Model, { byKey }: Origins): Promise<void> {
  const moved = movedPlaces(data, [...byKey.values()]);
  if (moved.size === 0) return;
  const items = new Map(dataItems(data).map((item) => [originKey(item), item]));
  await database.transaction(async (tx) => {
    for (const [now, before] of moved) {
      const [item, origin] = [items.get(now), byKey.get(before)];
      if (!item || !origin) continue;
      await tx.run('UPDATE gj_origin SET package = ? WHERE form = ? AND record = ?', [
        item.package,
        origin.form,
        origin.record,
      ]);
      byKey.delete(before);
      byKey.set(now, { ...origin, package: item.package });
    }
  });
}
