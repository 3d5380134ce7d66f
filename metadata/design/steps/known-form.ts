import { nearNames } from '../../common/near-names.ts';
import type { LayeredForm } from '../../model/layers/layered.ts';
import type { Editing } from './editing.ts';

export function knownForm(editing: Editing, form: string): LayeredForm | undefined {
  const known = editing.form(form);
  if (!known) editing.refuse('unknown-form', { form, near: nearNames(form, editing.world.below.keys()) });
  return known;
}

/** Refuses a name that does not bear the layer's mark, as each name must that it adds to a form of somebody else. */
export function startsRight(editing: Editing, name: string): boolean {
  const { prefix } = editing;
  if (name.startsWith(`${prefix}_`)) return true;
  editing.refuse('prefix-missing', { name, prefix });
  return false;
}
