import type { Field } from '../../metadata/field.ts';
import { textDoor } from '../../rules/behaviour/asked-parameters.ts';
import { panelFacts } from '../../rules/behaviour/panel-facts.ts';
import type { FormModel } from '../model/form-model.ts';
import { forms } from '../model/forms.ts';

/** Returns what tells which facts a condition in a field of a form may ask, as the server judges it. */
export async function offeredIn(
  form: FormModel,
  field: Field,
  about: FormModel,
): Promise<(path: string) => boolean> {
  const { targets } = await forms.withTargets(about.name);
  const asks = { shape: about, target: (id: string) => targets.get(id) };
  return panelFacts({ form, field, asks, parameter: textDoor(form.parameters) });
}
