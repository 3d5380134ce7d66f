import type { Issue } from '../../common/issue.ts';
import { languages } from '../../common/label.ts';
import type { Form, Model } from '../../model.ts';
import { type LayeredForm, placeOfForm } from '../layers/layered.ts';

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
  const called = new Map<string, Form>();
  for (const { form } of others) take(called, form);
  return own.flatMap(({ form, place }) => {
    const other = namesOf(form)
      .map((name) => called.get(name))
      .find(Boolean);
    take(called, form);
    if (!other) return [];
    const params = { label: { ...form.label }, other: other.name };
    return [{ code: 'form-label-twice', severity: 'warning', ...place, params } satisfies Issue];
  });
}

function namesOf({ label }: Form): readonly string[] {
  return languages.map((language) => `${language} ${label[language].trim()}`);
}

function take(called: Map<string, Form>, form: Form): void {
  for (const name of namesOf(form)) if (!called.has(name)) called.set(name, form);
}
