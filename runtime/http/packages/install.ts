import { manyValues } from '../../../metadata/contract/common/shared.ts';
import type { Answers } from '../../../metadata/merge/question.ts';
import type { Installer } from '../../install/create-installer.ts';
import { type GivenPackage, readGiven } from '../../install/read-given.ts';
import type { Jobs } from '../../jobs/create-jobs.ts';
import { shared } from '../../openapi/refs.ts';
import { readInstalled } from '../../packages/package-store.ts';
import type { Registries } from '../../registry/configured-registry.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { published } from './publish.ts';

interface InstallBody {
  readonly packages: readonly GivenPackage[];
  readonly answers?: Answers;
  readonly take?: 'theirs' | 'ours';
  readonly accept?: readonly string[];
  readonly downgrade?: readonly string[];
  readonly acceptCases?: string;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly fill?: boolean | readonly string[];
  readonly rehearsal?: string;
}

/** Installs and upgrades packages: first what it would do, then exactly that. */
export function installEndpoints(
  installer: Installer,
  jobs: Jobs,
  zone: (org: string) => string,
  registries: Registries,
): readonly Endpoint[] {
  const sources = (ask: Ask) => ({
    registry: () => registries.open(ask.reader),
    installed: () => readInstalled(ask.reader),
  });
  return [
    {
      method: 'POST',
      path: '/api/packages/plan',
      access: 'administers',
      whenBroken: true,
      operation: 'planInstall',
      schema: { body: shared('Install'), answer: shared('InstallPlan') },
      tag: 'packages',
      summary: {
        zh: '安装或升级包的计划：差异、表结构、冲突、测试用例，不做任何改变',
        en: 'What installing or upgrading packages would do: differences, tables, conflicts, cases; changes nothing',
      },
      body: 'json',
      values: manyValues,
      handle: async (ask) => {
        const { packages, ...how } = await ask.body<InstallBody>();
        return { body: await installer.plan(ask.call, await readGiven(packages, sources(ask)), how) };
      },
    },
    {
      method: 'POST',
      path: '/api/packages',
      access: 'administers',
      whenBroken: true,
      operation: 'installPackages',
      schema: { body: shared('CarryOutInstall'), answer: shared('Published') },
      tag: 'packages',
      summary: { zh: '按计划安装或升级包', en: 'Install or upgrade packages, as planned' },
      body: 'json',
      values: manyValues,
      handle: async (ask) => {
        const { packages, ...how } = await ask.body<InstallBody & { readonly hash: string }>();
        const { writeCall } = ask;
        const done = await installer.apply(writeCall, () => readGiven(packages, sources(ask)), how);
        await tellCases(ask, how.acceptCases, done.failing);
        return published(ask, { jobs, zone, call: writeCall }, done, { answers: done.answers });
      },
    },
  ];
}

/** Why something may fail that did not fail before is kept. */
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
