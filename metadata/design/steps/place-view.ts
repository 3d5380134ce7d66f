import { viewsInOrder } from '../../model/layers/views.ts';
import type { Editing } from './editing.ts';
import { knownForm } from './known-form.ts';
import { ownPlace } from './own-place.ts';
import { say } from './say.ts';

/** A view before another one of the form, else last; an order is said of each that then stands elsewhere. */
export function placeView(
  editing: Editing,
  form: string,
  view: string,
  before: string | undefined,
): undefined {
  const known = knownForm(editing, form);
  if (!known) return;
  const views = viewsInOrder(known.source.views ?? []).map(({ name }) => name);
  if (!views.includes(view)) return editing.refuse('set-nothing', { target: `views/${view}`, near: [] });
  const others = views.filter((name) => name !== view);
  const at = before === undefined ? -1 : others.indexOf(before);
  const wanted = others.toSpliced(at < 0 ? others.length : at, 0, view);
  for (const [index, name] of wanted.entries()) {
    const order = (index + 1) * 10;
    if (known.source.views?.find((one) => one.name === name)?.order === order) continue;
    const mine = ownPlace(editing, form, `views/${name}`);
    if (mine) editing.write({ file: mine.file, at: [...mine.at, 'order'] }, order);
    else say(editing, form, `views/${name}/order`, order);
  }
}
