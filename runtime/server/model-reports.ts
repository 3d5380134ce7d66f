import { whenCommitted } from '../database/when-committed.ts';
import { reportNode } from '../storage/tables/nodes.ts';
import type { Tenant } from '../tenant/tenant.ts';

/** Reports of a node about itself and the model it serves, for whoever publishes and waits for it. */
export function modelReports(tenant: Tenant, startedAt: number) {
  let reported = -1;
  async function tell(): Promise<void> {
    const model = tenant.service()?.revision ?? 0;
    await reportNode(tenant.database, { id: tenant.node, name: tenant.nodeName, startedAt, model });
    reported = model;
  }
  return {
    tell,
    /** Beside what follows records, which takes long while much is written; whoever published waits for the report. */
    follow: whenCommitted(tenant.database, async () => {
      await tenant.load();
      if (tenant.service()?.revision !== reported) await tell();
    }),
  };
}
