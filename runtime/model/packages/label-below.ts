import type { Label } from '../../../metadata/common/label.ts';
import { targetSegments } from '../../../metadata/property/target-place.ts';
import type { FieldSource, OptionSource, PackageSource } from '../../../metadata/source.ts';

/** Answers what packages call a form, a field or an option, by the target of its label; undefined: none brings it. */
export function labelBelow(
  sources: readonly PackageSource[],
  form: string,
  target: string,
): Label | undefined {
  const own = sources.flatMap(({ forms }) =>
    forms.filter(({ content: { id, name } }) => (id ?? name) === form),
  );
  const names = new Set([form, ...own.map(({ content }) => content.name)]);
  const more = sources.flatMap(({ extensions }) =>
    extensions.filter(({ content }) => names.has(content.extends)),
  );
  const said = more.flatMap(({ content }) => content.set?.[target] ?? []).at(-1) as Label | undefined;
  if (said || target === 'label') return said ?? own[0]?.content.label;
  const [, path = '', , value] = targetSegments(target);
  const fields = [
    ...own.flatMap(({ content }) => found(content.fields, path)),
    ...more.flatMap(({ content }) => [
      ...found(content.fields, path),
      ...Object.entries(content.rows ?? {}).flatMap(([rows, inside]) => found(inside, path, `${rows}.`)),
    ]),
  ];
  if (value === undefined) return fields[0]?.label;
  const options = fields.flatMap((field) => {
    const { options: all = [] } = field as { readonly options?: readonly OptionSource[] };
    return all;
  });
  return options.find((one) => one.value === value)?.label;
}

function found(fields: readonly FieldSource[] = [], path: string, before = ''): readonly FieldSource[] {
  return fields.flatMap((field) => {
    const own = `${before}${field.id ?? field.name}`;
    if (own === path) return [field];
    return path.startsWith(`${own}.`) ? found(field.fields, path, `${own}.`) : [];
  });
}
