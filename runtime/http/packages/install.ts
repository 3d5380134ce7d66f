import { install } from '../../../metadata/contract/packages/install.ts';
import { readInstalled } from '../../model/packages/package-store.ts';
import type { Refills } from '../../model/publish/records/create-refills.ts';
import type { Registries } from '../../model/registry/configured-registry.ts';
import type { Installer } from '../../preparation/install/create-installer.ts';
import { readGiven } from '../../preparation/install/read-given.ts';
import { fromArchive } from '../../preparation/install/read-package.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { answerPublished } from './publish.ts';

/** Installs and upgrades packages: first what it would do, then exactly that. */
export function installEndpoints(
  installer: Installer,
  refills: Refills,
  registries: Registries,
): readonly Endpoint[] {
  const sources = (ask: Ask) => ({
    registry: () => registries.open(ask.reader),
    installed: () => readInstalled(ask.reader),
    archived: (id: string) => fromArchive(ask.reader, id),
  });
  return [
    serveCall(install.plan, async ({ ask, body }) => {
      const { packages, ...how } = await body();
      return { body: await installer.plan(ask.call, await readGiven(packages, sources(ask)), how) };
    }),
    serveCall(install.apply, async ({ ask, body }) => {
      const { packages, ...how } = await body();
      const { writeCall } = ask;
      const done = await installer.apply(writeCall, () => readGiven(packages, sources(ask)), how);
      await tellCases(ask, how.acceptCases, done.failing);
      return answerPublished(ask, { refills, call: writeCall }, done, { answers: done.answers });
    }),
  ];
}

/** Notes the reason why cases may fail that did not fail before. */
async function tellCases(ask: Ask, reason: string | undefined, failing: readonly string[]): Promise<void> {
  if (reason === undefined || failing.length === 0) return;
  await ask.host.audit.record({
    action: 'package-accepted',
    actor: ask.call.user,
    org: ask.call.org,
    target: failing[0] ?? '',
    detail: { why: 'cases-failing', reason, cases: [...failing], requestId: ask.requestId },
  });
}
