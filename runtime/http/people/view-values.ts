import { isObject, type Json, type JsonObject } from '../../../metadata/json.ts';
import { isId } from '../../../metadata/kinds/pointer.ts';
import type { Field, Form, Model, Shape } from '../../../metadata/model.ts';

/** What a kept list names: records of other forms, and organisations, each by id or number. */
export interface NamedInView {
  /** Id of a form. */
  readonly form: string;
  readonly by: 'id' | 'number';
  readonly value: string;
}

const organisation = 'organisation';
/** Values that conditions and quick filters compare references and organisations with, wherever they stand in it. */
export function namedInView(config: Json | undefined, form: Form, model: Model): readonly NamedInView[] {
  const found: NamedInView[] = [];
  const look = (node: Json): void => {
    if (Array.isArray(node)) for (const inner of node) look(inner);
    if (!isObject(node)) return;
    const { fact, value, quick } = node;
    if (typeof fact === 'string') found.push(...namedBy(fact, value, form, model));
    if (isObject(quick))
      for (const [path, values] of Object.entries(quick)) found.push(...namedBy(path, values, form, model));
    for (const inner of Object.values(node)) look(inner);
  };
  look(config ?? null);
  return found;
}

function namedBy(path: string, value: Json | undefined, form: Form, model: Model): readonly NamedInView[] {
  const [last = '', ...steps] = path.split('.').reverse();
  if (last === 'org' && steps.length === 0) return named(organisation, value);
  let shape: Shape | undefined = form;
  let at: Field | undefined;
  for (const step of path.split('.')) {
    const next: Field | undefined = shape?.byId.get(step) ?? shape?.byName.get(step);
    // `category.id` and `category.number` name the record they stand in.
    if (
      step === 'id' ||
      (at?.target !== undefined && next?.id === model.formsById.get(at.target)?.number?.id)
    )
      return at?.target === undefined ? named(form.id, value) : named(at.target, value);
    at = next;
    shape = next?.rows ?? (next?.target === undefined ? undefined : model.formsById.get(next.target));
  }
  return at?.target === undefined ? [] : named(at.target, value);
}

function named(form: string, value: Json | undefined): readonly NamedInView[] {
  if (Array.isArray(value)) return value.flatMap((one: Json) => named(form, one));
  if (isObject(value)) return named(form, (value as JsonObject)['id'] ?? (value as JsonObject)['number']);
  if (typeof value !== 'string' || value === '') return [];
  const bare = value.replace(/^\{(.*)\}$/, '$1');
  return [
    isId(bare.toLowerCase()) ? { form, by: 'id', value: bare.toLowerCase() } : { form, by: 'number', value },
  ];
}
