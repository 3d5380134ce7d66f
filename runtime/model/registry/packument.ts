import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { filledText } from '../../../metadata/common/read.ts';
import { fitsRange, isNewerVersion, isVersion } from '../../../metadata/model/layers/versions.ts';

/** A version of a package as a registry tells of it. */
export interface OfferedVersion {
  readonly version: string;
  /** Whether an install without a range gets this version. */
  readonly latest: boolean;
  /** Why nobody should take it any more; null: nothing keeps anybody. */
  readonly deprecated: string | null;
  readonly requires: Readonly<Record<string, string>>;
  readonly tarball: string;
  /** `sha512-…`, maybe beside others. */
  readonly integrity: string;
}

export interface Offered {
  readonly name: string;
  readonly description: string | null;
  /** Newest first. */
  readonly versions: readonly OfferedVersion[];
}

/** Reads a registry's answer about a package; null: it is nothing that npm's registries say. */
export function readPackument(name: string, content: Json): Offered | null {
  if (!isObject(content) || content['name'] !== name || !isObject(content['versions'])) return null;
  const tags = objectIn(content, 'dist-tags');
  const versions = Object.entries(content['versions']).flatMap(([version, said]) =>
    isObject(said) && isVersion(version) ? [versionOf(version, said, tags['latest'] === version)] : [],
  );
  const newest = versions.find(({ latest }) => latest) ?? versions.at(-1);
  const described = newest && objectIn(content['versions'], newest.version)['description'];
  return {
    name,
    description: filledText(content['description']) ?? filledText(described),
    versions: versions.toSorted((a, b) => (isNewerVersion(a.version, b.version) ? -1 : 1)),
  };
}

function versionOf(version: string, said: JsonObject, latest: boolean): OfferedVersion {
  const { tarball, integrity } = objectIn(said, 'dist');
  const requires = Object.entries(objectIn(said, 'peerDependencies'));
  return {
    version,
    latest,
    deprecated: filledText(said['deprecated']),
    requires: Object.fromEntries(requires.map(([name, range]) => [name, String(range)])),
    tarball: filledText(tarball) ?? '',
    integrity: filledText(integrity) ?? '',
  };
}

/** The version to be taken: of a range the newest that is no pre-release, or one where there is nothing else. */
export function chooseVersion({ versions }: Offered, range?: string): OfferedVersion | undefined {
  if (range === undefined) {
    const latest = versions.find((one) => one.latest);
    if (latest) return latest;
  }
  const fitting = versions.filter(({ version }) => range === undefined || fitsRange(version, range));
  const good = fitting.filter(({ deprecated }) => deprecated === null);
  const among = good.length > 0 ? good : fitting;
  return among.find(({ version }) => !version.includes('-')) ?? among[0];
}

/** A package that a search found. */
export interface FoundPackage {
  readonly name: string;
  readonly version: string;
  readonly description: string | null;
}

export function readFound(content: Json): readonly FoundPackage[] | null {
  const objects = isObject(content) ? content['objects'] : undefined;
  if (!Array.isArray(objects)) return null;
  return objects.flatMap((one: Json): FoundPackage[] => {
    const found = isObject(one) ? objectIn(one, 'package') : {};
    const [name, version] = [filledText(found['name']), filledText(found['version'])];
    return name === null || version === null
      ? []
      : [{ name, version, description: filledText(found['description']) }];
  });
}

function objectIn(content: JsonObject, member: string): JsonObject {
  const value = content[member];
  return isObject(value) ? value : {};
}
