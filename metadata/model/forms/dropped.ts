import type { Field } from '../../field.ts';
import { fieldProperties } from '../../property/field.ts';
import type { Rows } from '../../property/property.ts';
import type {
  DroppedSource,
  ExtensionSource,
  FieldSource,
  OptionSource,
  PackageSource,
} from '../../source.ts';
import { layeredField } from '../layers/base.ts';
import { fieldAt, type LayeredField, type LayeredForm } from '../layers/layered.ts';
import type { Place } from '../layers/report.ts';

type Forms = ReadonlyMap<string, LayeredForm>;

/**
 * Puts back what packages left out, before other layers speak: what they and stored conditions say of it is
 * still understood. What somebody defines again is his.
 */
export function* addDropped(packages: readonly PackageSource[], forms: Forms): Generator<undefined, void> {
  const defined = new Set(
    packages.flatMap(({ extensions }) => extensions.flatMap(({ content }) => definedIn(content))),
  );
  const all = packages.flatMap((one) =>
    (one.dropped ?? []).filter(({ whole }) => !whole).map((said) => ({ ...said, by: one })),
  );
  for (const { by, form: id, path, field, options, kinds, became, part, meant } of uppermostFirst(all)) {
    yield;
    const form = forms.get(id);
    if (!form) continue;
    const owner = by.manifest.name;
    if (meant) {
      if (!form.isOpen && form.place.package === owner) form.source.sharing ??= { ...meant };
      continue;
    }
    if (part) {
      form.droppedParts ??= new Set();
      form.droppedParts.add(path);
      continue;
    }
    if (field && !defined.has(key(id, path))) addField(form, path, field, placeIn(form, by, path));
    const known = options || kinds || became ? fieldAt(form, path) : undefined;
    if (known && options) known.formerOptions = [...(known.formerOptions ?? []), ...options];
    const past = known && kinds?.filter((kind) => kind !== known.source.kind);
    if (past && past.length > 0) known.formerKinds = past;
    if (known && became) known.became = became;
  }
}

/**
 * After all layers spoke: what was left out asks nothing of anybody, whatever they said of it, and an option that
 * somebody offers was not left out.
 */
export function quietDropped(forms: Forms): void {
  for (const form of forms.values()) quiet(form.fields);
}

/** Lists the fields that a package leaves out now, as they are to be remembered. */
export function droppedBy(owner: string, forms: Forms): readonly DroppedSource[] {
  return [...forms.values()].flatMap((form) =>
    droppedIn(form.fields, undefined)
      .filter(({ place }) => place.package === owner)
      .map(({ path, origin }) => ({ form: form.id, path, field: origin })),
  );
}

const silent = Object.keys(fieldProperties).filter((name) => (fieldProperties as Rows)[name]?.asks);

function quiet(fields: readonly LayeredField[]): void {
  for (const field of fields) {
    if (field.dropped) {
      for (const property of silent) delete field.source[property];
      field.source.hidden = true;
    }
    if (field.formerOptions) forgetOffered(field);
    quiet(field.fields);
  }
}

function forgetOffered(field: LayeredField): void {
  const offered = field.source['options'] as readonly OptionSource[] | undefined;
  const left = withoutOffered(field.formerOptions ?? [], offered ?? []);
  if (left.length > 0) field.formerOptions = left;
  else delete field.formerOptions;
}

/** Where the field that is left out would stand: in what the package says of the form, if it still says anything. */
function placeIn(form: LayeredForm, { manifest, extensions }: PackageSource, path: string): Place {
  const own = form.place.package === manifest.name ? form.place.file : undefined;
  const file = own ?? extensions.find(({ content }) => content.extends === form.id)?.file ?? 'package.json';
  return { package: manifest.name, file, pointer: `/fields/${path}` };
}

function addField(form: LayeredForm, path: string, source: FieldSource, place: Place): void {
  const cut = path.lastIndexOf('.');
  const upper = path.slice(0, Math.max(0, cut));
  const above = upper === '' ? undefined : fieldAt(form, upper);
  const to = upper === '' ? form.fields : above?.fields;
  // Rows that are rows no more have no place for it.
  if (!to || (above && above.fields.length === 0)) return;
  const id = path.slice(cut + 1).toLowerCase();
  if (to.some((other) => other.id.toLowerCase() === id)) return;
  to.push(marked(layeredField(source, upper, place, form.places)));
}

function marked(field: LayeredField): LayeredField {
  return { ...field, fields: field.fields.map(marked), dropped: true };
}

/** The uppermost of each package: what is below comes with it. */
function droppedIn(
  fields: readonly LayeredField[],
  above: LayeredField | undefined,
): readonly LayeredField[] {
  return fields.flatMap((field) => [
    ...(field.dropped && field.place.package !== above?.place.package ? [field] : []),
    ...droppedIn(field.fields, field.dropped ? field : undefined),
  ]);
}

function definedIn({ extends: form, fields = [], rows = {} }: ExtensionSource): readonly string[] {
  const named = (upper: string) => (field: FieldSource) =>
    key(form, upper === '' ? (field.id ?? field.name) : `${upper}.${field.id ?? field.name}`);
  return [...fields.map(named('')), ...Object.entries(rows).flatMap(([upper, own]) => own.map(named(upper)))];
}

function key(form: string, path: string): string {
  return `${form}/${path}`.toLowerCase();
}

function uppermostFirst<T extends DroppedSource>(all: readonly T[]): readonly T[] {
  const byDepth = Map.groupBy(all, ({ path }) => path.split('.').length);
  return [...byDepth.keys()].sort((a, b) => a - b).flatMap((depth) => byDepth.get(depth) ?? []);
}

/** What a field was once. */
export function formerOf(
  { formerOptions: former, formerKinds }: LayeredField,
  options: readonly OptionSource[] = [],
): Pick<Field, 'formerOptions' | 'formerKinds'> {
  const left = former && withoutOffered(former, options);
  return { ...(left && left.length > 0 && { formerOptions: left }), ...(formerKinds && { formerKinds }) };
}

/** Former options that nobody has defined again, each once. */
export function withoutOffered(
  former: readonly OptionSource[],
  offered: readonly OptionSource[],
): readonly OptionSource[] {
  const known = new Set(offered.map(({ value }) => value));
  return former.filter(({ value }) => !known.has(value) && known.add(value));
}
