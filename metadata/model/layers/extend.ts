import { pointerTo } from '../../common/json.ts';
import { nearNames } from '../../common/near-names.ts';
import { namedParts } from '../../property/target-place.ts';
import type {
  ExtensionSource,
  FieldSource,
  GroupSource,
  PackageSource,
  SourceFile,
  TabSource,
} from '../../source.ts';
import { addAttachments } from './attachments.ts';
import { copied, layeredField, withGroups } from './base.ts';
import { fieldAt, type LayeredField, type LayeredForm, type Open } from './layered.ts';
import { localPackage, type Ordered } from './order.ts';
import { type Place, pointed, type Report } from './report.ts';
import { type Decided, type Layer, setProperty } from './set-property.ts';

/** Lets every package speak about forms of others, in order. */
export function* extendForms(
  { packages, buildsOn }: Ordered,
  forms: ReadonlyMap<string, LayeredForm>,
  broken: ReadonlySet<string>,
  report: Report,
): Generator<undefined, void> {
  for (const form of forms.values()) addAttachments(form);
  const decided = decisions(packages);
  for (const source of packages) {
    const { name, guiju } = source.manifest;
    for (const file of source.extensions) {
      yield;
      const form = forms.get(file.content.extends);
      const place: Place = { package: name, file: file.file, pointer: '' };
      const at = pointed(place, '/extends');
      if (!form) {
        if (!broken.has(file.content.extends))
          report.error('unknown-form', at, {
            form: file.content.extends,
            near: nearNames(file.content.extends, forms.keys()),
          });
        continue;
      }
      const owner = form.place.package;
      if (owner !== name && !buildsOn(name, owner)) {
        report.error('extension-without-dependency', at, { form: form.id, package: owner });
      }
      extendForm(file, {
        package: name,
        marks: owner === name ? [] : [guiju.prefix, ...(guiju.adopts ?? [])],
        form,
        place,
        report,
        knows: (other) => other === name || buildsOn(name, other),
        decided: (target) => decided.get(`${form.id} ${target}`) ?? undecided,
      });
      if (file.content.overrules && name !== localPackage)
        report.error('overrules-not-local', pointed(place, '/overrules'));
      addAttachments(form);
    }
  }
}

const undecided: Decided = { isSaid: false, overrules: [] };

/** Collects the properties that the customer's own layer settles, by form and target, before anybody speaks. */
function decisions(packages: readonly PackageSource[]): ReadonlyMap<string, Decided> {
  const found = new Map<string, Decided>();
  const local = packages.find(({ manifest }) => manifest.name === localPackage);
  for (const { content } of local?.extensions ?? []) {
    const { set = {}, overrules = {} } = content;
    for (const target of new Set([...Object.keys(set), ...Object.keys(overrules)])) {
      const key = `${content.extends} ${target}`;
      const before = found.get(key) ?? undecided;
      // A customer who leaves a word out has decided, though he says nothing himself.
      const isSaid = before.isSaid || Object.hasOwn(set, target);
      found.set(key, { isSaid, overrules: [...before.overrules, ...(overrules[target] ?? [])] });
    }
  }
  return found;
}

function extendForm({ content }: SourceFile<ExtensionSource>, layer: Layer): void {
  addFields(content, layer);
  addParts(content, layer);
  for (const [target, value] of Object.entries(content.set ?? {})) setProperty(target, value, layer);
}

/** Fields for the record and for its rows. */
function addFields(content: ExtensionSource, layer: Layer): void {
  const { form, place, report } = layer;
  addAll(content.fields ?? [], form.fields, '', pointed(place, '/fields'), layer);
  for (const [path, fields] of Object.entries(content.rows ?? {})) {
    const entries = fieldAt(form, path);
    const at = pointed(place, pointerTo('rows', path));
    if (!entries || entries.fields.length === 0) report.error('unknown-entries', at, { entries: path });
    else addAll(fields, entries.fields, path, at, layer);
  }
}

function addAll(
  added: readonly FieldSource[],
  to: LayeredField[],
  upper: string,
  place: Place,
  layer: Layer,
): void {
  for (const [index, field] of added.entries()) {
    const at = pointed(place, `/${index}`);
    checkPrefix(field.id ?? field.name, pointed(at, field.id === undefined ? '/name' : '/id'), layer);
    if (field.id !== undefined) checkPrefix(field.name, pointed(at, '/name'), layer);
    to.push(layeredField(field, upper, at, layer.form.places));
  }
}

/** Rules, unique keys, actions, blocks, tabs and groups. */
function addParts(content: ExtensionSource, layer: Layer): void {
  const { source } = layer.form;
  for (const part of namedParts) {
    const more = addNamed<{ readonly name: string }>(content[part] ?? [], part, source[part] ?? [], layer);
    if (more.length > 0) Object.assign(source, { [part]: [...(source[part] ?? []), ...more] });
  }
  const { places } = layer.form;
  const tabs = [...(source.layout?.tabs ?? [])];
  for (const tab of addNamed(content.tabs ?? [], 'tabs', tabs, layer)) {
    insert<TabSource>(tabs, withGroups(bare(tab, places), places), tab.after);
  }
  const groups = tabs.flatMap((tab) => tab.groups);
  for (const group of addNamed(content.groups ?? [], 'groups', groups, layer)) {
    const tab = tabs.find((candidate) => candidate.name === group.tab);
    const place = pointed(places.get(group) ?? layer.place, '/tab');
    const last = layer.form.droppedParts?.has(`tabs/${group.tab}`) ? tabs.at(-1) : undefined;
    if (tab) insert(tab.groups as GroupSource[], bare(group, places), group.after);
    else if (last) {
      insert(last.groups as GroupSource[], bare(group, places), group.after);
      layer.report.warning('set-of-dropped', place, { target: `layout/tabs/${group.tab}` });
    } else layer.report.error('unknown-part', place, { part: 'tabs', name: group.tab });
  }
  source.layout = { tabs };
}

/** Copies with their places, of those whose names are free and fit. */
function addNamed<T extends { readonly name: string }>(
  added: readonly T[],
  part: string,
  present: readonly { readonly name: string }[],
  layer: Layer,
): readonly T[] {
  const taken = new Set(present.map(({ name }) => name));
  return added.flatMap((item, index) => {
    const at = pointed(layer.place, `/${part}/${index}`);
    checkPrefix(item.name, pointed(at, '/name'), layer);
    if (taken.has(item.name)) {
      layer.report.error('part-twice', pointed(at, '/name'), { part, name: item.name });
      return [];
    }
    taken.add(item.name);
    return [copied(item, at, layer.form.places)];
  });
}

function checkPrefix(name: string, place: Place, { marks, report }: Layer): void {
  const [prefix] = marks;
  if (prefix !== undefined && !marks.some((mark) => name.startsWith(`${mark}_`)))
    report.error('prefix-missing', place, { name, prefix });
}

/** Without what only says where it goes. */
function bare<T extends { readonly after?: string; readonly tab?: string }>(
  item: T,
  places: Map<object, Place>,
): Omit<T, 'after' | 'tab'> {
  const { after: _, tab: __, ...rest } = item;
  const place = places.get(item);
  if (place) places.set(rest, place);
  return rest;
}

function insert<T extends { readonly name: string }>(
  list: Open<T[]>,
  item: T,
  after: string | undefined,
): void {
  const index = list.findIndex(({ name }) => name === after);
  list.splice(index < 0 ? list.length : index + 1, 0, item);
}
