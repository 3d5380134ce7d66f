import type { Model } from '../../../metadata/model.ts';
import { orgTree } from '../../../rules/sharing/org-tree.ts';
import type { Served } from '../../call/call.ts';
import type { Database } from '../../database/database.ts';
import { formTables } from '../../storage/tables/form-tables.ts';
import { readPhysical } from '../../storage/tables/state.ts';
import { createOrganisations } from '../../tenant/organisations.ts';

/** The state in service, and the zone of the root: that in which a publish reshapes values. */
export interface ServedNow extends Served {
  readonly zone: string;
}

/** The model with its tables and organisations, as they are now. */
export async function servedNow({
  database,
  model,
}: {
  readonly database: Database;
  readonly model: Model;
}): Promise<ServedNow> {
  const table = formTables(model, await readPhysical(database));
  const organisations = createOrganisations(database.dialect);
  const form = model.formsById.get('organisation');
  if (form) await organisations.reload(database, table(form), 0);
  const orgs = form ? organisations.tree() : orgTree([], 0);
  return { model, revision: 0, orgs, table, zone: organisations.zone(orgs.root) };
}
