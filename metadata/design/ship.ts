import { isObject, type Json, type JsonObject } from '../common/json.ts';
import { listed, valueAt } from '../common/json-path.ts';
import type { Label } from '../common/label.ts';
import { isMigrationFile } from '../model/layers/migration-file.ts';
import { namedParts } from '../property/target-place.ts';
import type { LayerFiles } from './apply-step.ts';
import { formsIn, idOf, placesOfFile, placesToShip, type ShipPlace, textAt } from './ship-places.ts';

/** The name and version of a package that is made of a layer, and how it is told to people. */
export type ShipAs = {
  readonly name: string;
  readonly version: string;
  /** Mark of fields that it adds to forms of others from now on; what it takes over keeps its names. */
  readonly prefix: string;
  readonly label: Label;
};

export type Shipped = {
  readonly files: LayerFiles;
  /** The layer without it. */
  readonly left: LayerFiles;
  /** Places that the layer says nothing of. */
  readonly unknown: readonly ShipPlace[];
};

/**
 * A layer in two: the package that some of it becomes, and what is left. Ids and names stay, so that tables, records,
 * conditions and callers go on with what they have; the package says whose marks it took over (`adopts`).
 */
export function shipLayer(files: LayerFiles, places: readonly ShipPlace[], as: ShipAs): Shipped {
  const wanted = new Set(places);
  const known = new Set(placesToShip(files));
  const left = new Map(files);
  const taken = new Map<string, Json>();
  for (const [path, content] of files) {
    if (placesOfFile(path, content).some((place) => wanted.has(place))) {
      // Only who decides last may leave out another’s word.
      const { overrules, ...rest } = content as JsonObject;
      taken.set(path, rest);
      if (overrules === undefined) left.delete(path);
      else left.set(path, { ...namedOnly(rest), overrules });
      continue;
    }
    if (!path.startsWith('extensions/') || !isObject(content)) continue;
    const parts = partsOf(content, wanted);
    if (!parts) continue;
    taken.set(path, parts.taken);
    if (Object.keys(parts.left).length > 1) left.set(path, parts.left);
    else left.delete(path);
  }
  const manifest = files.get('package.json');
  const menu = listed(valueAt(manifest, ['guiju', 'menu']));
  const used = menusOf(taken);
  const goes = (one: Json) => used.some((path) => isUpTo(textAt(one, 'path'), path));
  const owner = textAt(valueAt(manifest, ['guiju']), 'prefix') || 'local';
  const folders = menu.filter(goes);
  if (isObject(manifest))
    left.set('package.json', withGuiju(manifest, { menu: menu.filter((one) => !goes(one)) }));
  withoutSteps(left, formsIn(taken));
  const header: JsonObject = {
    name: as.name,
    version: as.version,
    guiju: {
      prefix: as.prefix,
      label: { ...as.label },
      ...(owner !== as.prefix && { adopts: [owner] }),
      ...(folders.length > 0 && { menu: folders }),
    },
  };
  return {
    files: new Map<string, Json>([['package.json', header], ...taken]),
    left,
    unknown: places.filter((place) => !known.has(place)),
  };
}

/** Splits the content of an extension into the part that goes and the one that stays. Undefined: nothing of it goes. */
function partsOf(
  content: JsonObject,
  wanted: ReadonlySet<ShipPlace>,
): { readonly taken: JsonObject; readonly left: JsonObject } | undefined {
  const form = textAt(content, 'extends');
  const taken: Record<string, Json> = { extends: form };
  const left: Record<string, Json> = { ...content };
  const split = (member: string, goes: (one: Json) => boolean) => {
    const all = listed(content[member]);
    const own = all.filter(goes);
    if (own.length === 0) return;
    taken[member] = own;
    const others = all.filter((one) => !goes(one));
    if (others.length > 0) left[member] = others;
    else delete left[member];
  };
  split('fields', (one) => wanted.has(`${form}/fields/${idOf(one)}`));
  for (const part of namedParts) split(part, (one) => wanted.has(`${form}/${part}/${textAt(one, 'name')}`));
  return Object.keys(taken).length > 1 ? { taken, left } : undefined;
}

/** Keeps only the members that name a file, for what stays of it. */
function namedOnly(content: JsonObject): JsonObject {
  const { extends: form, type, label } = content;
  return form === undefined ? { type: type ?? '', label: label ?? {}, params: [] } : { extends: form };
}

/** Steps about forms that go: they were carried out here, and nobody else has what they begin with. */
function withoutSteps(left: Map<string, Json>, forms: ReadonlySet<string>): void {
  for (const [path, content] of left) {
    if (!isMigrationFile(path) || !isObject(content)) continue;
    const steps = listed(content['steps']);
    const others = steps.filter((step) => !forms.has(textAt(step, 'form')));
    if (others.length === steps.length) continue;
    if (others.length === 0) left.delete(path);
    else left.set(path, { ...content, steps: others });
  }
}

function withGuiju(manifest: JsonObject, { menu }: { readonly menu: readonly Json[] }): JsonObject {
  const guiju = manifest['guiju'];
  if (!isObject(guiju)) return manifest;
  const { menu: _, ...rest } = guiju;
  return { ...manifest, guiju: menu.length > 0 ? { ...rest, menu } : rest };
}

/** Folders that forms stand in: where they begin, or where they were taken. */
function menusOf(files: LayerFiles): readonly string[] {
  return [...files].flatMap(([path, content]) => menuOf(path, content));
}

function menuOf(path: string, content: Json): readonly string[] {
  const said = path.startsWith('forms/')
    ? ['menu']
    : path.startsWith('extensions/')
      ? ['set', 'menu']
      : undefined;
  const at = said ? textAt(valueAt(content, said), 'path') : '';
  return at === '' ? [] : [at];
}

/** Folders of the layer that go along with a place, from the outermost. */
export function foldersOf(files: LayerFiles, place: ShipPlace): readonly Json[] {
  const used = [...files].flatMap(([path, content]) =>
    placesOfFile(path, content)[0] === place ? menuOf(path, content) : [],
  );
  const menu = listed(valueAt(files.get('package.json'), ['guiju', 'menu']));
  return menu
    .filter((one) => used.some((path) => isUpTo(textAt(one, 'path'), path)))
    .toSorted((a, b) => textAt(a, 'path').length - textAt(b, 'path').length);
}

function isUpTo(folder: string, path: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
