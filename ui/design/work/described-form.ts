import type { DescribedForm } from '../../../metadata/contract/forms/form-model.ts';
import { describeAsked } from '../../../metadata/describe/describe-asked.ts';
import { describeForm } from '../../../metadata/describe/describe-form.ts';
import type { Field, Form, Model } from '../../../metadata/model.ts';
import { parametersAsked } from '../../../rules/params/parameter-door.ts';

const all = { seen: (_: Field) => true, writable: (_: Field) => true, offered: () => true };
const everything: readonly string[] = ['read', 'report', 'create', 'edit'];

/** A form of a design, with what is read of parameters while nobody sets any. Default: as one with all rights sees it. */
export function describedForm(form: Form, model: Model, sight = all, can = everything): DescribedForm {
  const shown = describeForm(form, model, sight);
  const read = parametersAsked(model, form.asked?.keys() ?? []);
  return { ...shown, parameters: {}, ...describeAsked(form, shown, model, read), can };
}
