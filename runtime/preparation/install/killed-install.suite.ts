import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Before } from '../../model/publish/killed-work.suite.ts';

const at = (path: string) => new URL(path, import.meta.url).href;

/** The plan that is carried out then: `installer`, `given`, `how` and `hash` are at hand. */
export function planning(given: JsonObject, how: JsonObject): Before {
  return {
    imports: `
  import { createCaseRunner } from '${at('../cases/case-runner.ts')}';
  import { createInstaller } from '${at('./create-installer.ts')}';
  import { createRehearsals } from '${at('./rehearsals.ts')}';
  import { readInstalled } from '${at('../../model/packages/package-store.ts')}';
  import { readGiven } from '${at('./read-given.ts')}';`,
    does: `
  const installer = createInstaller({
    database: tenant.database, publisher: tenant.publisher, cases: createCaseRunner(), served: tenant.served,
    rehearsals: createRehearsals({ database: tenant.database, jobs: {} }), patience: 600_000,
    isBroken: () => false, node: tenant.node, edition, clock: Date.now, promotion: tenant.promotion,
  });
  const given = await readGiven([${JSON.stringify(given)}], { installed: () => readInstalled(tenant.database) });
  const how = ${JSON.stringify(how)};
  const { hash } = await installer.plan(call, given, how);`,
  };
}
