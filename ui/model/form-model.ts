import { isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';
import type { Field, FieldSet } from '../../metadata/field.ts';
import { propsOf } from '../../metadata/kinds/common/prop.ts';
import { kinds } from '../../metadata/kinds/index.ts';
import type { Form } from '../../metadata/model.ts';
import type { ParameterTexts } from '../../rules/behaviour/asked-parameters.ts';
import { meansSomething } from '../session/made-elsewhere.ts';

/** A form as `GET /api/forms/{form}` tells it. */
export type DescribedForm = JsonObject & {
  readonly hash: string;
  readonly name: string;
  readonly can: readonly string[];
};

/** A form in the browser: the very shape the server's rules take, and what this person may do with it. */
export interface FormModel extends Form {
  /** Actions, in any organisation. */
  readonly can: ReadonlySet<string>;
  /** What is set of the parameters that its checks and panels read. */
  readonly parameters: ParameterTexts;
  /** Paths of fields the person may write. */
  readonly writable: ReadonlySet<string>;
  /** Names of referenced forms by id, for addresses. */
  readonly targetNames: ReadonlyMap<string, string>;
}

/** Brings the description back to life: fields get their kinds, lists their maps. */
export function reviveForm(described: DescribedForm): FormModel {
  const writable = new Set<string>();
  const targetNames = new Map<string, string>();
  const shape = reviveShape(described, writable, targetNames);
  const { can, title, number, ...rest } = described as unknown as Form & {
    readonly can: readonly string[];
    readonly title: string | null;
    readonly number: string | null;
  };
  const named = (id: string | null) => (id === null ? undefined : shape.byId.get(id));
  const titleField = named(title as string | null);
  const numberField = named(number as string | null);
  return {
    ...rest,
    ...shape,
    ...(titleField ? { title: titleField } : {}),
    ...(numberField ? { number: numberField } : {}),
    unique: rest.unique ?? [],
    parameters: (described['parameters'] ?? {}) as ParameterTexts,
    indexes: [],
    can: new Set(can.filter((action) => meansSomething(rest.id, action))),
    writable,
    targetNames,
  } as FormModel;
}

function reviveShape(
  { fields, dropped }: JsonObject,
  writable: Set<string>,
  targetNames: Map<string, string>,
): FieldSet {
  const listOf = (value: Json | undefined) => (Array.isArray(value) ? (value as readonly JsonObject[]) : []);
  const revived = listOf(fields).map((field) => reviveField(field, writable, targetNames));
  // Known by name to conditions that were kept, and to nothing else.
  const former = listOf(dropped).map(
    (field): Field => ({ ...reviveField(field, new Set(), targetNames), hidden: true, dropped: true }),
  );
  const all = [...former, ...revived];
  return {
    fields: revived,
    byId: new Map(all.map((field) => [field.id, field])),
    byName: new Map(all.map((field) => [field.name, field])),
    entries: revived.filter((field) => field.rows),
  };
}

function reviveField(sent: JsonObject, writable: Set<string>, targetNames: Map<string, string>): Field {
  const kind = kinds.get(String(sent['kind']));
  if (!kind)
    throw new Error(`this page is older than the server: it does not know the kind ${String(sent['kind'])}`);
  const { fields, inner, writable: may, targetName, target } = sent;
  if (may === true) writable.add(String(sent['path']));
  if (typeof target === 'string' && typeof targetName === 'string') targetNames.set(target, targetName);
  return {
    ...(sent as unknown as Field),
    kind,
    props: propsOf(kind, sent),
    personal: sent['personal'] === true,
    hidden: sent['hidden'] === true,
    ...(Array.isArray(fields) ? { rows: reviveShape(sent, writable, targetNames) } : {}),
    ...(isObject(inner) ? { inner: reviveField(inner, new Set(), targetNames) } : {}),
  };
}
