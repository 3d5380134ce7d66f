import type { FormModel } from '../../model/form-model.ts';

/** The address of a new record in which some fields are filled in already, by name and as quick filters have values. */
export function newAddress(form: FormModel, values: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== '') query.set(`is.${name}`, value);
  const text = query.toString();
  return `/forms/${form.name}/new${text ? `?${text}` : ''}`;
}
