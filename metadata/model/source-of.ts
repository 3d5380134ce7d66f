import type { Field } from '../field.ts';
import type { FieldSource } from '../source.ts';

/**
 * A field as its package last had it, without what it asked of people: its kind and what makes its values.
 * Of rows only those fields that came with it; `named`: ids of forms, which are offered without being said.
 */
export function sourceOf(field: Field, named: (value: string) => boolean): FieldSource {
  const { id, name, kind, label, help, personal, options, rows, props, package: owner } = field;
  const said = options?.filter(({ value }) => !(kind.offersForms && named(value)));
  return {
    ...props,
    ...{ name, id, kind: kind.name, label },
    ...(help ? { help } : {}),
    ...(personal ? { personal } : {}),
    ...(said && said.length > 0 ? { options: said } : {}),
    ...(rows
      ? { fields: rows.fields.filter((one) => one.package === owner).map((one) => sourceOf(one, named)) }
      : {}),
  };
}
