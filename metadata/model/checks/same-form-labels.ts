import type { Issue } from '../../common/issue.ts';
import type { Label } from '../../common/label.ts';
import type { Form, Model } from '../../model.ts';
import { type LayeredForm, placeOfForm } from '../layers/layered.ts';
import { LabelsSeen, sameInOne } from './labels-seen.ts';

/**
 * Finds forms that one's own packages call as another form is called already: in menus and searches nobody tells them
 * apart. Of two that are both one's own, the later is told.
 */
export function sameFormLabels(
  model: Model,
  layers: ReadonlyMap<string, LayeredForm>,
  isOwn: (name: string) => boolean,
): readonly Issue[] {
  const placed = [...model.forms.values()].flatMap((form) => {
    const layered = layers.get(form.id);
    return layered ? [{ form, place: placeOfForm(layered, 'label') }] : [];
  });
  const own = placed.filter(({ place }) => isOwn(place.package ?? ''));
  const others = placed.filter((one) => !own.includes(one));
  const seen = new LabelsSeen<Form>();
  for (const { form } of others) seen.take(form);
  return own.flatMap(({ form, place }) => {
    const found = seen.take(form);
    if (!found) return [];
    const { other, language } = found;
    const at = { ...place, severity: 'warning' } as const;
    if (language)
      return [{ ...at, code: 'label-same-in', params: sameInOne(other.label, form.label, language) }];
    const params = { label: { ...form.label }, place: { ...folderOf(other, model) } };
    // What stands in one folder is told apart by what calls name it alone.
    return pathOf(other) === pathOf(form)
      ? [{ ...at, code: 'form-label-twice-beside', params: { ...params, others: [other.name, form.name] } }]
      : [{ ...at, code: 'form-label-twice', params }];
  });
}

function pathOf({ menu, package: owner }: Form): string {
  return menu?.path ?? owner;
}

/** What the folder is called in which the menu has a form, or its package. */
function folderOf(form: Form, { menu, packages }: Model): Label {
  const folder = menu.find(({ path }) => path === pathOf(form));
  const owner = packages.find(({ name }) => name === form.package);
  return folder?.label ?? owner?.guiju.label ?? form.label;
}
