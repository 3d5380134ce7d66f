import type { Json } from '../../metadata/common/json.ts';
import type { Label } from '../../metadata/common/label.ts';
import type {
  DescribedField,
  DescribedForm,
  FieldsInside,
} from '../../metadata/contract/forms/form-model.ts';
import type { Field, FieldSet } from '../../metadata/field.ts';
import { upperOf } from '../../metadata/field-of-path.ts';
import { propsOf } from '../../metadata/kinds/common/prop.ts';
import { kinds } from '../../metadata/kinds/index.ts';
import type { Form } from '../../metadata/model.ts';
import type { ParameterTexts } from '../../rules/behaviour/asked-parameters.ts';
import { meansSomething } from '../session/made-elsewhere.ts';

/** A form in the browser: the very shape the server's rules take, and what this person may do with it. */
export interface FormModel extends Form {
  /** Actions, in any organisation. */
  readonly can: ReadonlySet<string>;
  /** The values of the parameters that its checks and panels read. */
  readonly parameters: ParameterTexts;
  /** What the organisation reads of the parameters that its formulas and conditions ask, by path. Default: nothing. */
  readonly askedValues?: ReadonlyMap<string, Json>;
  /** Paths of fields the person may write. */
  readonly writable: ReadonlySet<string>;
  /** Names of referenced forms by id, for addresses. */
  readonly targetNames: ReadonlyMap<string, string>;
  /** The templates by which its records are printed. Default: none. */
  readonly prints?: DescribedForm['prints'];
  /** The reports of its records. Default: none. */
  readonly reports?: DescribedForm['reports'];
}

/** Brings the description back to life: fields get their kinds, lists their maps. */
export function reviveForm(described: DescribedForm): FormModel {
  const { can, title, number, sharing, match, preset, parameters, asked = [], ...stated } = described;
  const known: Known = { writable: new Set(), targetNames: new Map() };
  const nobody: Known = { ...known, writable: new Set() };
  const shape = reviveShape(described, known);
  const titleField = shape.byId.get(title ?? '');
  const numberField = shape.byId.get(number ?? '');
  return {
    ...stated,
    ...shape,
    ...(titleField && { title: titleField }),
    ...(numberField && { number: numberField }),
    ...(sharing && { sharing }),
    ...(match && { match }),
    ...(preset && { preset }),
    parameters,
    asked: new Map(asked.map(({ path, field }) => [path, reviveField(field, nobody)])),
    askedValues: new Map(asked.map(({ path, value }) => [path, value])),
    publicNumbers: false,
    attachments: false,
    indexes: [],
    can: new Set(can.filter((action) => meansSomething(described.id, action))),
    writable: known.writable,
    targetNames: known.targetNames,
  };
}

/** Facts about fields that are collected while they are revived. */
type Known = {
  readonly writable: Set<string>;
  readonly targetNames: Map<string, string>;
};

function reviveShape({ fields = [], dropped = [] }: FieldsInside, known: Known): FieldSet {
  const revived = fields.map((field) => reviveField(field, known));
  // Known by name to conditions that were kept, and to nothing else.
  const former = dropped.map(
    (field): Field => ({
      ...reviveField(field, { ...known, writable: new Set() }),
      hidden: true,
      dropped: true,
    }),
  );
  const all = [...former, ...revived];
  return {
    fields: revived,
    byId: new Map(all.map((field) => [field.id, field])),
    byName: new Map(all.map((field) => [field.name, field])),
    entries: revived.filter((field) => field.rows),
  };
}

function reviveField(described: DescribedField, known: Known): Field {
  const { kind: name, fields, dropped, inner, writable, targetName, ...stated } = described;
  const kind = kinds.get(name);
  if (!kind) throw new Error(`this page is older than the server: it does not know the kind ${name}`);
  if (writable) known.writable.add(described.path);
  if (stated.target !== undefined && targetName !== undefined)
    known.targetNames.set(stated.target, targetName);
  for (const { id, name: called } of stated.targets ?? []) known.targetNames.set(id, called);
  return {
    ...stated,
    kind,
    props: propsOf(kind, described),
    personal: false,
    hidden: false,
    ...(fields && { rows: reviveShape(described, known) }),
    ...(inner && { inner: reviveField(inner, { ...known, writable: new Set() }) }),
  };
}

/** Answers a form with fields that are hidden in it: nobody sees them, and formulas read them all the same. */
export function withHidden(form: FieldSet, hidden: readonly DescribedField[]): FieldSet {
  if (hidden.length === 0) return form;
  const known: Known = { writable: new Set(), targetNames: new Map() };
  const inside = (shape: FieldSet, upper: string): FieldSet => {
    const own = shape.fields.map((field) =>
      field.rows ? { ...field, rows: inside(field.rows, field.path) } : field,
    );
    const more = hidden
      .filter(({ path }) => upperOf(path) === upper)
      .map((field): Field => ({ ...reviveField(field, known), hidden: true }));
    const fields = [...own, ...more];
    return {
      fields,
      byId: new Map([...shape.byId, ...fields.map((field) => [field.id, field] as const)]),
      byName: new Map([...shape.byName, ...fields.map((field) => [field.name, field] as const)]),
      entries: fields.filter((field) => field.rows),
    };
  };
  return inside(form, '');
}

/** The properties that a field has where no package states them. */
export const plainField = {
  package: '',
  visible: true,
  required: false,
  readonly: false,
  ownable: false,
  fixed: false,
  source: [],
  derived: false,
  secret: false,
  sortable: false,
  comparison: 'none',
  operators: [],
  writable: false,
} as const satisfies Partial<DescribedField>;

/** A form of fields that no package has: by it a value is shown and typed, and nothing is kept. */
export function formOfFields(label: Label, fields: readonly DescribedField[]): DescribedForm {
  return {
    id: '',
    name: '',
    hash: '',
    kind: 'platform',
    package: '',
    label,
    recordLabel: label,
    listLabel: label,
    sharing: null,
    title: null,
    number: null,
    key: [],
    fields,
    dropped: [],
    rules: [],
    checks: [],
    unique: [],
    layout: { tabs: [] },
    list: { columns: [], filters: [], sort: [], search: [] },
    actions: [],
    blocks: [],
    views: [],
    match: null,
    locks: [],
    preset: null,
    validity: false,
    source: [],
    parameters: {},
    can: [],
  };
}
