import { resolveNeeds, type Unmet } from '../../../metadata/merge/resolve-needs.ts';
import { fitsRange, isNewerVersion } from '../../../metadata/model/layers/versions.ts';
import { readSourceFiles } from '../../../metadata/model/source-files.ts';
import { Refusal } from '../../common/refusal.ts';
import { standardFolder } from '../../model/packages/origin-of.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import { readPackageFolder } from '../../model/packages/read-folder.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import type { Registry } from '../../model/registry/registry.ts';
import { fromRegistry, type ReadPackage } from './read-package.ts';

/** Needs that are followed at most, of all packages together. */
const mostNeeds = 50;

/**
 * Adds the packages that others need and this system does not have: those that come with the server, others from their
 * registry; what neither has, the plan tells.
 */
export async function withNeeds(
  given: readonly ReadPackage[],
  installed: readonly Installed[],
  registry?: Registry,
): Promise<readonly ReadPackage[]> {
  const all = [...given];
  const asked = new Set<string>();
  for (;;) {
    const { unmet } = resolveNeeds(
      all.map(({ installed: one }) => needing(one)),
      installed.map(needing),
    );
    const next = unmet.find(({ needs, range }) => !asked.has(`${needs}@${range}`));
    if (!next || asked.size === mostNeeds) return all;
    asked.add(`${next.needs}@${next.range}`);
    const found =
      carriedFor(next) ??
      (registry &&
        (await fromRegistry(registry, { name: next.needs, range: next.range }).catch(unlessMissing)));
    if (found) all.push(found);
  }
}

/** Reads the package as it comes with the server, where that is newer than what is there and fits. */
function carriedFor({ needs, range, found }: Unmet): ReadPackage | undefined {
  const folder = standardFolder(needs);
  if (folder === undefined) return undefined;
  const { files, issues } = readPackageFolder(folder);
  const installed = installedFrom(files);
  const isNewer = found === null || isNewerVersion(installed.version, found);
  return isNewer && fitsRange(installed.version, range) ? { installed, issues } : undefined;
}

/** The version of a package that comes with the server; null: the server carries none. */
function carriedVersion(name: string): string | null {
  const folder = standardFolder(name);
  return folder === undefined ? null : installedFrom(readPackageFolder(folder).files).version;
}

/** A need that is not met as a problem: where the server carries the package in another version, that is said. */
export function needProblem({ found, ...one }: Unmet) {
  const carried = carriedVersion(one.needs);
  if (carried !== null) return { code: 'need-not-carried', params: { ...one, carried } } as const;
  return found === null
    ? ({ code: 'need-unmet', params: { ...one } } as const)
    : ({ code: 'need-unfit', params: { ...one, found } } as const);
}

export function needing({ name, version, files }: Installed) {
  const { source } = readSourceFiles(files);
  return { name, version, peerDependencies: source?.manifest.peerDependencies ?? {} };
}

const missing = ['registry-package-unknown', 'registry-version-none', 'registry-range', 'registry-name'];

function unlessMissing(failure: unknown): undefined {
  if (!(failure instanceof Refusal) || !missing.includes(failure.code)) throw failure;
}
