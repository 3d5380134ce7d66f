import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import { labelOf, textOf } from '../../../metadata/common/read.ts';
import type {
  InstalledPackage,
  PackageOutline,
  PackageVersion,
} from '../../../metadata/contract/packages/installed.ts';
import { isNewerVersion } from '../../../metadata/model/layers/versions.ts';
import { actorNameIn } from '../../call/system-call.ts';
import type { Connection } from '../../database/database.ts';
import { originOf } from '../../model/packages/origin-of.ts';
import { type Installed, readDesigned, readInstalled } from '../../model/packages/package-store.ts';
import { standardPackageFolders } from '../../model/packages/read-folder.ts';
import { signedWith } from '../../model/packages/signature.ts';
import { readTrustedKeys, signerOf } from '../../model/packages/trusted-keys.ts';
import { waitingUpgrades } from '../../model/packages/waiting-upgrades.ts';
import type { NewerVersions } from '../../model/registry/newer-versions.ts';
import { layersOn, ownersIn, whatItBrings } from './what-it-brings.ts';

/** An installed package, as whoever administers is told of it. */
export interface AboutPackage {
  readonly installed: Installed;
  readonly item: InstalledPackage;
  /** The newest first. */
  readonly versions: readonly PackageVersion[];
}

/** Describes the installed packages, from the database alone: also where they do not compile. */
export async function aboutInstalled(
  reader: Connection,
  newer: Pick<NewerVersions, 'of'>,
  language: Language,
): Promise<readonly AboutPackage[]> {
  const installed = await readInstalled(reader);
  const versions = await versionsOf(reader, language);
  const keys = await readTrustedKeys(reader);
  const waiting = new Map(
    waitingUpgrades(installed, standardPackageFolders()).map((one) => [one.name, one.to]),
  );
  const owners = ownersIn(installed);
  const designed = await readDesigned(reader);
  return installed.map((one) => {
    const own = versions.get(one.name) ?? [];
    const key = signedWith(one);
    const { version: _version, ...latest } = own[0] ?? { revision: null, at: null, by: null, reason: null };
    return {
      installed: one,
      versions: own,
      item: {
        ...manifestOf(one),
        signature: key === undefined ? null : signerOf(key, keys),
        origin: originOf(one, designed),
        changed: latest,
        ...waitsFor(waiting.get(one.name) ?? null, newer.of(one)),
        layersOn: layersOn(one, owners),
        brings: whatItBrings(one),
      },
    };
  });
}

/** The newer of both; where they are the same, what lies beside the server is nearer. */
function waitsFor(
  beside: string | null,
  offered: string | null,
): Pick<InstalledPackage, 'waits' | 'waitsIn'> {
  const isOffered = offered !== null && (beside === null || isNewerVersion(offered, beside));
  const waits = isOffered ? offered : beside;
  return { waits, waitsIn: waits === null ? null : isOffered ? 'registry' : 'server' };
}

/** Reads the manifest of a package; of a damaged one as much as there is. */
function manifestOf({ name, version, files }: Installed): PackageOutline {
  const manifest = files.get('package.json');
  const said: JsonObject = isObject(manifest) ? manifest : {};
  const guiju: JsonObject = isObject(said['guiju']) ? said['guiju'] : {};
  const requires = isObject(said['peerDependencies']) ? said['peerDependencies'] : {};
  return {
    name,
    version,
    label: labelOf(guiju['label']) ?? { zh: name, en: name },
    description: textOf(said['description']),
    requires: Object.fromEntries(Object.entries(requires).map(([one, range]) => [one, String(range)])),
    help: labelOf(guiju['help']),
    prefix: textOf(guiju['prefix']) ?? '',
  };
}

interface Row {
  readonly package: string;
  readonly version: string;
  readonly revision: number;
  readonly actor: string | null;
  readonly actor_name: string | null;
  readonly reason: string | null;
  readonly gone: number;
  readonly at: number | null;
}

async function versionsOf(
  reader: Connection,
  language: Language,
): Promise<ReadonlyMap<string, readonly PackageVersion[]>> {
  const rows = await reader.all<Row>(
    `SELECT p.package, p.version, p.revision, p.actor, p.actor_name, p.reason, c.at,
       CASE WHEN p.files = '{}' THEN 1 ELSE 0 END AS gone
     FROM gj_publish p LEFT JOIN gj_commit c ON c.publish = p.revision ORDER BY p.revision DESC`,
  );
  const versions = new Map<string, PackageVersion[]>();
  for (const { package: name, version, revision, actor, actor_name, reason, gone, at } of rows) {
    const by = actorNameIn(language, actor, actor_name);
    const known = versions.get(name) ?? [];
    known.push({
      version: Number(gone) === 1 ? null : version,
      revision: Number(revision),
      by,
      reason,
      at: at === null ? null : new Date(Number(at)).toISOString(),
    });
    versions.set(name, known);
  }
  return versions;
}
