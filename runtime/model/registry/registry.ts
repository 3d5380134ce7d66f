import { createHash } from 'node:crypto';
import type { Json } from '../../../metadata/common/json.ts';
import { isRange } from '../../../metadata/model/layers/versions.ts';
import { isPackageName } from '../../../metadata/names.ts';
import type { Egress } from '../../access/egress/egress.ts';
import { refusal } from '../../common/refusal.ts';
import { tarballLimits } from '../tarball/read-tarball.ts';
import { askRegistry, type RegistryAddress } from './ask-registry.ts';
import { chooseVersion, type FoundPackage, type Offered, readFound, readPackument } from './packument.ts';

/** A package as somebody asks a registry for it. */
export interface Wanted {
  readonly name: string;
  /** Semver. Default: what the registry calls its latest. */
  readonly range?: string;
}

/** An npm registry, read as data: nothing is run, and nothing believed that its own sums do not say. */
export interface Registry {
  readonly url: string;
  versions(name: string): Promise<Offered>;
  search(text: string): Promise<readonly FoundPackage[]>;
  /** The newest version that fits, as it was packed, checked against what the registry says of it. */
  fetch(wanted: Wanted): Promise<{ readonly version: string; readonly bytes: Uint8Array }>;
}

interface RegistryOptions {
  readonly egress: Egress;
  /** Version of the server, told to the registry. */
  readonly version: string;
  /** Milliseconds an answer may take. Default: 20,000. */
  readonly patience?: number;
  /** Bytes of the longest document. Default: 8 MiB. */
  readonly documentLimit?: number;
  /** Bytes of the largest tarball. Default: what is unpacked at most. */
  readonly tarballLimit?: number;
}

/** npm's short document of a package, where the registry has one. */
const shortDocument = 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8';
/** So many packages a search tells of. */
const mostFound = 50;

const packageUnknown = refusal('registry-package-unknown', 404);
const answerUnread = refusal('registry-answer', 502);
const nameWrong = refusal('registry-name', 422);
const rangeWrong = refusal('registry-range', 422);
const versionNone = refusal('registry-version-none', 422);
const integrityNone = refusal('registry-integrity-none', 502);
const integrityWrong = refusal('registry-integrity', 502);

export function openRegistry(address: RegistryAddress, options: RegistryOptions): Registry {
  const { egress, version, patience = 20_000, documentLimit = 8 * 1024 * 1024 } = options;
  const { tarballLimit = tarballLimits.zipped } = options;
  const { url } = address;
  const agent = `guiju/${version}`;
  const document = async (target: string, accept: string): Promise<Json | null> => {
    const bytes = await askRegistry(address, target, {
      egress,
      accept,
      limit: documentLimit,
      agent,
      patience,
    });
    return bytes && parsed(bytes, url);
  };

  const registry: Registry = {
    url,
    async versions(name) {
      if (!isPackageName(name)) throw nameWrong({ name });
      const content = await document(name.replace('/', '%2f'), shortDocument);
      if (content === null) throw packageUnknown({ name, url });
      const offered = readPackument(name, content);
      if (!offered) throw answerUnread({ url });
      return offered;
    },
    async search(text) {
      const query = new URLSearchParams({ text, size: String(mostFound) });
      const content = await document(`-/v1/search?${query}`, 'application/json');
      const found = content === null ? [] : readFound(content);
      if (!found) throw answerUnread({ url });
      return found;
    },
    async fetch({ name, range }) {
      if (range !== undefined && !isRange(range)) throw rangeWrong({ name, range });
      const offered = await registry.versions(name);
      const chosen = chooseVersion(offered, range);
      if (!chosen)
        throw versionNone({
          name,
          range: range ?? '*',
          versions: offered.versions.slice(0, 10).map((one) => one.version),
        });
      const sums = chosen.integrity.split(/\s+/).filter((sum) => sum.startsWith('sha512-'));
      if (sums.length === 0) throw integrityNone({ name, version: chosen.version, url });
      const bytes = await askRegistry(address, chosen.tarball, {
        egress,
        accept: 'application/octet-stream',
        limit: tarballLimit,
        agent,
        patience,
      });
      if (!bytes) throw packageUnknown({ name: `${name}@${chosen.version}`, url });
      const sum = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
      if (!sums.includes(sum)) throw integrityWrong({ name, version: chosen.version, url });
      return { version: chosen.version, bytes };
    },
  };
  return registry;
}

function parsed(bytes: Uint8Array, url: string): Json {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Json;
  } catch {
    throw answerUnread({ url });
  }
}
