import type { Issue } from '../../../metadata/common/issue.ts';
import { refusal } from '../../common/refusal.ts';
import type { Connection } from '../../database/database.ts';
import { archiveUnknown, readArchives } from '../../model/packages/archives.ts';
import { packageBefore } from '../../model/packages/former-sources.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import { packedAs } from '../../model/packages/packed.ts';
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

/** Reads a package as it was uninstalled, with its signature where it has one. */
export async function fromArchive(reader: Connection, id: string): Promise<ReadPackage> {
  const archive = (await readArchives(reader)).find((one) => one.id === id);
  const source = archive && (await packageBefore(reader, archive.package, archive.revision));
  if (!source) throw archiveUnknown({ archive: id });
  const { bytes, isAsPacked } = await packedAs(reader, source);
  if (isAsPacked) return fromTarball(bytes);
  return { installed: installedFrom(source.files), issues: [] };
}

export async function fromTarball(bytes: Uint8Array): Promise<ReadPackage> {
  const { files, issues, packed, signed } = await readPackageTarball(bytes);
  return { installed: { ...installedFrom(files), packed, ...(signed && { signed }) }, issues };
}

export interface ReadPackage {
  readonly installed: Installed;
  readonly issues: readonly Issue[];
}
