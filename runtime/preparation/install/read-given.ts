import type { Issue } from '../../../metadata/common/issue.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { GivenPackage } from '../../../metadata/contract/packages/install.ts';
import { deepFreeze } from '../../../metadata/model/freeze.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import { readSourceFiles } from '../../../metadata/model/source-files.ts';
import { refusal } from '../../common/refusal.ts';
import { serverVersion } from '../../common/version.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import { problemsOf } from '../../model/publish/problems-of.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import type { Registry } from '../../model/registry/registry.ts';
import { fromRegistry, fromTarball, type ReadPackage } from './read-package.ts';
import { withNeeds } from './with-needs.ts';

const unreadable = refusal('package-unreadable', 422);
const reserved = refusal('package-name-reserved', 422);

interface Sources {
  /** Refuses where nobody configured one. */
  readonly registry: () => Promise<Registry>;
  readonly installed: () => Promise<readonly Installed[]>;
  /** Refuses where there is no such archive. */
  readonly archived: (id: string) => Promise<ReadPackage>;
}

/** Packages as they were sent, or a refusal with everything that keeps them from being read. */
export async function readGiven(
  sent: readonly GivenPackage[],
  { registry, installed, archived }: Sources,
): Promise<readonly Installed[]> {
  let all: readonly ReadPackage[] = [];
  for (const one of sent)
    all = [
      ...all,
      'files' in one
        ? fromFiles(one.files)
        : 'tarball' in one
          ? await fromTarball(Buffer.from(one.tarball, 'base64'))
          : 'archive' in one
            ? await archived(one.archive)
            : await fromRegistry(await registry(), one),
    ];
  const isNamed = sent.some((one) => 'name' in one);
  if (all.every(({ issues }) => issues.length === 0))
    all = await withNeeds(all, await installed(), isNamed ? await registry() : undefined);
  const read: Installed[] = [];
  const issues: Issue[] = [];
  for (const [at, found] of all.entries()) {
    // Of what cannot be unpacked nothing more is said.
    const own =
      found.issues.length > 0 ? found.issues : readSourceFiles(found.installed.files, serverVersion).issues;
    issues.push(
      ...own
        .filter(({ severity }) => severity === 'error')
        .map((issue) => ({ ...issue, package: issue.package ?? `packages/${at}` })),
    );
    read.push(found.installed);
  }
  return readable(read, issues);
}

/** The same of packages that were read elsewhere: from folders. */
export function readable(read: readonly Installed[], issues: readonly Issue[]): readonly Installed[] {
  if (issues.length > 0) throw unreadable({ count: issues.length }, problemsOf(issues));
  if (read.some(({ name }) => name === localPackage)) throw reserved({ name: localPackage });
  for (const { files } of read) for (const content of files.values()) deepFreeze(content);
  return read;
}

function fromFiles(files: JsonObject): ReadPackage {
  return { installed: installedFrom(new Map(Object.entries(files))), issues: [] };
}
