import type { Issue } from '../../../../metadata/common/issue.ts';
import type { Json } from '../../../../metadata/common/json.ts';
import type { Form, Model } from '../../../../metadata/model.ts';
import { type ClosedField, closedFields, type ListedFields } from '../../../../metadata/role-sight.ts';
import { rowsOf, type Stored } from '../../../storage/store/record/stored.ts';
import { storedPages } from './found-records.ts';
import type { RolesQuestion } from './unknown-roles.ts';

interface Closed extends ClosedField {
  readonly form: Form;
  readonly roles: string[];
}

const named = 20;

/**
 * Warns of computed fields that come to be made of what roles are not shown: these roles list them, and will not see
 * them.
 */
export async function withheldValues(question: RolesQuestion): Promise<readonly Issue[]> {
  const { reader, former, model, layout } = question;
  const forms = [...model.formsById.values()].filter(
    (form) => former.formsById.get(form.id)?.hash !== form.hash,
  );
  if (!forms.some(readsAnything)) return [];
  const closed = new Map<string, Closed>();
  for await (const roles of storedPages(reader, layout))
    for (const role of roles) for (const form of forms) noteClosed(role, form, former, closed);
  return [...closed.values()].map(({ form, field, by, roles }) => ({
    code: 'computed-withheld',
    severity: 'warning',
    form: form.id,
    package: form.package,
    pointer: `/fields/${field.path}`,
    params: {
      form: { ...form.label },
      name: form.name,
      label: { ...field.label },
      of: by.map(({ label }) => ({ ...label })),
      roles: roles.slice(0, named),
      count: roles.length,
    },
  }));
}

function readsAnything({ fields }: Pick<Form, 'fields'>): boolean {
  return fields.some(({ reads, rows }) => reads !== undefined || (rows !== undefined && readsAnything(rows)));
}

function noteClosed(role: Stored, form: Form, former: Model, closed: Map<string, Closed>): void {
  const number = String(role['number'] ?? '');
  const grants = rowsOf(role['grants']).flatMap((row): readonly ListedFields[] => {
    const covers = row['form'] === form.id || (row['form'] === '*' && form.kind !== 'platform');
    return covers ? [{ readable: textsOf(row['readable']), writable: textsOf(row['writable']) }] : [];
  });
  if (grants.length === 0) return;
  const known = former.formsById.get(form.id);
  const before = new Set((known ? closedFields(number, grants, known) : []).map(({ field }) => field.path));
  for (const one of closedFields(number, grants, form)) {
    if (before.has(one.field.path)) continue;
    const key = `${form.id}/${one.field.path}`;
    const found = closed.get(key) ?? { ...one, form, roles: [] };
    found.roles.push(number);
    closed.set(key, found);
  }
}

function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
