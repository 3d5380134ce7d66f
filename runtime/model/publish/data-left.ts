import type { Issue } from '../../../metadata/common/issue.ts';
import type { Model } from '../../../metadata/model.ts';
import type { OriginRow } from '../../../migrations/rows/tables.ts';
import type { Connection } from '../../database/database.ts';
import { movedPlaces } from '../packages/adopt-origins.ts';
import { dataItems } from '../packages/order-data.ts';
import { originKey } from '../packages/origins.ts';

const shown = 10;

/** Records that came with packages, and that another model brings no more: those that somebody changed or uses stay. */
export async function dataLeft(reader: Connection, now: Model, model: Model): Promise<readonly Issue[]> {
  const next = new Set(dataItems(model.data).map(originKey));
  const left = new Set(
    dataItems(now.data)
      .filter((item) => model.formsById.has(item.form) && !next.has(originKey(item)))
      .map(originKey),
  );
  if (left.size === 0) return [];
  const rows = await reader.all<Pick<OriginRow, 'form' | 'package' | 'origin_key'>>(
    'SELECT form, package, origin_key FROM gj_origin WHERE deleted = 0 ORDER BY form, origin_key',
  );
  const known = rows.map(({ form, package: owner, origin_key: key }) => ({ package: owner, form, key }));
  const moved = new Set(movedPlaces(model.data, known).values());
  const here = known.filter((one) => left.has(originKey(one)) && !moved.has(originKey(one)));
  return [...Map.groupBy(here, ({ form }) => form)].map(([form, own]) => ({
    code: 'data-left',
    severity: 'warning',
    form,
    pointer: '',
    params: {
      form: { ...(now.formsById.get(form)?.label ?? { zh: form, en: form }) },
      count: own.length,
      keys: own.slice(0, shown).map(({ key }) => key),
    },
  }));
}
