import { append } from '../../common/append.ts';
import { formProperties } from '../../property/form.ts';
import type { Properties } from '../../property/property.ts';
import type { FieldSource, FormSource, PackageSource, SourceFile } from '../../source.ts';
import type { LayeredField, LayeredForm } from './layered.ts';
import { proposedLayout } from './layout.ts';
import { type Place, pointed, type Report } from './report.ts';

/** The forms as their owners wrote them, before anybody else speaks. */
export function* baseForms(
  packages: readonly PackageSource[],
  report: Report,
  newcomers: ReadonlySet<string> = new Set(),
): Generator<undefined, Map<string, LayeredForm>> {
  const forms = new Map<string, LayeredForm>();
  const names = new Map<string, string>();
  /** Puts the form first that came later, in time if that is known, else in order. */
  const second = (form: LayeredForm, other: LayeredForm): readonly [LayeredForm, LayeredForm] =>
    newcomers.has(other.place.package) && !newcomers.has(form.place.package) ? [other, form] : [form, other];
  for (const source of packages) {
    for (const file of source.forms) {
      yield;
      const form = layeredForm(source.manifest.name, file);
      const other = forms.get(form.id);
      const named = names.get(form.source.name);
      const same = named === undefined ? undefined : forms.get(named);
      if (other) {
        const [late, early] = second(form, other);
        const place = pointed(late.place, late.origin.id === undefined ? '/name' : '/id');
        report.error('form-twice', place, { id: form.id, package: early.place.package });
      } else if (same) {
        const [late, early] = second(form, same);
        report.error('form-name-twice', pointed(late.place, '/name'), {
          name: form.source.name,
          form: early.id,
          package: early.place.package,
        });
      } else {
        forms.set(form.id, form);
        names.set(form.source.name, form.id);
      }
    }
  }
  addWhole(packages, forms, names);
  return forms;
}

/** Forms that were left out while others build on them: as they were last, and no longer in the menu. */
function addWhole(
  packages: readonly PackageSource[],
  forms: Map<string, LayeredForm>,
  names: Map<string, string>,
): void {
  for (const { manifest, dropped = [] } of packages)
    for (const { whole } of dropped) {
      if (!whole) continue;
      const { menu: _, ...content } = whole;
      const form = layeredForm(manifest.name, { file: `forms/${content.name}.json`, content });
      if (forms.has(form.id) || names.has(content.name)) continue;
      forms.set(form.id, form);
      names.set(content.name, form.id);
    }
}

function layeredForm(owner: string, { file, content }: SourceFile<FormSource>): LayeredForm {
  const place: Place = { package: owner, file, pointer: '' };
  const form: LayeredForm = {
    id: content.id ?? content.name,
    place,
    origin: content,
    source: sourceOf(content),
    fields: [],
    said: new Map(),
    places: new Map(),
  };
  append(form.fields, layeredFields(content.fields, '', pointed(place, '/fields'), form.places));
  const { source, places } = form;
  if (source.rules) source.rules = copies(source.rules, pointed(place, '/rules'), places);
  if (source.unique) source.unique = copies(source.unique, pointed(place, '/unique'), places);
  if (source.actions) source.actions = copies(source.actions, pointed(place, '/actions'), places);
  if (source.blocks) source.blocks = copies(source.blocks, pointed(place, '/blocks'), places);
  if (source.views) source.views = copies(source.views, pointed(place, '/views'), places);
  const layout = source.layout ?? proposedLayout(form.fields.map(placed));
  const tabs = copies(layout.tabs, pointed(place, '/layout/tabs'), places);
  source.layout = { tabs: tabs.map((tab) => withGroups(tab, places)) };
  for (const name of withMembers) {
    const said = source[name];
    if (said) Object.assign(source, { [name]: { ...(said as object) } });
  }
  if (content.sharing === 'everybody') form.isOpen = true;
  return form;
}

/** The properties of a form that consist of properties which others may speak of. */
const withMembers = (Object.keys(formProperties) as (keyof typeof formProperties)[]).filter(
  (name) => (formProperties as Properties)[name]?.members,
);

/** Copies a form's content without the sharing of one that nobody controls; that it was said is kept beside. */
function sourceOf({ sharing, ...content }: FormSource): LayeredForm['source'] {
  return sharing === undefined || sharing === 'everybody' ? content : { ...content, sharing };
}

function placed(field: LayeredField) {
  return { id: field.id, label: field.source.label, rows: field.fields.length > 0 };
}

function layeredFields(
  fields: readonly FieldSource[],
  upper: string,
  place: Place,
  places: Map<object, Place>,
): LayeredField[] {
  return fields.map((field, index) => layeredField(field, upper, pointed(place, `/${index}`), places));
}

export function layeredField(
  origin: FieldSource,
  upper: string,
  place: Place,
  places: Map<object, Place>,
): LayeredField {
  const id = origin.id ?? origin.name;
  const path = upper === '' ? id : `${upper}.${id}`;
  const source = { ...origin };
  const options = source['options'];
  if (Array.isArray(options))
    source['options'] = copies(options as object[], pointed(place, '/options'), places);
  return {
    id,
    path,
    place,
    origin,
    source,
    fields: origin.fields ? layeredFields(origin.fields, path, pointed(place, '/fields'), places) : [],
  };
}

/** Copies that layers may change, each with the place it was written at. */
export function copies<T extends object>(items: readonly T[], place: Place, places: Map<object, Place>): T[] {
  return items.map((item, index) => copied(item, pointed(place, `/${index}`), places));
}

export function copied<T extends object>(item: T, place: Place, places: Map<object, Place>): T {
  const copy = { ...item };
  places.set(copy, place);
  return copy;
}

/** A tab whose groups are copies too; it keeps the place of the tab it is made of. */
export function withGroups<T extends { readonly groups: readonly object[] }>(
  tab: T,
  places: Map<object, Place>,
): T {
  const place = places.get(tab) ?? { package: '', file: '', pointer: '' };
  const copy = { ...tab, groups: copies(tab.groups, pointed(place, '/groups'), places) };
  places.set(copy, place);
  return copy;
}
