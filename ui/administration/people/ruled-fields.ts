import { type FieldRight, otherRoles, roleKey } from '../../../metadata/common/field-roles.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import { saidOfRoles } from '../../../metadata/design/steps/said-of-roles.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';

/** A field that says itself what a role may of it. */
export interface RuledField {
  readonly form: string;
  readonly path: string;
  readonly right: FieldRight;
  /** Package that said so last. */
  readonly by: string;
  /** The rule holds for all roles that the field does not name. */
  readonly ofOthers: boolean;
}

interface Drawn {
  readonly id?: string;
  readonly name: string;
  readonly label: Label;
  readonly fields?: readonly Drawn[];
}

/** Collects the labels that packages give to the fields of a form, by path; the last package to speak wins. */
export function saidLabels(
  packages: readonly { readonly files: JsonObject }[],
  form: string,
): ReadonlyMap<string, Label> {
  const labels = new Map<string, Label>();
  const put = (fields: readonly Drawn[] = [], above = ''): void => {
    for (const { id, name, label, fields: rows } of fields) {
      labels.set(`${above}${id ?? name}`, label);
      put(rows, `${above}${id ?? name}.`);
    }
  };
  for (const { files } of packages)
    for (const [path, content] of Object.entries(files)) {
      const said = content as Partial<Drawn> & {
        readonly extends?: string;
        readonly set?: JsonObject;
      };
      const isOwn = path.startsWith('forms/') && (said.id ?? said.name) === form;
      if (!isOwn && !(path.startsWith('extensions/') && said.extends === form)) continue;
      put(said.fields);
      for (const [target, value] of Object.entries(said.set ?? {})) {
        const [, field] = /^fields\/([^/]+)\/label$/.exec(target) ?? [];
        if (field !== undefined) labels.set(field, value as Label);
      }
    }
  return labels;
}

interface Said {
  readonly right: FieldRight;
  readonly by: string;
}

/** Fields that rule otherwise than a role does, as packages say in their order; the customer has the last word. */
export function ruledFields(
  packages: readonly { readonly name: string; readonly files: JsonObject }[],
  role: string,
): readonly RuledField[] {
  const ordered = packages.toSorted(
    (a, b) => Number(a.name === localPackage) - Number(b.name === localPackage),
  );
  const words = ordered.map(({ name, files }) => ({
    name,
    words: saidOfRoles(new Map(Object.entries(files))),
  }));
  const overruled = (at: string, name: string) =>
    words.some((one) => (JSON.parse(one.words.get(`${at}!`) ?? '[]') as readonly string[]).includes(name));
  const said = new Map<string, Said>();
  for (const { name, words: own } of words)
    for (const [at, right] of own)
      if (!at.endsWith('!') && !overruled(at, name)) said.set(at, { right: JSON.parse(right), by: name });
  const fields = new Set([...said.keys()].map((at) => at.slice(0, at.lastIndexOf('/roles/'))));
  return [...fields].flatMap((field): readonly RuledField[] => {
    const named = said.get(`${field}/roles/${roleKey(role)}`);
    const found = named ?? said.get(`${field}/roles/${otherRoles}`);
    const [form = '', , path = ''] = field.split('/');
    return found ? [{ form, path, ...found, ofOthers: !named }] : [];
  });
}
