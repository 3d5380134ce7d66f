import type { Issue } from '../../common/issue.ts';
import type { FieldSet } from '../../field.ts';
import { formsOf } from '../../kinds/common/pointed.ts';
import type { Model } from '../../model.ts';
import { fieldAt, type LayeredForm, placeOfField } from '../layers/layered.ts';
import { localPackage } from '../layers/order.ts';

/**
 * Finds fields of one's own packages that refer to forms of the customer's layer: here all is well, and any other system
 * that gets the package has no such form.
 */
export function leansAbove(
  model: Model,
  layers: ReadonlyMap<string, LayeredForm>,
  isOwn: (name: string) => boolean,
): readonly Issue[] {
  const above = (id: string) => model.formsById.get(id)?.package === localPackage;
  const found = (shape: FieldSet, form: LayeredForm): readonly Issue[] =>
    shape.fields.flatMap((field) => {
      const inside = field.rows ? found(field.rows, form) : [];
      const [target] = formsOf(field).filter(above);
      const layered = fieldAt(form, field.path);
      const isSaidBelow = field.package !== localPackage && isOwn(field.package) && !field.dropped;
      if (target === undefined || !isSaidBelow || !layered) return inside;
      const params = { form: { ...model.formsById.get(target)?.label }, package: field.package };
      const place = placeOfField(form, layered, field.kind.requires.includes('forms') ? '/forms' : '/form');
      return [...inside, { code: 'leans-above', severity: 'warning', ...place, params } satisfies Issue];
    });
  return [...model.forms.values()].flatMap((form) => {
    const layered = layers.get(form.id);
    return layered ? found(form, layered) : [];
  });
}
