import type { Issue } from '../../common/issue.ts';
import { languages } from '../../common/label.ts';
import type { Field, FieldSet } from '../../field.ts';
import type { Model } from '../../model.ts';
import { fieldAt, type LayeredForm, placeOfField } from '../layers/layered.ts';

/**
 * Finds fields of one's own packages that always stand beside others and are called the same, for whoever designs or
 * packs them: what is in service already is not asked again.
 */
export function sameLabels(
  model: Model,
  layers: ReadonlyMap<string, LayeredForm>,
  isOwn: (name: string) => boolean,
): readonly Issue[] {
  const all = [...model.forms.values()].flatMap((form) => {
    const layered = layers.get(form.id);
    const groups = form.layout.tabs.flatMap((tab) => tab.groups);
    const groupOf = new Map(groups.flatMap(({ name, fields }) => fields.map((id) => [id, name] as const)));
    return layered ? sameIn(form, layered, ({ id }) => groupOf.get(id) ?? '') : [];
  });
  return all.filter(({ package: name = '' }) => isOwn(name));
}

/** Fields of two groups are told apart by what those are called. */
function sameIn(
  shape: FieldSet,
  form: LayeredForm,
  groupOf: (field: Field) => string = () => '',
): readonly Issue[] {
  const called = new Map<string, Field>();
  return shape.fields.flatMap((field) => {
    const inside = field.rows ? sameIn(field.rows, form) : [];
    const layered = fieldAt(form, field.path);
    if (field.hidden || field.dropped || field.visible !== true || !layered) return inside;
    const names = languages.map(
      (language) => `${groupOf(field)} ${language} ${field.label[language].trim()}`,
    );
    const other = names.map((name) => called.get(name)).find(Boolean);
    for (const name of names) if (!called.has(name)) called.set(name, field);
    if (!other) return inside;
    const params = { label: { ...field.label }, others: [other.name, field.name] };
    const place = placeOfField(form, layered, '/label');
    return [...inside, { code: 'label-twice', severity: 'warning', ...place, params } satisfies Issue];
  });
}
