import { readFile } from 'node:fs/promises';

/** A package of others as `package-lock.json` has it. */
interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly dev?: true;
  readonly optional?: true;
  readonly devOptional?: true;
}

interface LockFile {
  readonly version: string;
  readonly packages: Readonly<Record<string, Locked>>;
}

/** A package whose code went into the web UI, as the build of it tells. */
interface Carried {
  readonly name: string;
  readonly version: string;
}

interface Component {
  readonly type: 'library';
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly scope: 'required' | 'optional';
  readonly licenses: readonly [{ readonly expression: string }];
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
}

/** Its manifest names none; its file LICENSE is this. */
const unsaid: Readonly<Record<string, string>> = { 'png-js': 'MIT' };

/**
 * What the package of the server is made of, in the words of CycloneDX: what is installed with it, and what was put into
 * its web UI. `npm sbom` knows the first alone, and refuses a library that is newer than its user asks for.
 */
function billOfMaterials({ version, packages }: LockFile, carried: readonly Carried[]) {
  const isCarried = new Set(carried.map((one) => `${one.name}@${one.version}`));
  const all = Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, locked]) => ({ path, name: nameOf(path), locked }));
  const shipped = all.filter(
    ({ name, locked }) => !(locked.dev || locked.devOptional) || isCarried.has(`${name}@${locked.version}`),
  );
  const components = new Map(
    shipped.map(({ name, locked }) => [addressOf(name, locked), component(name, locked)]),
  );
  const missing = [...isCarried].filter(
    (one) => !shipped.some((at) => `${at.name}@${at.locked.version}` === one),
  );
  if (missing.length > 0) throw new Error(`not in package-lock.json: ${missing.join(', ')}`);
  const own = `pkg:npm/guiju@${version}`;
  const sorted = [...components].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        ...{ type: 'application', 'bom-ref': own, name: 'guiju', version, purl: own },
        licenses: [{ expression: 'Apache-2.0' }],
      },
    },
    components: sorted.map(([, one]) => one),
    dependencies: [{ ref: own, dependsOn: sorted.map(([address]) => address) }],
  };
}

/** The same of this folder, with what the build of its web UI told, and the libraries that went into the server. */
export async function readBill(licences: string, carried: readonly string[]) {
  const read = async (path: string) => JSON.parse(await readFile(path, 'utf8'));
  const beside = ['@expo-google-fonts/noto-sans-sc', 'pdfjs-dist'];
  const lock: LockFile = await read('package-lock.json');
  const files = [...beside, ...carried].map((name) => ({
    name,
    version: lock.packages[`node_modules/${name}`]?.version ?? '',
  }));
  return billOfMaterials(lock, [...(await read(licences)), ...files]);
}

/** `node_modules/a/node_modules/@b/c` is `@b/c`. */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function addressOf(name: string, { version }: Locked): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

function component(name: string, locked: Locked): Component {
  const { version, license = unsaid[name], integrity, optional } = locked;
  if (license === undefined) throw new Error(`${name}@${version} names no licence`);
  const purl = addressOf(name, locked);
  const [, sum] = /^sha512-(.+)$/.exec(integrity ?? '') ?? [];
  return {
    ...{ type: 'library', 'bom-ref': purl, name, version, purl },
    scope: optional ? 'optional' : 'required',
    licenses: [{ expression: license }],
    ...(sum && { hashes: [{ alg: 'SHA-512', content: Buffer.from(sum, 'base64').toString('hex') }] }),
  };
}
