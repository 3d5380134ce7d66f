import type { Json } from '../../metadata/json.ts';
import type { Form, Model } from '../../metadata/model.ts';
import { createSlices } from '../breaks.ts';
import type { Rights } from '../call/rights.ts';
import { type ApiChange, compareDocuments } from './compare-documents.ts';
import { documentSchemas } from './record-schema.ts';

/** What callers of the API find otherwise in one form, or in a field of it. */
export interface FormDifference {
  /** Id of the form. */
  readonly form: string;
  /** By names: `lines.amount`; empty: the form. */
  readonly field: string;
  readonly change: ApiChange['change'] | 'renamed';
  /** Words of JSON Schema in which it differs: `required`, `maxLength`. */
  readonly what: readonly string[];
  readonly breaks: boolean;
}

/** In what the documents of two models differ for callers of records, form by form. */
export async function formDifferences(
  before: Model,
  after: Model,
  rights: Rights,
): Promise<readonly FormDifference[]> {
  const { breathe } = createSlices();
  const found: FormDifference[] = [];
  for (const id of new Set([...before.formsById.keys(), ...after.formsById.keys()])) {
    const [was, is] = [before.formsById.get(id), after.formsById.get(id)];
    if (was?.hash === is?.hash) continue;
    found.push(...differencesOf(id, was, is, rights));
    await breathe();
  }
  return found;
}

function differencesOf(
  form: string,
  was: Form | undefined,
  is: Form | undefined,
  rights: Rights,
): readonly FormDifference[] {
  const whole = (change: FormDifference['change'], breaks: boolean): FormDifference => ({
    ...{ form, field: '', change, what: [], breaks },
  });
  if (!was || !is) return [whole(was ? 'removed' : 'added', was !== undefined)];
  const changes = compareDocuments(documentOf(was, rights), documentOf(is, rights));
  const fields = new Map<string, FormDifference>();
  for (const one of changes) {
    const { field, what } = placeOf(one.place);
    const known = fields.get(field);
    const more = { form, field, change: one.change, what: what === '' ? [] : [what], breaks: one.breaks };
    fields.set(field, known ? together(known, more) : more);
  }
  return [...(was.name === is.name ? [] : [whole('renamed', true)]), ...fields.values()];
}

/** The graver says what it is. */
function together(a: FormDifference, b: FormDifference): FormDifference {
  const gravity = ['removed', 'added', 'renamed', 'changed', 'narrowed', 'widened'];
  const [graver] = [a, b].toSorted((x, y) => gravity.indexOf(x.change) - gravity.indexOf(y.change));
  const what = [...new Set([...a.what, ...b.what])];
  return { ...a, change: (graver ?? a).change, what, breaks: a.breaks || b.breaks };
}

/** Schemas of a form, called alike whatever the form is called. */
function documentOf(form: Form, rights: Rights) {
  const schemas: Record<string, Json> = {};
  for (const [name, schema] of Object.entries(documentSchemas(form, rights)))
    schemas[`form${name.slice(form.name.length)}`] = schema;
  return { components: { schemas } };
}

const sides = new Set(['form', 'write', 'change', 'listed', 'read']);

/** `/components/schemas/form.lines.write/properties/amount/maxLength` is `maxLength` of `lines.amount`. */
function placeOf(place: string): { readonly field: string; readonly what: string } {
  const [name = '', ...rest] = place
    .split('/')
    .slice(3)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const path = name.split('.').filter((step) => !sides.has(step));
  let what = '';
  for (let at = 0; at < rest.length; at++) {
    const step = rest[at] ?? '';
    if (step === 'properties' || step === 'required') {
      path.push(rest[at + 1] ?? '');
      what = step === 'required' ? step : '';
      at++;
    } else if (!['items', 'anyOf', 'oneOf'].includes(step) && what === '') what = step;
  }
  return { field: path.join('.'), what };
}
