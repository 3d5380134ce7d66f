import type { Problem } from '../../common/issue.ts';
import type { Json } from '../../common/json.ts';
import { nearNames } from '../../common/near-names.ts';
import { nearPaths } from '../../common/near-paths.ts';
import { upperOf } from '../../field-of-path.ts';
import { callFacts } from '../../names.ts';
import type { LayeredField, LayeredForm } from '../layers/layered.ts';
import { startOf } from './layered-places.ts';

/** The names among which a field may be meant. */
export interface Named {
  readonly forms: ReadonlyMap<string, LayeredForm>;
  /** Paths of the parameters that can be asked. */
  readonly params: ReadonlyMap<string, unknown>;
}

/** The fields that may be meant by a path from the rows at `upper` which leads nowhere. */
export function nearFields(named: Named, form: LayeredForm, upper: string, path: string): readonly string[] {
  if (path.startsWith('$param.')) return nearNames(path, named.params.keys());
  const near = nearPaths(path, (known) => membersAt(named, form, upper, known));
  if (near.length > 0 || upper === '' || path.startsWith('parent.')) return near;
  const [first = '', ...rest] = path.split('.');
  const above = idsOf(form.fields);
  const meant = above.includes(first) ? [first] : nearNames(first, above);
  return meant.map((id) => ['parent', id, ...rest].join('.'));
}

/** A problem of a field with the names that may be meant by the one that it complains of. */
export function withNear(
  named: Named,
  form: LayeredForm,
  field: LayeredField,
  { code, params = {} }: Problem,
): Readonly<Record<string, Json>> {
  const path = complainedOf(code, params);
  if (path === undefined || 'near' in params) return params;
  const found = nearFields(named, form, upperOf(field.path), path);
  const before = `${String(params['from'])}.`;
  const near = code === 'carry-field' ? found.map((one) => one.slice(before.length)) : found;
  return { ...params, near };
}

function complainedOf(code: string, params: Readonly<Record<string, Json>>): string | undefined {
  switch (code) {
    case 'formula-unknown-field':
    case 'formula-unknown-parameter':
      return String(params['field']);
    case 'compute-operand':
      return String(params['operand']);
    case 'carry-from':
      return String(params['from']);
    case 'carry-field':
      return `${String(params['from'])}.${String(params['field'])}`;
    default:
      return undefined;
  }
}

function membersAt({ forms }: Named, form: LayeredForm, upper: string, known: readonly string[]) {
  const [first, second, ...more] = known;
  if (first === '$setting') return settingMembers(forms, second, more);
  if (first === undefined)
    return [...idsOf(startOf(form, upper, 'x').fields), ...(upper === '' ? [] : ['parent']), ...callFacts];
  let { fields, segments } = startOf(form, upper, known.join('.'));
  for (const id of segments) {
    const field = fields.find((one) => one.id === id);
    if (!field) return undefined;
    if (field.fields.length > 0) ({ fields } = field);
    else {
      const beyond = forms.get(String(field.source['form']));
      if (!beyond) return undefined;
      ({ fields } = beyond);
    }
  }
  return idsOf(fields);
}

function settingMembers(
  forms: Named['forms'],
  form: string | undefined,
  more: readonly string[],
): readonly string[] | undefined {
  if (more.length > 0) return undefined;
  if (form !== undefined) return idsOf(forms.get(form)?.fields ?? []);
  return [...forms.values()].filter(({ source }) => source.kind === 'setting').map(({ id }) => id);
}

function idsOf(fields: readonly LayeredField[]): readonly string[] {
  return fields.filter(({ dropped }) => !dropped).map(({ id }) => id);
}
