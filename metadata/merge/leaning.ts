import { isObject, type Json } from '../common/json.ts';
import { kinds } from '../kinds/index.ts';
import { partOf } from '../model/layers/parts.ts';
import type { DroppedSource, ExtensionSource, FormSource, PackageSource } from '../source.ts';
import type { Notice } from './question.ts';
import type { World } from './world.ts';

/** The parts that a new version left out although others build on them: those that are kept, and who builds on them. */
export interface Leaning {
  /** By name of the package that left it out. */
  readonly kept: ReadonlyMap<string, readonly DroppedSource[]>;
  readonly notices: readonly Notice[];
}

/** Finds the forms, and parts of forms, that new versions leave out while others speak of them. */
export function leaningOn(before: World, after: World, fresh: ReadonlySet<string>): Leaning {
  const kept = new Map<string, DroppedSource[]>();
  const notices: Notice[] = [];
  const keep = (owner: string, one: DroppedSource) => kept.set(owner, [...(kept.get(owner) ?? []), one]);
  forms(before, after, fresh, keep, notices);
  for (const spot of after.spots()) {
    if (after.has(spot) || !before.has(spot)) continue;
    const owner = before.ownerOf(spot);
    if (owner === undefined || !fresh.has(owner)) continue;
    const label = before.labelOf(spot);
    for (const { package: layer } of after.statements(spot)) {
      if (layer === owner || fresh.has(layer)) continue;
      notices.push({
        ...spot,
        code: 'merge-leans',
        package: owner,
        layer,
        ...(label && { label }),
        params: {},
      });
    }
    const part = partOf(spot.target);
    if (part !== undefined && (spot.form === '' || after.form(spot.form)))
      keep(owner, { form: spot.form, path: part, part: true });
  }
  for (const { manifest, extensions } of after.packages)
    for (const { content } of extensions)
      for (const place of namedPlaces(content)) {
        const spot = { form: content.extends, target: `layout/${place}/label` };
        const owner = before.ownerOf(spot);
        if (after.has(spot) || !before.has(spot) || owner === undefined || !fresh.has(owner)) continue;
        if (fresh.has(manifest.name) || !after.form(spot.form)) continue;
        const label = before.labelOf(spot);
        notices.push({
          ...spot,
          code: 'merge-leans',
          package: owner,
          layer: manifest.name,
          params: {},
          ...(label && { label }),
        });
        keep(owner, { form: spot.form, path: place, part: true });
      }
  return { kept, notices };
}

/** Tabs and groups in which something stands that an extension adds. */
function namedPlaces({ groups = [], blocks = [] }: ExtensionSource): readonly string[] {
  return [
    ...groups.map(({ tab }) => `tabs/${tab}`),
    ...blocks.flatMap(({ group }) => (group ? [`groups/${group}`] : [])),
  ];
}

type Keep = (owner: string, one: DroppedSource) => void;

/** Forms that are gone while others extend them or point at them, and the forms that those point at in turn. */
function forms(before: World, after: World, fresh: ReadonlySet<string>, keep: Keep, notices: Notice[]): void {
  const gone = new Map<string, { readonly owner: string; readonly source: FormSource }>();
  for (const { manifest, forms: own } of before.packages)
    for (const { content } of fresh.has(manifest.name) ? own : []) {
      const id = content.id ?? content.name;
      if (!after.form(id)) gone.set(id, { owner: manifest.name, source: content });
    }
  if (gone.size === 0) return;
  const wanted = new Set<string>();
  for (const source of after.packages) {
    const layer = source.manifest.name;
    for (const id of mentioned(source)) {
      const known = gone.get(id);
      if (!known || fresh.has(layer)) continue;
      wanted.add(id);
      notices.push({
        code: 'merge-leans',
        package: known.owner,
        layer,
        form: id,
        target: '',
        label: known.source.label,
        params: {},
      });
    }
  }
  for (const id of wanted) {
    const known = gone.get(id);
    if (!known) continue;
    keep(known.owner, { form: id, path: '', whole: known.source });
    for (const other of mentionedIn(known.source as Json)) if (gone.has(other)) wanted.add(other);
  }
}

const naming: ReadonlySet<string> = new Set([
  ...['extends', 'form', 'facts'],
  ...[...kinds.values()].flatMap(({ about }) => about ?? []),
]);

function mentioned({ forms: own, extensions, params, data, cases }: PackageSource): ReadonlySet<string> {
  return new Set(
    [own, extensions, params, data, cases].flatMap((files) =>
      files.flatMap(({ content }) => [...mentionedIn(content as Json)]),
    ),
  );
}

/** Ids of forms that JSON of a package names. */
function mentionedIn(value: Json): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (one: Json): void => {
    if (Array.isArray(one)) for (const item of one) walk(item as Json);
    else if (isObject(one))
      for (const [name, inner] of Object.entries(one)) {
        if (typeof inner === 'string' && naming.has(name)) found.add(inner);
        else if (typeof inner === 'object') walk(inner);
      }
  };
  walk(value);
  return found;
}
