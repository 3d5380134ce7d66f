import { resolveNeeds } from '../../../metadata/merge/resolve-needs.ts';
import { readSourceFiles } from '../../../metadata/model/source-files.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import type { Registry } from '../../model/registry/registry.ts';
import { fromRegistry, type ReadPackage } from './read-package.ts';

/** Needs that are followed at most, of all packages together. */
const mostNeeds = 50;

/**
 * Adds the packages that others need and this system does not have, from their registry; one that it has not, the plan
 * tells.
 */
export async function withNeeds(
  given: readonly ReadPackage[],
  installed: readonly Installed[],
  registry: Registry,
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
    const found = await fromRegistry(registry, { name: next.needs, range: next.range }).catch(unlessMissing);
    if (found) all.push(found);
  }
}

export function needing({ name, version, files }: Installed) {
  const { source } = readSourceFiles(files);
  return { name, version, peerDependencies: source?.manifest.peerDependencies ?? {} };
}

const missing = ['registry-package-unknown', 'registry-version-none', 'registry-range', 'registry-name'];

function unlessMissing(failure: unknown): undefined {
  if (!(failure instanceof Refusal) || !missing.includes(failure.code)) throw failure;
}
