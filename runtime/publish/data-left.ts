import type { Issue } from '../../metadata/issue.ts';
import type { Model } from '../../metadata/model.ts';
import type { OriginRow } from '../../migrations/tables.ts';
import type { Connection } from '../database/database.ts';
import { type DataItem, dataItems } from '../packages/order-data.ts';

const shown = 10;

/** Records that came with packages, and that another model brings no more: those that somebody changed or uses stay. */
export async function dataLeft(reader: Connection, now: Model, model: Model): Promise<readonly Issue[]> {
  const next = new Set(dataItems(model.data).map(keyOf));
  const left = new Set(
    dataItems(now.data)
      .filter((item) => model.formsById.has(item.form) && !next.has(keyOf(item)))
      .map(keyOf),
  );
  if (left.size === 0) return [];
  const rows = await reader.all<Pick<OriginRow, 'form' | 'package' | 'origin_key'>>(
    'SELECT form, package, origin_key FROM gj_origin WHERE deleted = 0 ORDER BY form, origin_key',
  );
  const here = rows.filter(({ form, package: owner, origin_key: key }) =>
    left.has(JSON.stringify([owner, form, key])),
  );
  return [...Map.groupBy(here, ({ form }) => form)].map(([form, own]) => ({
    ...{ code: 'data-left', severity: 'warning', form, pointer: '' },
    params: {
      ...{ form: { ...(now.formsById.get(form)?.label ?? { zh: form, en: form }) }, count: own.length },
      keys: own.slice(0, shown).map(({ origin_key: key }) => key),
    },
  }));
}

function keyOf({ package: owner, form, key }: Pick<DataItem, 'package' | 'form' | 'key'>): string {
  return JSON.stringify([owner, form, key]);
}
