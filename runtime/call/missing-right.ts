import type { Json } from '../../metadata/json.ts';
import type { Label } from '../../metadata/label.ts';
import type { Form, Model } from '../../metadata/model.ts';
import { type Action, rightFor } from './rights.ts';

/** What a refusal tells of a right somebody lacks: form and action as people know them, the right's name beside. */
export function missingRight(model: Model, form: Form, action: Action): Readonly<Record<string, Json>> {
  return {
    form: { ...form.label },
    action: { ...actionLabel(model, form, action) },
    right: rightFor(action),
  };
}

/** As the form calls it, or as roles do. */
function actionLabel(model: Model, form: Form, action: Action): Label {
  const right = rightFor(action);
  const own = form.actions.find(({ name }) => name === action);
  const known = model.formsById.get('role')?.byName.get('grants')?.rows?.byName.get('actions')?.options;
  return own?.label ?? known?.find(({ value }) => value === right)?.label ?? { zh: right, en: right };
}
