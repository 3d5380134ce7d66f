import type { Json } from '../common/json.ts';
import type { Label } from '../common/label.ts';
import type {
  CasesSource,
  DataSource,
  ExtensionSource,
  PackageSource,
  ParamsSource,
  SourceFile,
} from '../source.ts';
import { fieldId } from './compare-fields.ts';

/** The sorts of parts that a package is made of: all that can stand in another one instead. */
export const partSorts = [
  ...([
    'menu',
    'form',
    'field',
    'rule',
    'unique',
    'action',
    'block',
    'view',
    'tab',
    'group',
    'setting',
  ] as const),
  ...(['param', 'param-setting', 'record', 'case', 'message'] as const),
];

export type PartSort = (typeof partSorts)[number];

export interface PackagePart {
  readonly sort: PartSort;
  /** Id of the form, type of the parameters or name of the decision that it is about; empty: it is about none. */
  readonly about: string;
  /** Within that, by ids: `colour`, `lines/weight`, `fields/title/label`. */
  readonly name: string;
  readonly label?: Label | undefined;
  readonly content: Json;
}

/** A package with those of its parts that stay; files that nothing is left of go. */
export function withParts(source: PackageSource, stays: (part: PackagePart) => boolean): PackageSource {
  const { menu, ...guiju } = source.manifest.guiju;
  const folders = (menu ?? []).filter((one) =>
    stays({ sort: 'menu', about: '', name: one.path, label: one.label, content: json(one) }),
  );
  return {
    ...source,
    manifest: { ...source.manifest, guiju: { ...guiju, ...(folders.length > 0 && { menu: folders }) } },
    forms: source.forms.filter(({ content }) =>
      stays({
        sort: 'form',
        about: fieldId(content),
        name: '',
        label: content.label,
        content: json(content),
      }),
    ),
    extensions: source.extensions.map((file) => within(file, ofExtension(file.content, stays))),
    params: source.params.map((file) => within(file, ofParams(file.content, stays))),
    data: source.data.flatMap((file) => some(within(file, ofData(file.content, stays)), 'records')),
    cases: source.cases.flatMap((file) => some(within(file, ofCases(file.content, stays)), 'cases')),
    messages: source.messages.flatMap(({ file, content }) => {
      const texts = Object.entries(content).filter(([key, label]) =>
        stays({ sort: 'message', about: '', name: key, label, content: json(label) }),
      );
      return texts.length > 0 ? [{ file, content: Object.fromEntries(texts) }] : [];
    }),
  };
}

/** Every part of it. */
export function partsOf(source: PackageSource): readonly PackagePart[] {
  const found: PackagePart[] = [];
  withParts(source, (part) => found.push(part) > 0);
  return found;
}

type Stays = (part: PackagePart) => boolean;

interface Named {
  readonly name: string;
  readonly label?: Label | undefined;
  readonly message?: Label | undefined;
}

function ofExtension(content: ExtensionSource, stays: Stays): ExtensionSource {
  const about = content.extends;
  const listed =
    (sort: PartSort, nameOf: (one: Named & { readonly id?: string }) => string = ({ name }) => name) =>
    <T extends Named>(all: readonly T[] | undefined) =>
      all?.filter((one) =>
        stays({ sort, about, name: nameOf(one), label: one.label ?? one.message, content: json(one) }),
      );
  const rows = Object.entries(content.rows ?? {}).map(
    ([path, fields]) => [path, listed('field', (one) => `${path}/${fieldId(one)}`)(fields) ?? []] as const,
  );
  const {
    extends: _e,
    fields,
    rules,
    unique,
    actions,
    blocks,
    views,
    tabs,
    groups,
    rows: _r,
    set,
    ...rest
  } = content;
  return {
    ...rest,
    extends: about,
    ...filled({
      fields: listed('field', fieldId)(fields),
      rules: listed('rule')(rules),
      unique: listed('unique')(unique),
      actions: listed('action')(actions),
      blocks: listed('block')(blocks),
      views: listed('view')(views),
      tabs: listed('tab')(tabs),
      groups: listed('group')(groups),
      rows: Object.fromEntries(rows.filter(([, fields]) => fields.length > 0)),
      set: settings({ sort: 'setting', about }, set, stays),
    }),
  };
}

function ofParams(content: ParamsSource, stays: Stays): ParamsSource {
  const about = content.type;
  const { set, ...rest } = content;
  return {
    ...rest,
    params: content.params.filter((one) =>
      stays({
        sort: 'param',
        about,
        label: one.label,
        content: json(one),
        name: one.key ?? `{${one.dimension ?? ''}}`,
      }),
    ),
    ...filled({ set: settings({ sort: 'param-setting', about }, set, stays) }),
  };
}

function settings(
  where: Pick<PackagePart, 'sort' | 'about'>,
  set: Readonly<Record<string, Json>> = {},
  stays: Stays,
): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    Object.entries(set).filter(([name, content]) => stays({ ...where, name, content })),
  );
}

function ofData({ form, set = '', records, ...rest }: DataSource, stays: Stays): DataSource {
  return {
    form,
    ...rest,
    ...(set !== '' && { set }),
    records: records.filter((one) =>
      stays({ sort: 'record', about: form, name: one.key, content: { set, record: json(one) } }),
    ),
  };
}

function ofCases({ cases, ...rest }: CasesSource, stays: Stays): CasesSource {
  const about = rest.form ?? rest.decision ?? '';
  return {
    ...rest,
    cases: cases.filter((one) => stays({ sort: 'case', about, name: one.name, content: json(one) })),
  };
}

/** Without members that nothing is left of. */
function filled<T extends object>(members: T): { readonly [K in keyof T]?: NonNullable<T[K]> } {
  const left = Object.entries(members).filter(
    ([, value]) => value !== undefined && Object.keys(value as object).length > 0,
  );
  return Object.fromEntries(left) as { readonly [K in keyof T]?: NonNullable<T[K]> };
}

function some<T>(file: SourceFile<T>, member: keyof T): readonly SourceFile<T>[] {
  return (file.content[member] as readonly unknown[]).length > 0 ? [file] : [];
}

function within<T>({ file }: SourceFile<T>, content: T): SourceFile<T> {
  return { file, content };
}

function json(content: object): Json {
  return content as Json;
}
