import { isObject, type Json } from '../../metadata/json.ts';
import { localPackage } from '../../metadata/model/order.ts';
import type { Model } from '../../metadata/model.ts';
import type { Installed } from '../packages/package-store.ts';

/** Files in which the customer's own layer speaks about forms. */
export function localFilesAbout(local: Installed, forms: ReadonlySet<string>): readonly string[] {
  return [...local.files].flatMap(([path, content]) => {
    const about = isObject(content) && path.startsWith('extensions/') ? content['extends'] : undefined;
    return typeof about === 'string' && forms.has(about) ? [path] : [];
  });
}

/** What is installed, given and going, once the customer's layer follows the packages that it speaks about. */
interface Following {
  /** The layer as it will be. Undefined: as it is. */
  readonly local?: Installed;
  readonly going: readonly Installed[];
}

/** What the customer says of the forms of packages that go is set aside with them. */
export function setAside(
  before: readonly Installed[],
  going: readonly Installed[],
  model: Model | undefined,
): Following {
  const local = before.find(({ name }) => name === localPackage);
  if (!local || !model || going.length === 0 || going.includes(local)) return { going };
  const files = new Map(local.files);
  const all = going.map((one) => {
    const forms = [...model.formsById.values()].filter((form) => form.package === one.name);
    const about = localFilesAbout(local, new Set(forms.map(({ id }) => id)));
    if (about.length === 0) return one;
    const aside = ['package.json', ...about].map((path) => [path, local.files.get(path) ?? null] as const);
    for (const path of about) files.delete(path);
    return { ...one, aside: Object.fromEntries(aside) };
  });
  if (files.size === local.files.size) return { going };
  files.set('package.json', without(files.get('package.json'), going));
  return { local: { ...local, files }, going: all };
}

/** Packages that come again bring back what the customer said of them, where nothing else stands there by now. */
export function bringBack(local: Installed | undefined, coming: readonly Installed[]): Installed | undefined {
  const files = new Map(local?.files);
  for (const { name, version, aside } of coming)
    for (const [path, content] of Object.entries(aside ?? {})) {
      const there = files.get(path);
      if (there === undefined) files.set(path, content);
      else if (path === 'package.json') files.set(path, needing(there, name, content, version));
    }
  if (files.size === (local?.files.size ?? 0)) return undefined;
  const manifest = files.get('package.json');
  const version = isObject(manifest) ? String(manifest['version'] ?? '') : '';
  return { ...local, name: localPackage, version, files };
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
