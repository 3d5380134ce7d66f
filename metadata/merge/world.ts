import type { Json } from '../common/json.ts';
import { isObject } from '../common/json.ts';
import type { Label } from '../common/label.ts';
import { localPackage, orderPackages } from '../model/layers/order.ts';
import { isOfValue } from '../model/layers/param-property.ts';
import { Report } from '../model/layers/report.ts';
import { targetSegments } from '../property/target-place.ts';
import type {
  ExtensionSource,
  FieldSource,
  FormSource,
  OptionSource,
  PackageSource,
  ParamSource,
} from '../source.ts';
import { findTarget } from '../targets.ts';

/** A property of somebody else's form or parameter, as one layer sets it. */
export interface Statement {
  readonly package: string;
  readonly file: string;
  readonly value: Json;
}

/** A form and a property of it; of parameters the form is empty. */
export interface Spot {
  readonly form: string;
  readonly target: string;
}

/** The values that all layers together give to every property, before anything is compiled. */
export interface World {
  /** In the order in which they speak. */
  readonly packages: readonly PackageSource[];
  buildsOn(a: string, b: string): boolean;
  /** Every property that some layer speaks of, each once. */
  spots(): Iterable<Spot>;
  /** Lists the layers that speak, first to last, without those whose word is not taken. */
  statements(spot: Spot): readonly Statement[];
  /** Packages whose word the customer does not take. */
  overruled(spot: Spot): readonly string[];
  /** Returns the value below a layer: the owner's with all that others made of it. */
  below(spot: Spot, layer: string): Json | undefined;
  /** Tells whether what has the property is there. */
  has(spot: Spot): boolean;
  ownerOf(spot: Spot): string | undefined;
  form(id: string): FormSource | undefined;
  /** Returns the name that people have for the thing with the property. */
  labelOf(spot: Spot): Label | undefined;
}

interface LayeredForm {
  readonly owner: string;
  readonly source: FormSource;
  readonly extensions: { readonly package: string; readonly content: ExtensionSource }[];
  fields?: ReadonlyMap<string, Owned<FieldSource>>;
}

interface Owned<T> {
  readonly package: string;
  readonly value: T;
}

export function worldOf(sources: readonly PackageSource[]): World {
  const { packages, buildsOn } = orderPackages(sources, new Report());
  const forms = new Map<string, LayeredForm>();
  const params = new Map<string, Owned<ParamSource>>();
  const said = new Map<string, Map<string, Statement[]>>();
  const overrules = new Map<string, readonly string[]>();
  for (const { manifest, forms: own } of packages)
    for (const { content } of own) {
      const id = content.id ?? content.name;
      if (!forms.has(id)) forms.set(id, { owner: manifest.name, source: content, extensions: [] });
    }
  const note = (form: string, target: string, statement: Statement) => {
    const own = said.get(form) ?? new Map<string, Statement[]>();
    said.set(form, own.set(target, [...(own.get(target) ?? []), statement]));
  };
  for (const { manifest, extensions, params: files } of packages) {
    const { name } = manifest;
    for (const { file, content } of extensions) {
      forms.get(content.extends)?.extensions.push({ package: name, content });
      for (const [target, value] of Object.entries(content.set ?? {}))
        note(content.extends, target, { package: name, file, value });
      for (const [target, names] of Object.entries(content.overrules ?? {}))
        if (name === localPackage) overrules.set(`${content.extends} ${target}`, names);
    }
    for (const { file, content } of files) {
      for (const param of content.params) {
        const key = `${content.type}/${keyOf(param)}`;
        if (!params.has(key)) params.set(key, { package: name, value: param });
      }
      for (const [target, value] of Object.entries(content.set ?? {}))
        note('', `params/${content.type}/${target}`, { package: name, file, value });
      for (const [target, names] of Object.entries(content.overrules ?? {}))
        if (name === localPackage) overrules.set(` params/${content.type}/${target}`, names);
    }
  }
  const overruled = ({ form, target }: Spot) => overrules.get(`${form} ${target}`) ?? [];
  const statements = (spot: Spot): readonly Statement[] => {
    const all = said.get(spot.form)?.get(spot.target) ?? [];
    const left = overruled(spot);
    return left.length === 0 ? all : all.filter((one) => !left.includes(one.package));
  };
  const holder = (spot: Spot) => holderOf(spot, forms, params, (other) => statements(other));
  const below = (spot: Spot, layer: string): Json | undefined => {
    const segments = targetSegments(spot.target);
    let value = valueIn(holder(spot)?.value, segments.at(-1) ?? '', spot.form);
    const rule = findTarget(spot.target);
    for (const one of statements(spot)) {
      if (one.package === layer) break;
      const merged = rule?.merge(value, one.value);
      if (merged && 'value' in merged) value = merged.value;
    }
    return value;
  };
  return {
    packages,
    buildsOn,
    statements,
    overruled,
    below,
    *spots() {
      for (const [form, own] of said) for (const target of own.keys()) yield { form, target };
    },
    has: (spot) => holder(spot) !== undefined,
    ownerOf: (spot) => holder(spot)?.package ?? forms.get(spot.form)?.owner,
    form: (id) => forms.get(id)?.source,
    labelOf(spot) {
      const found = holder(spot)?.value as { readonly label?: Label; readonly message?: Label } | undefined;
      return found?.label ?? found?.message ?? forms.get(spot.form)?.source.label;
    },
  };
}

function keyOf({ key, dimension }: ParamSource): string {
  return key ?? `{${dimension ?? ''}}`;
}

/** Of a parameter, limits and options stand with the kind of its value. */
function valueIn(holder: object | undefined, property: string, form: string): Json | undefined {
  const found = holder as Readonly<Record<string, Json>> | undefined;
  if (form !== '' || !isOfValue(property)) return found?.[property];
  const { value } = (found ?? {}) as { readonly value?: Readonly<Record<string, Json>> };
  return value?.[property];
}

/** Finds the thing that has the property, as whoever brought it wrote it. */
function holderOf(
  { form: id, target }: Spot,
  forms: ReadonlyMap<string, LayeredForm>,
  params: ReadonlyMap<string, Owned<ParamSource>>,
  statements: (spot: Spot) => readonly Statement[],
): Owned<object> | undefined {
  const segments = targetSegments(target);
  const [part = '', name = '', third = '', value = ''] = segments;
  if (part === 'params') {
    const param = params.get(`${name}/${third}`);
    const [, , , , wanted, last] = segments;
    if (!param || last === undefined) return param;
    const said = statements({ form: id, target: segments.slice(0, 4).join('/') });
    return optionIn(param.package, param.value.value['options'], said, wanted ?? '');
  }
  const form = forms.get(id);
  if (!form) return undefined;
  const { owner, source, extensions } = form;
  const parts = <T extends { readonly name: string }>(
    own: readonly T[] | undefined,
    more: (extension: ExtensionSource) => readonly T[] | undefined,
  ) => [
    ...(own ?? []).map((one) => ({ package: owner, value: one })),
    ...extensions.flatMap(({ package: other, content }) =>
      (more(content) ?? []).map((one) => ({ package: other, value: one })),
    ),
  ];
  const named = (all: readonly Owned<{ readonly name: string }>[], wanted: string) =>
    all.find((one) => one.value.name === wanted);
  if (part === 'fields') {
    form.fields ??= fieldsOf(form);
    const field = form.fields.get(name);
    if (!field || segments.length === 3) return field;
    if (third === 'roles') return { package: field.package, value: (field.value['roles'] ?? {}) as object };
    const said = statements({ form: id, target: `fields/${name}/options` });
    return optionIn(field.package, field.value['options'] as Json | undefined, said, value);
  }
  if (part === 'rules')
    return named(
      parts(source.rules, ({ rules }) => rules),
      name,
    );
  if (part === 'unique')
    return named(
      parts(source.unique, ({ unique }) => unique),
      name,
    );
  if (part === 'actions')
    return named(
      parts(source.actions, ({ actions }) => actions),
      name,
    );
  if (part === 'blocks')
    return named(
      parts(source.blocks, ({ blocks }) => blocks),
      name,
    );
  if (part === 'views')
    return named(
      parts(source.views, ({ views }) => views),
      name,
    );
  if (part === 'layout') {
    const tabs = parts(source.layout?.tabs, (one) => one.tabs);
    if (name === 'tabs') return named(tabs, third) ?? proposed(source, owner, ['main'], third);
    const inside = tabs.flatMap(({ package: by, value: tab }) =>
      tab.groups.map((group) => ({ package: by, value: group })),
    );
    const added = parts<{ readonly name: string }>([], ({ groups }) => groups);
    const rows = source.fields.filter(({ fields }) => fields).map(({ id: own, name: usual }) => own ?? usual);
    return named([...inside, ...added], third) ?? proposed(source, owner, ['main', ...rows], third);
  }
  if (segments.length === 1) return { package: owner, value: source };
  // The word of a target is one of the members that are objects.
  const inner = (source as unknown as Readonly<Record<string, object | undefined>>)[part];
  return { package: owner, value: inner ?? {} };
}

/** An option that its owner offers, or whoever added to them. */
function optionIn(
  owner: string,
  own: Json | undefined,
  said: readonly Statement[],
  wanted: string,
): Owned<OptionSource> | undefined {
  for (const { package: by, value } of [{ package: owner, value: own }, ...said])
    for (const option of Array.isArray(value) ? (value as readonly Json[]) : [])
      if (isObject(option) && option['value'] === wanted)
        return { package: by, value: option as OptionSource };
  return undefined;
}

/** Finds a tab or group in the layout that is proposed for a form which states none. */
function proposed({ layout }: FormSource, owner: string, names: readonly string[], wanted: string) {
  return layout || !names.includes(wanted) ? undefined : { package: owner, value: {} };
}

function fieldsOf({ owner, source, extensions }: LayeredForm): ReadonlyMap<string, Owned<FieldSource>> {
  const found = new Map<string, Owned<FieldSource>>();
  const collect = (fields: readonly FieldSource[], upper: string, by: string) => {
    for (const field of fields) {
      const id = field.id ?? field.name;
      const path = upper === '' ? id : `${upper}.${id}`;
      if (!found.has(path)) found.set(path, { package: by, value: field });
      collect(field.fields ?? [], path, by);
    }
  };
  collect(source.fields, '', owner);
  for (const { package: by, content } of extensions) {
    collect(content.fields ?? [], '', by);
    for (const [upper, fields] of Object.entries(content.rows ?? {})) collect(fields, upper, by);
  }
  return found;
}
