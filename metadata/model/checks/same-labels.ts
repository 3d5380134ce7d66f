import type { Issue } from '../../common/issue.ts';
import type { Label } from '../../common/label.ts';
import type { Field, FieldSet } from '../../field.ts';
import type { Form, Model } from '../../model.ts';
import { fieldAt, type LayeredForm, placeOfField } from '../layers/layered.ts';
import { LabelsSeen, sameInOne } from './labels-seen.ts';

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
    return layered ? sameIn(form, layered, groupsOf(form), form.label) : [];
  });
  return all.filter(({ package: name = '' }) => isOwn(name));
}

/** Where fields stand: which group, and what people call it. */
type Groups = ReadonlyMap<string, { readonly name: string; readonly label: Label | undefined }>;

function groupsOf({ layout }: Form): Groups {
  return new Map(
    layout.tabs.flatMap((tab) =>
      tab.groups.flatMap(({ name, label = tab.label, fields }) =>
        fields.map((id) => [id, { name, label }] as const),
      ),
    ),
  );
}

/** Fields of two groups are told apart by what those are called. */
function sameIn(shape: FieldSet, form: LayeredForm, groups: Groups, around: Label): readonly Issue[] {
  const seen = new LabelsSeen<Field>();
  return shape.fields.flatMap((field) => {
    const inside = field.rows ? sameIn(field.rows, form, new Map(), field.label) : [];
    const layered = fieldAt(form, field.path);
    if (field.hidden || field.dropped || field.visible !== true || !layered) return inside;
    const group = groups.get(field.id);
    const found = seen.take(field, group?.name);
    if (!found) return inside;
    const at = { ...placeOfField(form, layered, '/label'), severity: 'warning' } as const;
    const others = [found.other.name, field.name];
    const said: Issue = found.language
      ? { ...at, code: 'label-same-in', params: sameInOne(found.other.label, field.label, found.language) }
      : {
          ...at,
          code: 'label-twice',
          params: { label: { ...field.label }, place: { ...(group?.label ?? around) }, others },
        };
    return [...inside, said];
  });
}
