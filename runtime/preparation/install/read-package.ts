import type { Issue } from '../../../metadata/common/issue.ts';
import { refusal } from '../../common/refusal.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import { readPackageTarball } from '../../model/packages/read-package-tarball.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import type { Registry, Wanted } from '../../model/registry/registry.ts';

const otherPackage = refusal('registry-other-package', 502);

/** Fetches a package from a registry, and refuses one that is not what it is said to be. */
export async function fromRegistry(registry: Registry, wanted: Wanted): Promise<ReadPackage> {
  const { version, bytes } = await registry.fetch(wanted);
  const read = await fromTarball(bytes);
  const { name } = read.installed;
  if (read.issues.length === 0 && (name !== wanted.name || read.installed.version !== version))
    throw otherPackage({ name: wanted.name, version, found: `${name} ${read.installed.version}` });
  return read;
}

export async function fromTarball(bytes: Uint8Array): Promise<ReadPackage> {
  const { files, issues, packed, signed } = await readPackageTarball(bytes);
  return { installed: { ...installedFrom(files), packed, ...(signed && { signed }) }, issues };
}

export interface ReadPackage {
  readonly installed: Installed;
  readonly issues: readonly Issue[];
}
