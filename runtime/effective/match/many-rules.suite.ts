import type { JsonObject } from '../../../metadata/common/json.ts';
import { insertAll } from '../../storage/store/record/insert.ts';
import { createLayouts } from '../../storage/store/record/layouts.ts';
import type { Stored } from '../../storage/store/record/stored.ts';
import type { Tenant } from '../../tenant/tenant.ts';

/** Puts many records of a form into the database behind everybody's back; do it before its first match. */
export async function fillForm(tenant: Tenant, id: string, records: Iterable<JsonObject>): Promise<void> {
  const served = tenant.served();
  const form = served.model.formsById.get(id);
  if (!form) throw new Error(`no form ${id}`);
  const layout = createLayouts(tenant.database.dialect).of(served, form);
  const { org, user, now } = tenant.systemCall();
  const cells = Array.from(records, (values, at) => {
    const record: Stored = {
      id: `01900000-0000-7000-8000-${String(at).padStart(12, '0')}`,
      org,
      sharing: 'global',
      enabled: true,
      createdAt: now.instant,
      createdBy: user.id,
      modifiedAt: now.instant,
      modifiedBy: user.id,
      revision: 1,
      ...values,
    };
    return layout.cells(record);
  }).flat();
  await tenant.database.transaction((tx) => insertAll(tx, layout.insert, cells));
}
