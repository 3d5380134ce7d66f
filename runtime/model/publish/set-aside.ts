import { isObject, type Json } from '../../../metadata/common/json.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import type { Model } from '../../../metadata/model.ts';
import type { Edition } from '../../common/edition.ts';
import type { Installed } from '../packages/package-store.ts';
import { withoutMeaningless } from './without-meaningless.ts';

/** Files in which the customer's own layer speaks about forms. */
function localFilesAbout(local: Installed, forms: ReadonlySet<string>): readonly string[] {
  return [...local.files].flatMap(([path, content]) => {
    const about = isObject(content) && path.startsWith('extensions/') ? content['extends'] : undefined;
    return typeof about === 'string' && forms.has(about) ? [path] : [];
  });
}

/** The packages that are given and going, once the customer's layer follows the packages that it speaks about. */
interface Following {
  /** The layer as it will be. Undefined: as it is. */
  readonly local?: Installed;
  readonly going: readonly Installed[];
}

/** Of a file that stays in part: how it was, and what is left of it. */
interface Parted {
  readonly whole: Json;
  readonly left: Json;
}

/** Packages that go, of those before, from under a model. */
interface Leaving {
  readonly before: readonly Installed[];
  readonly going: readonly Installed[];
  readonly model: Model | undefined;
  readonly edition: Edition;
}

/**
 * Sets aside the parts of the customer's layer that would mean nothing without packages that go: what he says of their
 * forms, and of the fields, groups and parameters that they gave to others.
 */
export async function setAside(
  local: Installed | undefined,
  { before, going, model, edition }: Leaving,
): Promise<Following> {
  const isGoing = going.some(({ name }) => name === localPackage);
  if (!local || !model || going.length === 0 || isGoing) return { going };
  const files = new Map(local.files);
  const all = going.map((one) => {
    const forms = [...model.formsById.values()].filter((form) => form.package === one.name);
    const about = localFilesAbout(local, new Set(forms.map(({ id }) => id)));
    if (about.length === 0) return one;
    const aside = ['package.json', ...about].map((path) => [path, local.files.get(path) ?? null] as const);
    for (const path of about) files.delete(path);
    return { ...one, aside: Object.fromEntries(aside) };
  });
  files.set('package.json', without(files.get('package.json'), going));
  const names = new Set([localPackage, ...going.map(({ name }) => name)]);
  const staying = before.filter(({ name }) => !names.has(name));
  const left = await withoutMeaningless({ ...local, files }, staying, edition);
  const [first, ...others] = all;
  if (!first || sameFiles(left.files, local.files)) return { going };
  // It makes no difference which of several that go together it was about: it comes back with the first that comes.
  const manifest = { 'package.json': local.files.get('package.json') ?? null };
  const aside = { ...manifest, ...first.aside, ...partedBy(files, left.files) };
  return { local: left, going: [{ ...first, aside }, ...others] };
}

function partedBy(files: Installed['files'], left: Installed['files']): Record<string, Json> {
  const parted = [...files].filter(
    ([path, whole]) => path !== 'package.json' && !sameData(whole, left.get(path)),
  );
  return Object.fromEntries(
    parted.map(([path, whole]) => {
      const rest = left.get(path);
      return [path, rest === undefined ? whole : { whole, left: rest }] as const;
    }),
  );
}

function sameFiles(a: Installed['files'], b: Installed['files']): boolean {
  return a.size === b.size && [...a].every(([path, content]) => sameData(content, b.get(path)));
}

/** Packages that come again bring back what the customer said of them, where nothing else stands there by now. */
export function bringBack(local: Installed | undefined, coming: readonly Installed[]): Installed | undefined {
  const files = new Map(local?.files);
  for (const { name, version, aside } of coming)
    for (const [path, content] of Object.entries(aside ?? {})) {
      const there = files.get(path);
      const parted = partedIn(content);
      if (parted) files.set(path, joined(parted, there));
      else if (there === undefined) files.set(path, content);
      else if (path === 'package.json') files.set(path, needing(there, name, content, version));
    }
  if (local ? sameFiles(files, local.files) : files.size === 0) return undefined;
  const manifest = files.get('package.json');
  const version = isObject(manifest) ? String(manifest['version'] ?? '') : '';
  return { ...local, name: localPackage, version, files };
}

function partedIn(content: Json): Parted | undefined {
  if (!isObject(content)) return undefined;
  const { whole, left } = content;
  return whole === undefined || left === undefined ? undefined : { whole, left };
}

/** As it was where nobody touched what was left; else what was set aside goes where nothing stands by now. */
function joined({ whole, left }: Parted, there: Json | undefined): Json {
  if (there === undefined || sameData(there, left)) return whole;
  if (!isObject(whole) || !isObject(left) || !isObject(there)) return there;
  const names = Object.keys(whole).filter((name) => !sameData(whole[name], left[name]));
  return {
    ...there,
    ...Object.fromEntries(names.map((name) => [name, together(whole[name], left[name], there[name])])),
  };
}

/** Of one member, such as `set` or `fields`. */
function together(whole: Json = null, left: Json = null, there: Json = null): Json {
  if (Array.isArray(whole)) {
    const own = Array.isArray(there) ? there : [];
    const known = new Set([...own, ...(Array.isArray(left) ? left : [])].map(partKey));
    return [...own, ...whole.filter((one) => !known.has(partKey(one)))];
  }
  if (!isObject(whole)) return there;
  const known = isObject(left) ? left : {};
  const missing = Object.entries(whole).filter(([name]) => known[name] === undefined);
  return { ...Object.fromEntries(missing), ...(isObject(there) ? there : {}) };
}

function partKey(part: Json): Json {
  return isObject(part) ? (part['id'] ?? part['name'] ?? part['key'] ?? null) : part;
}

function without(manifest: Json | undefined, going: readonly Installed[]): Json {
  if (!isObject(manifest) || !isObject(manifest['peerDependencies'])) return manifest ?? null;
  const names = new Set(going.map(({ name }) => name));
  const left = Object.entries(manifest['peerDependencies']).filter(([name]) => !names.has(name));
  return { ...manifest, peerDependencies: Object.fromEntries(left) };
}

function needing(manifest: Json, name: string, then: Json, version: string): Json {
  const former =
    isObject(then) && isObject(then['peerDependencies']) ? then['peerDependencies'][name] : undefined;
  if (!isObject(manifest) || former === undefined) return manifest;
  const known = isObject(manifest['peerDependencies']) ? manifest['peerDependencies'] : {};
  return { ...manifest, peerDependencies: { [name]: former ?? version, ...known } };
}
