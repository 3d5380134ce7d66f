import { type FormModel, reviveForm } from '../../model/form-model.ts';
import type { Drawn, DrawnForm, FormLine } from './bench-shapes.ts';

const revived = new WeakMap<DrawnForm, FormModel>();
let last: { readonly hash: string; readonly form: FormModel } | null = null;

/** The form that was drawn as pages know forms; the same as long as nothing about it changed. */
export function formOfDrawn(drawn: DrawnForm): FormModel {
  const known = revived.get(drawn);
  if (known) return known;
  const { hash } = drawn.described;
  const form =
    last?.hash === hash && last.form.id === drawn.described.id ? last.form : reviveForm(drawn.described);
  last = { hash, form };
  revived.set(drawn, form);
  return form;
}

/** A form by the name in the address: today's, or that of before it was renamed. */
export function lineNamed({ lines }: Drawn, name: string): FormLine | undefined {
  return lines.find((line) => line.name === name) ?? lines.find((line) => line.id === name);
}
